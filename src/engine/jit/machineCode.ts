import type { Handovers } from './handovers';

/** A run of bytes in the machine code; `end` is the first byte after it. Unit: bytes from the start of the code. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * How the code is called. `result` (version 1): as `int64_t (*)(void)`, the result so far in rax. `frames` (versions 2
 * and 3): through its `start` or `resume`, with the state in memory, see controlBlock.ts.
 */
export type CallingConvention = 'result' | 'frames';

/** What a run of bytes is. `entry`: ways in and out of the code. `stub`: ways out of the function that it follows. */
export type PartKind = 'entry' | 'prologue' | 'op' | 'epilogue' | 'stub';

/** What a byte of the machine code belongs to. */
export interface CodePart {
  readonly kind: PartKind;
  readonly range: ByteRange;
  /** What it is, for a person: `resume`, `prologue`, `division by zero`. For an op: `op`. */
  readonly name: string;
  /** The op, or the one that a stub is the way out of. */
  readonly opIndex?: number;
  /** Not for entries, which belong to all functions. */
  readonly functionIndex?: number;
}

/** The machine code of a function, from its prologue to its last stub. */
export interface FunctionCode {
  readonly name: string;
  readonly range: ByteRange;
}

/**
 * What the JIT made of a Program: the bytes, and one map from everything in it to its bytes. Hover, listing,
 * disassembly, breakpoints, gdb's symbols and the perf map are all views of this one map.
 */
export interface MachineCode {
  readonly bytes: Uint8Array;
  readonly convention: CallingConvention;
  /** Offset of the first byte of each op. */
  readonly opOffsets: Uint32Array;
  /** Offset of the first byte after each op. */
  readonly opEnds: Uint32Array;
  /** All that is no op, ascending. With the ops it covers every byte once. */
  readonly parts: readonly CodePart[];
  readonly functions: readonly FunctionCode[];
  /** For each CALL the offset that the called function returns to; 0 for other ops. Empty for version 1. */
  readonly callReturnOffsets: Uint32Array;
  /** The ops that begin with a value in rax. */
  readonly handovers: Handovers;
  /** Only with the convention `frames`. */
  readonly entries?: CodeEntries;
}

/** Where the host enters the code, and what it writes into it. Unit: bytes from the start of the code. */
export interface CodeEntries {
  /** Runs the program from its beginning. */
  readonly start: number;
  /** What the frame of function 0 returns to. */
  readonly ended: number;
  /** Rebuilds frames and goes on at an op. */
  readonly resume: number;
  /** What the frame returns to that a run is to stop behind. */
  readonly returned: number;
  /** The target of the call that stands in the place of an op with a breakpoint. */
  readonly breakpoint: number;
}

/** Bytes of a breakpoint, `call rel32`: no op is shorter. Only with the convention `frames`. */
export const breakpointSize = 5;

export const opCountOf = (code: MachineCode): number => code.opOffsets.length;

/** The bytes that an op became. @throws RangeError when there is no such op */
export function rangeOfOp(code: MachineCode, opIndex: number): ByteRange {
  const start = code.opOffsets[opIndex];
  const end = code.opEnds[opIndex];
  if (start === undefined || end === undefined) {
    throw new RangeError(`There is no op ${opIndex} in machine code of ${opCountOf(code)} ops.`);
  }
  return { start, end };
}

/** Where the code of version 1 begins to run ops, and where it ends: the bytes around its ops. */
export const prologueOf = (code: MachineCode): ByteRange => partOfKind(code, 'prologue');
export const epilogueOf = (code: MachineCode): ByteRange => partOfKind(code, 'epilogue');

function partOfKind(code: MachineCode, kind: PartKind): ByteRange {
  const found = code.parts.find((part) => part.kind === kind);
  if (!found) throw new RangeError(`The machine code has no ${kind}.`);
  return found.range;
}
