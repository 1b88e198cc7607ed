/** A run of bytes in the machine code; `end` is the first byte after it. Unit: bytes from the start of the code. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * What the JIT made of a Program: the bytes, and one map from each op, the prologue and the epilogue to its bytes.
 * Hover, listing, disassembly, breakpoints, gdb's symbols and the perf map are all views of this one map.
 */
export interface MachineCode {
  readonly bytes: Uint8Array;
  /** Offset of the first byte of each op, and one more entry: the end of the last op. Length: op count + 1. */
  readonly opOffsets: Uint32Array;
  readonly prologue: ByteRange;
  readonly epilogue: ByteRange;
}

/** What a byte of the machine code belongs to. */
export type CodePart =
  | { readonly kind: 'prologue' | 'epilogue'; readonly range: ByteRange }
  | { readonly kind: 'op'; readonly opIndex: number; readonly range: ByteRange };

export const opCountOf = (code: MachineCode): number => code.opOffsets.length - 1;

/** The bytes that an op became. @throws RangeError when there is no such op */
export function rangeOfOp(code: MachineCode, opIndex: number): ByteRange {
  const start = code.opOffsets[opIndex];
  const end = code.opOffsets[opIndex + 1];
  if (start === undefined || end === undefined) {
    throw new RangeError(`There is no op ${opIndex} in machine code of ${opCountOf(code)} ops.`);
  }
  return { start, end };
}

/** What the byte at an offset belongs to, or undefined outside the code. */
export function partAt(code: MachineCode, offset: number): CodePart | undefined {
  if (offset < 0 || offset >= code.bytes.length) return undefined;
  if (offset < code.prologue.end) return { kind: 'prologue', range: code.prologue };
  if (offset >= code.epilogue.start) return { kind: 'epilogue', range: code.epilogue };
  let low = 0;
  let high = opCountOf(code) - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((code.opOffsets[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { kind: 'op', opIndex: low, range: rangeOfOp(code, low) };
}
