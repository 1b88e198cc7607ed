import type { DebugProtocol } from '@vscode/debugprotocol';
import { adapterErrors } from '../errors';

/** A variable as the client shows it, with what hangs below it and what it takes to change it. */
export interface VariableNode {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
  /** What to type into the watch view to get it. */
  readonly evaluateName?: string;
  readonly children?: VariableContainer;
  /** Where it lies, for the client to open it byte by byte. */
  readonly memoryReference?: string;
  /** @returns the new value as text. @throws Error with a message for the user */
  readonly set?: (text: string) => string | Promise<string>;
  /** Why it cannot be changed, where there is more to say than that. */
  readonly refusal?: () => Error;
  readonly presentationHint?: DebugProtocol.VariablePresentationHint;
}

/** Something with variables in it: a scope, or a variable that unfolds. */
export interface VariableContainer {
  readonly named?: () => readonly VariableNode[];
  /** Many alike, asked for in windows. */
  readonly indexed?: { readonly count: number; readonly at: (index: number) => VariableNode };
}

/**
 * As many of an array's variables as a client gets that asks for no window of them, and does not know windows perhaps:
 * all of a large array would take a minute and more memory than there is.
 */
export const mostAtOnce = 1000;

/** Hands out the numbers by which the client asks for what is in a container. They last until the program moves. */
export class VariableReferences {
  private readonly containers = new Map<number, VariableContainer>();
  private next = 1;

  clear(): void {
    this.containers.clear();
  }

  add(container: VariableContainer): number {
    this.containers.set(this.next, container);
    return this.next++;
  }

  /** The variables of a container, or of the window asked for. An old number has none. */
  list({
    variablesReference,
    filter,
    start,
    count,
  }: DebugProtocol.VariablesArguments): DebugProtocol.Variable[] {
    const container = this.containers.get(variablesReference);
    if (!container) return [];
    const named = filter === 'indexed' ? [] : (container.named?.() ?? []);
    const { indexed } = container;
    let alike: VariableNode[] = [];
    if (filter !== 'named' && indexed) {
      const first = start ?? 0;
      alike = count
        ? window(indexed, first, Math.min(indexed.count, first + count))
        : grouped(indexed, first, indexed.count);
    }
    return [...named, ...alike].map((node) => this.toProtocol(node));
  }

  /** Changes a variable. @returns its new value. @throws AdapterError when it is not there or cannot be changed */
  set({ variablesReference, name, value }: DebugProtocol.SetVariableArguments): string | Promise<string> {
    const container = this.containers.get(variablesReference);
    const node =
      container?.named?.().find((candidate) => candidate.name === name) ?? indexedNode(container, name);
    if (!node) throw adapterErrors.noSuchVariable(name);
    if (!node.set) throw node.refusal?.() ?? adapterErrors.readOnly(name);
    return node.set(value);
  }

  private toProtocol(node: VariableNode): DebugProtocol.Variable {
    const { name, value, type, evaluateName, memoryReference, children, set, presentationHint } = node;
    const attributes = [...(presentationHint?.attributes ?? []), ...(set ? [] : ['readOnly'])];
    return {
      name,
      value,
      variablesReference: children ? this.add(children) : 0,
      ...(type === undefined ? {} : { type }),
      ...(evaluateName === undefined ? {} : { evaluateName }),
      ...(memoryReference === undefined ? {} : { memoryReference }),
      ...(children?.indexed ? { indexedVariables: children.indexed.count } : {}),
      presentationHint: { ...presentationHint, attributes },
    };
  }
}

type Indexed = NonNullable<VariableContainer['indexed']>;

function window({ at }: Indexed, first: number, end: number): VariableNode[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, offset) => at(first + offset));
}

/** All of a window; of a large one groups that unfold, and groups of groups. */
function grouped(indexed: Indexed, first: number, end: number): VariableNode[] {
  let size = 1;
  while (end - first > size * mostAtOnce) size *= mostAtOnce;
  if (size === 1) return window(indexed, first, end);
  return Array.from({ length: Math.ceil((end - first) / size) }, (_, index) => {
    const from = first + index * size;
    const to = Math.min(end, from + size);
    const children = { named: () => grouped(indexed, from, to) };
    return { name: `[${from}…${to - 1}]`, value: '', children, presentationHint: { kind: 'virtual' } };
  });
}

/** One of many alike, by its name, which has its number in it: `[12]`. */
function indexedNode(container: VariableContainer | undefined, name: string): VariableNode | undefined {
  const index = Number(/\d+/.exec(name)?.[0]);
  if (!container?.indexed || !(index < container.indexed.count)) return undefined;
  const node = container.indexed.at(index);
  return node.name === name ? node : undefined;
}
