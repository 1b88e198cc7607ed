import type { FormatVersion } from '../isa/operations';

/**
 * What a `.bc` file means, whatever its version. Immutable: an edited program is a new one.
 *
 * An op takes the same 16-byte record in memory in every version, four words of 32 bits:
 *
 *     | opcode | a | b | r |
 *
 * Version 1 has one 64-bit operand and no registers: its low half is kept in `a`, its high half in `b`; the result so
 * far counts as register 0 of its one function.
 */
export interface Program {
  readonly version: FormatVersion;
  /** `opCount` records of four words each; the ops of one function follow those of the one before. */
  readonly words: Uint32Array;
  readonly opCount: number;
  /**
   * At least one. The program begins with the first op of function 0, which has no parameters. Versions 1 and 2 have
   * this one function only, with all ops.
   */
  readonly functions: readonly FunctionDefinition[];
  readonly constants: readonly Constant[];
  /** Version 3: fixed arrays of cells, all 0 at first. They follow one another in one memory of cells. */
  readonly arrays: readonly ArrayDefinition[];
  /**
   * What followed the last op (version 1) or the last field (version 2) in the file. Ignored when running, kept when
   * saving, so that nothing is lost. Version 3 has none.
   */
  readonly trailing: Uint8Array;
  /** Version 3: sections that this reader does not know, kept when saving. */
  readonly unknownSections: readonly UnknownSection[];
  /** Where each op comes from, where that is known. */
  readonly debug?: DebugInformation;
}

export interface FunctionDefinition {
  /** An identifier, unique in the program. */
  readonly name: string;
  readonly firstOp: number;
  readonly opCount: number;
  /** The first so many registers hold the arguments; the others are 0 when the function begins. */
  readonly parameterCount: number;
  readonly registerCount: number;
}

/** The types of the table of constants, by their number in the file. */
export const constantTypes = ['none', 'int64', 'double'] as const;
export type ConstantType = (typeof constantTypes)[number];

export interface Constant {
  readonly type: ConstantType;
  /** The 64 bits as a signed integer, whatever the type: what LOAD_CONST puts into a register. */
  readonly bits: bigint;
  /** The four bytes between type and value in the file, which mean nothing; kept when saving. */
  readonly padding: number;
}

export interface ArrayDefinition {
  /** An identifier, unique among the arrays of the program. */
  readonly name: string;
  /** Cells. */
  readonly length: number;
}

export interface UnknownSection {
  /** Number of the kind of section in the file. */
  readonly kind: number;
  readonly content: Uint8Array;
}

export interface DebugInformation {
  /** Path of the source file; one that is not absolute is meant from the folder of the `.bc` file. */
  readonly sourcePath: string;
  /** For each op its line in the source, counted from 1; 0 where an op comes from no line. */
  readonly lines: Uint32Array;
  /** For each op its column in the source, counted from 1. */
  readonly columns: Uint32Array;
  readonly variables: readonly DebugVariable[];
}

/** A variable of the source language: for the ops in its range it lives in a register. */
export interface DebugVariable {
  readonly name: string;
  readonly functionIndex: number;
  readonly register: number;
  readonly isParameter: boolean;
  /** Ops of the program for which the name is known: from `firstOp` up to, but not including, `endOp`. */
  readonly firstOp: number;
  readonly endOp: number;
}

/** How many words one op takes in {@link Program.words}. */
export const wordsPerOp = 4;

export const noBytes = new Uint8Array(0);

/** What the one function of a program of version 1 or 2 is called, and the first of version 3 as our compiler writes it. */
export const entryName = 'main';

/** What every program has that uses none of the later versions' features. */
export const plainProgram = { constants: [], arrays: [], trailing: noBytes, unknownSections: [] } as const;

/** The one function of a program without functions of its own. */
export const wholeProgram = (opCount: number, registerCount: number): FunctionDefinition => ({
  name: entryName,
  firstOp: 0,
  opCount,
  parameterCount: 0,
  registerCount,
});

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

/** Index of the function that an op belongs to; for an op behind the last, the last function. */
export function functionIndexAt({ functions }: Program, opIndex: number): number {
  let low = 0;
  let high = functions.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((functions[middle]?.firstOp ?? 0) <= opIndex) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The function that an op belongs to. @throws RangeError in a program without functions */
export function functionAt(program: Program, opIndex: number): FunctionDefinition {
  const found = program.functions[functionIndexAt(program, opIndex)];
  if (!found) throw new RangeError('The program has no function.');
  return found;
}

/** Index of the first cell of an array in the memory of cells; for the array count, the number of all cells. */
export function firstCellOf({ arrays }: Program, arrayIndex: number): number {
  let first = 0;
  for (let index = 0; index < arrayIndex; index++) first += arrays[index]?.length ?? 0;
  return first;
}

/** How many cells all arrays of a program have. */
export const cellCountOf = (program: Program): number => firstCellOf(program, program.arrays.length);

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
  const opCount = immediates.length;
  return { ...plainProgram, version: 1, words, opCount, functions: [wholeProgram(opCount, 1)] };
}
