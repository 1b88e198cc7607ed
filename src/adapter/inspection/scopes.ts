import { printOp } from '../../engine/listing/print';
import { describeOp, describeParts, type CodePartFacts } from '../../engine/jit/describe';
import { hexBytes } from '../../engine/jit/hex';
import { opCountOf, type MachineCode } from '../../engine/jit/machineCode';
import type { Debuggee } from '../debuggee/debuggee';
import type { Execution } from '../execution/execution';
import type { Evaluator } from './evaluator';
import { operationSummary, type MachineName } from './names';
import type { DisplayFormat } from './displayFormat';
import type { VariableContainer, VariableNode } from './variables';

/** A scope of the Variables view. */
export interface NamedScope {
  readonly name: string;
  readonly presentationHint?: string;
  readonly container: VariableContainer;
}

export interface ScopeContext {
  readonly debuggee: Debuggee;
  readonly execution: Execution;
  readonly names: readonly MachineName[];
  readonly evaluator: Evaluator;
  readonly format: DisplayFormat;
}

/** Names that stand below the op, not beside it. */
const operandNames = new Set(['opcode', 'param']);

/** The scopes of the one frame: the machine's state, and the machine code in JIT mode. */
export function scopesOf(context: ScopeContext): NamedScope[] {
  const scopes: NamedScope[] = [
    { name: 'State', presentationHint: 'locals', container: { named: () => stateVariables(context) } },
  ];
  if (context.execution.mode === 'jit') {
    scopes.push({
      name: 'Machine Code',
      presentationHint: 'registers',
      container: machineCodeContainer(context),
    });
  }
  return scopes;
}

function stateVariables(context: ScopeContext): VariableNode[] {
  const { debuggee, execution, names } = context;
  const { opIndex } = execution.state;
  const operands = names
    .filter(({ name }) => operandNames.has(name))
    .map((entry) => nameNode(context, entry));
  const op: VariableNode = {
    name: 'op',
    value: opIndex < debuggee.program.opCount ? printOp(debuggee.program, opIndex) : '(end of the program)',
    type: operationSummary(debuggee, opIndex) ?? 'op',
    children: { named: () => operands },
  };
  const others = names.filter(({ name }) => !operandNames.has(name)).map((entry) => nameNode(context, entry));
  const engine: VariableNode = {
    name: 'engine',
    value: execution.mode,
    type: 'The engine that runs the program: the interpreter, or native code made by the JIT.',
  };
  return [op, ...others, engine];
}

function nameNode(
  { evaluator, format }: ScopeContext,
  { name, description, value, set }: MachineName,
): VariableNode {
  return {
    name,
    value: format.integer(value()),
    type: description,
    evaluateName: name,
    ...(set
      ? {
          set: (text: string) => {
            set(evaluator.value(text));
            return format.integer(value());
          },
        }
      : {}),
  };
}

function machineCodeContainer({ debuggee, execution, format }: ScopeContext): VariableContainer {
  const { code } = debuggee;
  const options = () => ({
    syntax: format.syntax,
    baseAddress: execution.native.current?.code.address,
  });
  const opCount = opCountOf(code);
  const named = (): VariableNode[] => {
    const loaded = execution.native.current?.code;
    const { opIndex } = execution.state;
    const around = (kind: CodePartFacts['kind'], first: number): VariableNode[] =>
      describeParts(code, first, 0, options())
        .filter((part) => part.kind === kind)
        .map((part) => partNode(kind, part));
    return [
      ...(loaded
        ? [{ name: 'address', value: `0x${loaded.address.toString(16)}`, type: 'Where the code lies.' }]
        : []),
      { name: 'size', value: `${code.bytes.length} bytes`, type: 'All of the machine code.' },
      { name: 'bytes', value: bytesOf(code), type: 'The machine code from prologue to epilogue.' },
      ...(opIndex < opCount ? [partNode('next op', describeOp(code, opIndex, options()))] : []),
      ...around('prologue', 0),
      {
        name: 'ops',
        value: `${opCount}`,
        type: 'What each op became.',
        children: {
          indexed: {
            count: opCount,
            at: (index) => partNode(`op ${index}`, describeOp(code, index, options())),
          },
        },
      },
      ...around('epilogue', opCount),
    ];
  };
  return { named };
}

/** More bytes than these are no line to read; each op shows its own. */
const shownBytes = 64;

function bytesOf({ bytes }: MachineCode): string {
  return hexBytes(bytes.subarray(0, shownBytes)) + (bytes.length > shownBytes ? ' …' : '');
}

/** One part of the machine code: bytes and disassembly on its line, its instructions below. */
function partNode(name: string, part: CodePartFacts): VariableNode {
  const bytes = part.instructions.map((instruction) => instruction.bytes).join(' ');
  const text = part.instructions.map((instruction) => instruction.text).join('; ');
  const place = part.address ?? `+0x${part.offset.toString(16)}`;
  const instructions = part.instructions.map((instruction): VariableNode => ({
    name: `+0x${instruction.offset.toString(16)}`,
    value: `${instruction.bytes}  ${instruction.text}`,
  }));
  return {
    name,
    value: `${bytes}  ${text}`,
    type: `${part.size} bytes at ${place}`,
    ...(instructions.length > 1 ? { children: { named: () => instructions } } : {}),
  };
}
