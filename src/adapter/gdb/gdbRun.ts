import { epilogueOf, type ByteRange, type MachineCode } from '../../engine/jit/machineCode';
import { printOp } from '../../engine/listing/print';
import { functionAt, type Program } from '../../engine/format/program';
import { firstWindow, type MachineImage } from '../../engine/machine/stack';
import { isTrap } from '../../engine/machine/stop';
import { trapMessage } from '../../engine/machine/trapMessages';
import type { NativeStop } from '../../engine/native/nativeMachine';
import { adapterErrors, sessionMessages } from '../errors';

/**
 * The machine code that gdb's run begins with: from where gdb stops first to the end of that function. Unit: bytes from
 * the start of the code. A program that has not begun starts with the first instruction of its function, any other
 * where the op is that comes next.
 * @throws AdapterError when the program has ended
 */
export function startOf(program: Program, code: MachineCode, image: MachineImage): ByteRange {
  const { opIndex } = image;
  if (opIndex >= program.opCount && program.opCount > 0) throw adapterErrors.nothingForGdb();
  const functionIndex = program.functions.indexOf(functionAt(program, opIndex));
  const { range = { start: 0, end: code.bytes.length } } = code.functions[functionIndex] ?? {};
  const start = hasBegun(image)
    ? (code.opOffsets[opIndex] ?? epilogueOf(code).start)
    : (code.functions[0]?.range.start ?? 0);
  return { start, end: range.end };
}

/** Whether the program stands anywhere else than at its very beginning. The native host enters it by the same rule. */
const hasBegun = ({ opIndex, window, stack }: MachineImage): boolean =>
  opIndex !== 0 || window !== firstWindow || stack.subarray(firstWindow).some((word) => word !== 0n);

/** What to say of how gdb's run ended. */
export function outcomeText(program: Program, { stop, position, result, stack }: NativeStop): string {
  if (stop === 'ended') return sessionMessages.gdbResult(result);
  if (!isTrap(stop)) return sessionMessages.gdbInterrupted();
  const { opIndex, window } = position;
  const trap = trapMessage(
    program,
    stop,
    opIndex,
    printOp(program, opIndex),
    (index) => stack[window + index] ?? 0n,
  );
  return sessionMessages.gdbTrap(trap);
}
