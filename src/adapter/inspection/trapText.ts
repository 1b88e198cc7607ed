import { printOp } from '../../engine/listing/print';
import type { Trap } from '../../engine/machine/stop';
import { trapMessage } from '../../engine/machine/trapMessages';
import type { Machine } from '../execution/machine';

/** What to say of a trap at the op that comes next, with the values that it came of. */
export function trapText(trap: Trap, machine: Machine): string {
  const { program, opIndex, innermost } = machine;
  return trapMessage(program, trap, opIndex, printOp(program, opIndex), (index) =>
    machine.register(innermost, index),
  );
}
