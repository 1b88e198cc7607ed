import { printOp } from '../../engine/listing/print';
import type { MachineFrame } from '../../engine/machine/stack';
import type { Debuggee } from '../debuggee/debuggee';
import type { Execution } from '../execution/execution';
import type { DisplayFormat } from './displayFormat';
import type { Evaluator } from './evaluator';
import type { SessionMemory } from '../machineLevel/memory';
import { cpuVariables } from './cpuScope';
import { machineCodeContainer } from './machineCodeScope';
import { FrameNames, operationSummary, type MachineArray, type MachineName } from './names';
import { mostAtOnce, type VariableContainer, type VariableNode } from './variables';

/** A scope of the Variables view. */
export interface NamedScope {
  readonly name: string;
  readonly presentationHint?: string;
  readonly container: VariableContainer;
}

export interface ScopeContext {
  readonly debuggee: Debuggee;
  readonly execution: Execution;
  readonly evaluator: Evaluator;
  readonly format: DisplayFormat;
  readonly memory: SessionMemory;
}

/** A scope's context and the frame that it is about. */
interface FrameContext extends ScopeContext {
  readonly names: FrameNames;
}

/** Names that stand below the op, not beside it. */
const operandNames = new Set(['opcode', 'param']);

/** The scopes of a frame: the source's variables first, then what the machine has. */
export function scopesOf(context: ScopeContext, frame: MachineFrame): NamedScope[] {
  const { debuggee, execution } = context;
  const names = new FrameNames(debuggee, execution, frame);
  const own: FrameContext = { ...context, names };
  const { program } = debuggee;
  const scopes: NamedScope[] = [];
  if (program.version === 3 && program.debug) {
    scopes.push({
      name: 'Locals',
      presentationHint: 'locals',
      container: { named: () => names.variables().map((entry) => nameNode(own, entry)) },
    });
  }
  if (program.arrays.length > 0) {
    scopes.push({
      name: 'Arrays',
      container: { named: () => names.arrays().map((array) => arrayNode(context, names, array)) },
    });
  }
  if (program.version > 1) {
    scopes.push({
      name: 'Registers',
      presentationHint: 'registers',
      container: registersContainer(own),
    });
  }
  scopes.push({
    name: 'State',
    // The client opens the scope of locals by itself: without a source's variables this is what there is to see.
    ...(program.version === 3 && program.debug ? {} : { presentationHint: 'locals' }),
    container: { named: () => stateVariables(own) },
  });
  if (execution.thread && frame.window === execution.machine.innermost.window) {
    scopes.push({
      name: 'CPU',
      presentationHint: 'registers',
      container: { named: () => cpuVariables(context, names) },
    });
  }
  if (execution.mode === 'jit') {
    scopes.push({
      name: 'Machine Code',
      presentationHint: 'registers',
      container: machineCodeContainer(context, frame.opIndex),
    });
  }
  return scopes;
}

/** Version 2 has programs with a quarter of a million: those come in groups. */
function registersContainer(context: FrameContext): VariableContainer {
  const { names } = context;
  const at = (index: number): VariableNode => nameNode(context, names.register(index));
  const count = names.registerCount;
  return count > mostAtOnce
    ? { indexed: { count, at } }
    : { named: () => Array.from({ length: count }, (_, index) => at(index)) };
}

function stateVariables(context: FrameContext): VariableNode[] {
  const { debuggee, execution, names } = context;
  const { program } = debuggee;
  const { opIndex, functionIndex } = names.frame;
  const entries = names.machine();
  const operands = entries
    .filter(({ name }) => operandNames.has(name))
    .map((entry) => nameNode(context, entry));
  const op: VariableNode = {
    name: 'op',
    value: opIndex < program.opCount ? printOp(program, opIndex) : '(end of the program)',
    type: operationSummary(debuggee, opIndex) ?? 'op',
    children: { named: () => operands },
  };
  const others = entries
    .filter(({ name }) => !operandNames.has(name))
    .map((entry) => nameNode(context, entry));
  const inFunction: VariableNode[] =
    program.version === 3
      ? [
          {
            name: 'function',
            value: program.functions[functionIndex]?.name ?? '',
            type: 'The function that this frame runs.',
          },
          {
            name: 'depth',
            value: `${execution.machine.frames.length}`,
            type: 'How many calls have not returned, that of the first function included.',
          },
        ]
      : [];
  const engine: VariableNode = {
    name: 'engine',
    value: execution.mode,
    type: 'The engine that runs the program: the interpreter, or native code made by the JIT.',
  };
  return [op, ...others, ...inFunction, engine];
}

function nameNode(
  { evaluator, format, names, memory }: FrameContext,
  { name, description, value, set, stackWord }: MachineName,
): VariableNode {
  return {
    name,
    value: format.integer(value()),
    type: description,
    evaluateName: name,
    ...(stackWord === undefined ? {} : { memoryReference: memory.ofRegister(stackWord) }),
    ...(set
      ? {
          set: (text: string) => {
            set(evaluator.value(text, names));
            return format.integer(value());
          },
        }
      : {}),
  };
}

/**
 * An array with its first elements on its line, all of them below.
 * @param hex how the elements are shown, where somebody asked for that
 */
export function arrayNode(
  { evaluator, format, memory }: ScopeContext,
  names: FrameNames,
  array: MachineArray,
  hex?: boolean,
): VariableNode {
  const element = (index: number): VariableNode => format.during(hex, () => plainElement(index));
  const plainElement = (index: number): VariableNode => ({
    name: `[${index}]`,
    value: format.integer(array.at(index)),
    type: `Cell ${index} of ${array.name}.`,
    evaluateName: `${array.name}[${index}]`,
    memoryReference: memory.ofCell(array.firstCell + index),
    set: (text) => {
      array.set(index, evaluator.value(text, names));
      return format.integer(array.at(index));
    },
  });
  return {
    name: array.name,
    value: preview(array, format),
    type: `Array of ${array.length} cells.`,
    evaluateName: array.name,
    memoryReference: memory.ofCell(array.firstCell),
    children: { indexed: { count: array.length, at: element } },
  };
}

/** Elements that fit on a line. */
const previewed = 12;

/** An array on one line: its length and its first elements. */
function preview(array: MachineArray, format: DisplayFormat): string {
  const shown = Array.from({ length: Math.min(previewed, array.length) }, (_, index) =>
    format.integer(array.at(index)),
  );
  return `(${array.length}) [${shown.join(', ')}${array.length > previewed ? ', …' : ''}]`;
}
