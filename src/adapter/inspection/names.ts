import { operationByOpcode } from '../../engine/isa/lookup';
import { immediateAt, opcodeAt } from '../../engine/format/program';
import type { Debuggee } from '../debuggee/debuggee';
import { adapterErrors } from '../errors';
import type { Execution } from '../execution/execution';

/** A named integer of the machine, as watch expressions, conditions and the Variables view know it. */
export interface MachineName {
  readonly name: string;
  readonly description: string;
  readonly value: () => bigint;
  /** Absent where the value cannot be changed. @throws AdapterError for a value that does not fit */
  readonly set?: (value: bigint) => void;
}

/** Every name that an expression may use: one table for evaluate, completions, conditions and variables. */
export function machineNames(debuggee: Debuggee, execution: Execution): readonly MachineName[] {
  const { program } = debuggee;
  const current = (read: (opIndex: number) => bigint): (() => bigint) => {
    return () => (execution.state.opIndex < program.opCount ? read(execution.state.opIndex) : 0n);
  };
  return [
    {
      name: 'opIndex',
      description: 'Index of the op that runs next. Assign to it to jump.',
      value: () => BigInt(execution.state.opIndex),
      set: (value) => {
        if (value < 0n || value >= BigInt(program.opCount)) {
          throw adapterErrors.opIndexOutOfRange(value, program.opCount);
        }
        execution.goTo(Number(value));
      },
    },
    {
      name: 'result',
      description: 'What the program would return if it ended here.',
      value: () => execution.state.result,
      set: (value) => execution.changeState({ result: value }),
    },
    {
      name: 'opcode',
      description: 'Opcode of the op that runs next.',
      value: current((opIndex) => BigInt(opcodeAt(program, opIndex))),
    },
    {
      name: 'param',
      description: 'Operand of the op that runs next.',
      value: current((opIndex) => immediateAt(program, opIndex)),
    },
    { name: 'opCount', description: 'How many ops the program has.', value: () => BigInt(program.opCount) },
    { name: 'version', description: 'Version of the bytecode format.', value: () => BigInt(program.version) },
  ];
}

/** One line on what the next op does, for the Variables view. */
export function operationSummary(debuggee: Debuggee, opIndex: number): string | undefined {
  const { program } = debuggee;
  return opIndex < program.opCount
    ? operationByOpcode(program.version, opcodeAt(program, opIndex))?.summary
    : undefined;
}
