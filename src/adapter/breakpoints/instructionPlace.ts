import type { Program } from '../../engine/format/program';
import { disassemble } from '../../engine/jit/disassemble';
import { hexNumber } from '../../engine/jit/hex';
import type { MachineCode } from '../../engine/jit/machineCode';
import { nameOfPart, opPart, partAt } from '../../engine/jit/parts';
import { breakpointMessages } from '../errors';

/** Where a breakpoint on an instruction comes to stand. */
export type InstructionPlace =
  | {
      readonly kind: 'op';
      readonly opIndex: number;
      /** Of an instruction behind the op's first, in bytes from the start of the machine code. */
      readonly offset?: number;
      /** Address of the instruction, as 0x…. */
      readonly address: string;
      /** Why it is another than the one that was asked for. */
      readonly message?: string;
    }
  | { readonly kind: 'nowhere'; readonly message: string };

/**
 * Where a breakpoint on machine code comes to stand: at its instruction inside of an op; for a prologue at the first op
 * of its function. Ways in and out of the code are no place.
 * @param base address of the first byte of the code
 * @param offset in bytes from there
 */
export function placeInCode(
  code: MachineCode,
  program: Program,
  base: bigint,
  offset: number,
): InstructionPlace {
  const part = partAt(code, offset);
  if (!part) return { kind: 'nowhere', message: breakpointMessages.noInstruction() };
  if (part.kind === 'prologue') {
    const { firstOp = 0, opCount = 0 } = program.functions[part.functionIndex ?? 0] ?? {};
    if (opCount > 0) return firstOf(code, base, firstOp, breakpointMessages.movedFromPrologue());
  }
  if (part.kind !== 'op' || part.opIndex === undefined)
    return { kind: 'nowhere', message: breakpointMessages.noOp(nameOfPart(part)) };
  const { opIndex, range } = part;
  // An address between two bytes of an instruction means the instruction.
  const instructions = disassemble(code.bytes, range.start, range.end, 'att');
  const found = instructions.findLast((instruction) => instruction.offset <= offset)?.offset ?? range.start;
  const message = found === offset ? undefined : breakpointMessages.movedToInstruction();
  if (found === range.start) return firstOf(code, base, opIndex, message);
  const address = hexNumber(base + BigInt(found));
  return { kind: 'op', opIndex, offset: found, address, ...(message === undefined ? {} : { message }) };
}

/** The first instruction of an op. @param message why it is that one */
export function firstOf(
  code: MachineCode,
  base: bigint,
  opIndex: number,
  message?: string,
): InstructionPlace {
  const address = hexNumber(base + BigInt(opPart(code, opIndex).range.start));
  return { kind: 'op', opIndex, address, ...(message === undefined ? {} : { message }) };
}
