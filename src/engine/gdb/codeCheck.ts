import { Decoder, DecoderOptions, Encoder } from 'iced-x86';
import { hexBytes } from '../jit/hex';
import { opCountOf, type CodePart, type MachineCode } from '../jit/machineCode';
import { nameOfPart, partAt, partsOf } from '../jit/parts';
import { gdbMessages } from './messages';

/** What came of checking machine code. */
export interface CodeCheck {
  /** Instructions that were read and written again. */
  readonly instructions: number;
  /** What is not as it should be, for a person; undefined where all is. */
  readonly problem?: string;
}

/** Ops that are taken apart at a time. */
const opsPerWindow = 4096;

/**
 * Checks that what lies in memory is what was emitted, and that it means what we say: that instructions fill every part
 * exactly, and that an assembler makes the same bytes of them. Takes about a second for a million instructions.
 * @param memory the bytes at the address of the code
 * @param address where they lie
 */
export function checkMachineCode(code: MachineCode, memory: Uint8Array, address: bigint): CodeCheck {
  const { bytes } = code;
  if (memory.length < bytes.length)
    return { instructions: 0, problem: gdbMessages.codeIncomplete(memory.length, bytes.length) };
  const wrong = bytes.findIndex((byte, offset) => byte !== memory[offset]);
  if (wrong >= 0) return { instructions: 0, problem: differenceAt(code, memory, wrong) };

  let instructions = 0;
  let covered = 0;
  for (let firstOp = 0; firstOp === 0 || firstOp < opCountOf(code); firstOp += opsPerWindow) {
    // Windows overlap where one ends inside of a function.
    const parts = partsOf(code, firstOp, opsPerWindow).filter(({ range }) => range.end > covered);
    for (const { range } of parts) {
      if (range.start !== covered) return { instructions, problem: gdbMessages.codeGap(covered) };
      covered = range.end;
    }
    const checked = checkParts(parts, memory, address);
    instructions += checked.instructions;
    if (checked.problem !== undefined) return { instructions, problem: checked.problem };
  }
  return covered === bytes.length
    ? { instructions }
    : { instructions, problem: gdbMessages.codeGap(covered) };
}

function differenceAt(code: MachineCode, memory: Uint8Array, offset: number): string {
  const part = partAt(code, offset);
  const end = Math.min(offset + 8, part?.range.end ?? offset + 8);
  return gdbMessages.codeDiffers(
    offset,
    part ? nameOfPart(part) : '',
    hexBytes(memory.subarray(offset, end)),
    hexBytes(code.bytes.subarray(offset, end)),
  );
}

/** Reads and writes parts that follow one another. One decoder for all of them: making one takes longer than an op. */
function checkParts(parts: readonly CodePart[], memory: Uint8Array, address: bigint): CodeCheck {
  const start = parts[0]?.range.start ?? 0;
  const end = parts.at(-1)?.range.end ?? start;
  const decoder = new Decoder(64, memory.subarray(start, end), DecoderOptions.None);
  const encoder = new Encoder(64);
  let instructions = 0;
  try {
    decoder.ip = address + BigInt(start);
    for (const part of parts) {
      for (
        let offset = start + decoder.position;
        offset < part.range.end;
        offset = start + decoder.position
      ) {
        const problem = checkInstruction(decoder, encoder, part, memory.subarray(offset), offset);
        if (problem !== undefined) return { instructions, problem };
        instructions++;
      }
    }
    return { instructions };
  } finally {
    encoder.free();
    decoder.free();
  }
}

function checkInstruction(
  decoder: Decoder,
  encoder: Encoder,
  part: CodePart,
  memory: Uint8Array,
  offset: number,
): string | undefined {
  const instruction = decoder.decode();
  const { length, isInvalid, ip } = instruction;
  if (!isInvalid) encoder.encode(instruction, ip);
  instruction.free();
  const written = encoder.takeBuffer();
  const read = memory.subarray(0, length);
  if (!isInvalid && isSame(read, written) && offset + length <= part.range.end) return undefined;
  return gdbMessages.codeMeansOther(offset, nameOfPart(part), hexBytes(read), hexBytes(written));
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
  return true;
}
