import { wordsPerOp, type Program } from '../../engine/format/program';
import { hexBytes } from '../../engine/jit/hex';
import { printOp } from '../../engine/listing/print';
import { outsideRow, type InstructionRow, type InstructionSource } from './instructionRow';

/**
 * Where the ops lie for a client that wants an address for everything: nowhere in memory, but far from the addresses
 * that a process has, and readable: op 0x12 is at 0x10000120.
 */
const bytecodeBase = 0x1000_0000n;
/** Bytes of an op's record, see Program. */
const recordSize = 16;

/** The address of an op. */
export const addressOfOp = (opIndex: number): bigint => bytecodeBase + BigInt(opIndex * recordSize);

/** The ops as instructions: what the Disassembly View shows while the program is interpreted. */
export class BytecodeInstructions implements InstructionSource {
  constructor(private readonly program: Program) {}

  covers(address: bigint): boolean {
    return address < bytecodeBase * 2n;
  }

  rows(address: bigint, first: number, count: number): InstructionRow[] {
    // Addresses far from the ops may be larger than what a number holds exactly.
    const start = address - (address % BigInt(recordSize)) + BigInt(first * recordSize);
    return Array.from({ length: count }, (_, index) => this.row(start + BigInt(index * recordSize)));
  }

  private row(address: bigint): InstructionRow {
    const { program } = this;
    const opIndex = Number((address - bytecodeBase) / BigInt(recordSize));
    if (address < bytecodeBase || opIndex >= program.opCount) return outsideRow(address);
    const starting = program.functions.find(({ firstOp }) => firstOp === opIndex);
    const words = program.words.slice(opIndex * wordsPerOp, (opIndex + 1) * wordsPerOp);
    return {
      address,
      bytes: hexBytes(new Uint8Array(words.buffer)),
      text: printOp(program, opIndex),
      opIndex,
      ...(starting ? { symbol: starting.name } : {}),
    };
  }
}
