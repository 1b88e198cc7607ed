import { disassemble, type AssemblySyntax, type DecodedInstruction } from '../../engine/jit/disassemble';
import { hexBytes } from '../../engine/jit/hex';
import type { CodePart, MachineCode } from '../../engine/jit/machineCode';
import { labelOf, partAt } from '../../engine/jit/parts';
import { outsideRow, type InstructionRow, type InstructionSource } from './instructionRow';

/** A client may ask for rows this far outside of the code, in bytes, and still mean it. */
const margin = 0x10000n;

/** The machine code in the native host: what the Disassembly View shows in JIT mode. */
export class NativeInstructions implements InstructionSource {
  /**
   * @param base address of the first byte
   */
  constructor(
    private readonly code: MachineCode,
    private readonly base: bigint,
    private readonly syntax: AssemblySyntax,
  ) {}

  covers(address: bigint): boolean {
    return address >= this.base - margin && address <= this.base + BigInt(this.code.bytes.length) + margin;
  }

  rows(address: bigint, first: number, count: number): InstructionRow[] {
    const size = this.code.bytes.length;
    const offset = Number(address - this.base);
    // Outside of the code instructions count as one byte each.
    if (offset < 0) return this.padded(offset, first, count, 0);
    if (offset >= size) return this.padded(offset, first, count, size);
    return this.walk(offset, first, count);
  }

  /** Rows around an offset outside of the code: those that reach into it are its first or its last instructions. */
  private padded(offset: number, first: number, count: number, edge: number): InstructionRow[] {
    if (this.code.bytes.length === 0) return this.outside(offset + first, count);
    return edge === 0
      ? this.walk(0, first + offset, count)
      : this.walk(this.code.bytes.length - 1, first + (offset - edge) + 1, count);
  }

  /** Rows around an instruction in the code, found part by part: code of a million ops is never decoded as a whole. */
  private walk(offset: number, first: number, count: number): InstructionRow[] {
    const here = this.decodePart(partAt(this.code, offset));
    // Index in `found` of the instruction at the offset; parts are added in front and behind until the window is full.
    let origin = here.findLastIndex((instruction) => instruction.offset <= offset);
    const found = [...here];
    while (origin + first < 0) {
      const start = found[0]?.offset ?? 0;
      if (start === 0) break;
      const before = this.decodePart(partAt(this.code, start - 1));
      found.unshift(...before);
      origin += before.length;
    }
    while (found.length < origin + first + count) {
      const last = found.at(-1);
      const end = (last?.offset ?? 0) + (last?.bytes.length ?? 0);
      if (end >= this.code.bytes.length) break;
      found.push(...this.decodePart(partAt(this.code, end)));
    }
    return this.cut(found, origin + first, count);
  }

  /** The window of what was found, filled up with rows that hold nothing. */
  private cut(found: readonly DecodedInstruction[], start: number, count: number): InstructionRow[] {
    const last = found.at(-1);
    const end = (last?.offset ?? 0) + (last?.bytes.length ?? 0);
    return Array.from({ length: count }, (_, index) => {
      const at = start + index;
      const instruction = found[at];
      if (instruction) return this.row(instruction);
      const first = found[0]?.offset ?? 0;
      return outsideRow(this.base + BigInt(at < 0 ? first + at : end + at - found.length));
    });
  }

  private row({ offset, bytes, text }: DecodedInstruction): InstructionRow {
    const part = partAt(this.code, offset);
    const beginsOp = part?.kind === 'op' && part.range.start === offset;
    const symbol = beginsOp ? undefined : labelOf(this.code, offset);
    return {
      address: this.base + BigInt(offset),
      bytes: hexBytes(bytes),
      text,
      ...(beginsOp && part.opIndex !== undefined ? { opIndex: part.opIndex } : {}),
      ...(symbol === undefined ? {} : { symbol }),
    };
  }

  private decodePart(part: CodePart | undefined): DecodedInstruction[] {
    if (!part) return [];
    const { start, end } = part.range;
    const labelAt = (offset: number): string | undefined => labelOf(this.code, offset);
    return disassemble(this.code.bytes, start, end, this.syntax, this.base, labelAt);
  }

  private outside(offset: number, count: number): InstructionRow[] {
    return Array.from({ length: count }, (_, index) => outsideRow(this.base + BigInt(offset + index)));
  }
}
