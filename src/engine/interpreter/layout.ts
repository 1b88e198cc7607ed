import { cellCountOf, type Program } from '../format/program';
import { stackWords } from '../machine/stack';

/**
 * Where everything lies in the one WebAssembly memory of a machine. Unit: bytes.
 *
 *     | header | stack | output | records | cells |
 *
 * All but the cells begin at the same place in every program, so that the places are constants in the generated code.
 */

export const wordBytes = 8;

/** How many values PRINT can write before somebody has to take them. */
export const outputCapacity = 8_192;

/** What the machine keeps from one run to the next. */
export const header = {
  /** Address of the record of the op that comes next. 32 bits. */
  position: 0,
  /** Address of register 0 of the function that runs. 32 bits. */
  window: 4,
  /** Values in the output. 32 bits. */
  outputCount: 8,
  /** Address of the record behind that of the last op. 32 bits. */
  end: 12,
  /** What the program returned. 64 bits. */
  result: 16,
} as const;

export const stackStart = 64;
export const stackEnd = stackStart + stackWords * wordBytes;
export const outputStart = stackEnd;
export const recordsStart = outputStart + outputCapacity * wordBytes;

/**
 * An op as the machine runs it: operands are addresses, or offsets from the window.
 *
 *     0       2        4   8   12  16         20          24                  28
 *     | number | original | a | b | r | first      | second    | third             | fourth         |
 *     |                               | value                  |                                    |  constants
 *     |                               | cells      | length    |                                    |  cells
 *     |                               | entry      | parameters| registers         | caller's frame |  CALL
 */
export const record = {
  /** Which handler runs the op: the one of breakpoints where it has one. 16 bits. */
  handler: 0,
  /** Which handler runs the op when it is the first of a run. 16 bits. */
  original: 2,
  a: 4,
  b: 8,
  r: 12,
  /** 64 bits. */
  value: 16,
  /** Address of cell 0 of an array. */
  cells: 16,
  /** Cells of the array. */
  length: 20,
  /** Address of the record of the called function's first op. */
  entry: 16,
  parameterBytes: 20,
  registerBytes: 24,
  /** From the caller's window to the called function's. */
  frameBytes: 28,
} as const;

export type RecordField = keyof typeof record;

/** Two to this power is the size of a record, so that an index becomes an address by a shift. */
export const recordShift = 5;
export const recordBytes = 1 << recordShift;

export const recordAddress = (opIndex: number): number => recordsStart + opIndex * recordBytes;

/** Where the cells of all arrays begin. The record behind the last op ends the program. */
export const cellsStart = ({ opCount }: Program): number => recordAddress(opCount + 1);

/** The size of a machine's memory. */
export const memoryBytes = (program: Program): number =>
  cellsStart(program) + cellCountOf(program) * wordBytes;
