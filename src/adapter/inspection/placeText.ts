import { hexNumber } from '../../engine/jit/hex';
import type { MachineCode } from '../../engine/jit/machineCode';
import { labelOf, nameOfPart, partAt } from '../../engine/jit/parts';
import type { StandingThread } from '../execution/nativeThread';

/** `<fib+0x12, op 3>`: where an address of the code lies. */
export function placeText(code: MachineCode, { stepper }: StandingThread, address: bigint): string {
  const offset = Number(address - stepper.base);
  const part = partAt(code, offset);
  if (!part) return '<outside of the machine code>';
  const running =
    part.functionIndex === undefined ? functionAround(code, offset) : code.functions[part.functionIndex];
  const name = running ? `${running.name}+${hexNumber(offset - running.range.start)}` : undefined;
  const within = part.kind === 'prologue' ? 'prologue' : nameOfPart(part);
  return name === undefined ? `<${labelOf(code, offset) ?? within}>` : `<${name}, ${within}>`;
}

const functionAround = ({ functions }: MachineCode, offset: number) =>
  functions.find(({ range }) => offset >= range.start && offset < range.end);
