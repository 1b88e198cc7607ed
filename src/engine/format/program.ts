import type { FormatVersion } from '../isa/operations';

/**
 * What a `.bc` file means, whatever its version. Immutable: an edited program is a new one.
 *
 * An op takes the same 16-byte record in memory in every version, four words of 32 bits:
 *
 *     | opcode | a | b | r |
 *
 * Version 1 has one 64-bit operand and no registers: its low half is kept in `a`, its high half in `b`.
 */
export interface Program {
  readonly version: FormatVersion;
  /** `opCount` records of four words each. */
  readonly words: Uint32Array;
  readonly opCount: number;
  /** What followed the last op in the file. Ignored when running, kept when saving, so that nothing is lost. */
  readonly trailing: Uint8Array;
  /** Where each op comes from, where that is known. */
  readonly debug?: DebugInformation;
}

export interface DebugInformation {
  /** Path of the source file. */
  readonly sourcePath: string;
  /** For each op its line in the source, counted from 1. */
  readonly lines: Uint32Array;
  /** For each op its column in the source, counted from 1. */
  readonly columns: Uint32Array;
}

/** How many words one op takes in {@link Program.words}. */
export const wordsPerOp = 4;

export const noBytes = new Uint8Array(0);

/** Bytes before the first op in a file of version 1: cookie, version, op count. */
export const version1HeaderSize = 12;
/** Bytes of one op in a file of version 1: u32 opcode, i64 param, packed. */
export const version1OpSize = 12;

/** The opcode of an op. @throws RangeError when there is no such op. */
export function opcodeAt(program: Program, opIndex: number): number {
  const opcode = program.words[opIndex * wordsPerOp];
  if (opcode === undefined)
    throw new RangeError(`There is no op ${opIndex} in a program of ${program.opCount}.`);
  return opcode;
}

/** The 64-bit immediate of an op of version 1. @throws RangeError when there is no such op. */
export function immediateAt(program: Program, opIndex: number): bigint {
  const low = program.words[opIndex * wordsPerOp + 1];
  const high = program.words[opIndex * wordsPerOp + 2];
  if (low === undefined || high === undefined) {
    throw new RangeError(`There is no op ${opIndex} in a program of ${program.opCount}.`);
  }
  return (BigInt(high | 0) << 32n) | BigInt(low);
}

/** Where an op stands in the file that the program is written to. Unit: bytes. */
export function opByteOffset(_program: Program, opIndex: number): number {
  return version1HeaderSize + opIndex * version1OpSize;
}

/**
 * Makes a program of version 1 from the values that its RETURN ops carry.
 * @param immediates one signed 64-bit value per op; taken modulo 2^64
 */
export function programOfReturns(immediates: readonly bigint[]): Program {
  const words = new Uint32Array(immediates.length * wordsPerOp);
  immediates.forEach((value, index) => {
    words[index * wordsPerOp] = 1;
    words[index * wordsPerOp + 1] = Number(BigInt.asUintN(32, value));
    words[index * wordsPerOp + 2] = Number(BigInt.asUintN(32, value >> 32n));
  });
  return { version: 1, words, opCount: immediates.length, trailing: noBytes };
}
