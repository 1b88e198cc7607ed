import { printOp } from '../engine/listing/print';
import { functionIndexAt, type Program } from '../engine/format/program';
import type { MachinePosition } from '../engine/machine/stack';
import type { Trap } from '../engine/machine/stop';
import { trapMessage } from '../engine/machine/trapMessages';
import { print } from './output';

/** How a run ended: with a value, or at a trap, which has a message for a person. */
export type RunOutcome = { readonly result: bigint } | { readonly trap: string };

/** The message for a trap, from where the machine stands. */
export function trapOutcome(
  program: Program,
  trap: Trap,
  { opIndex, window }: MachinePosition,
  stack: BigInt64Array,
): RunOutcome {
  const registers = program.functions[functionIndexAt(program, opIndex)]?.registerCount ?? 0;
  const register = (index: number): bigint => (index < registers ? (stack[window + index] ?? 0n) : 0n);
  return { trap: trapMessage(program, trap, opIndex, printOp(program, opIndex), register) };
}

/** Writes what PRINT printed; settles when more may follow. */
export const printValues = (values: BigInt64Array): Promise<void> =>
  values.length === 0 ? Promise.resolve() : print(`${values.join('\n')}\n`);
