import { breakpointSize } from '../jit/machineCode';
import type { ExecutableMemory, Region } from './executableMemory';
import { pageSize } from './pageMemory';

/**
 * Writes `call breakpoint` over the first bytes of ops. Only while none of the code runs.
 *
 *     e8 distance32        counted from the end of these five bytes
 *
 * Ops that lie near each other are written in one go: to make memory writable and executable again takes longer than to
 * write it.
 * @param bytes the code as it was compiled
 * @param offsets of the ops, in bytes from the start of the code
 * @param target offset of what is called
 * @returns what puts the ops' own bytes back
 */
export function putBreakpoints(
  memory: ExecutableMemory,
  region: Region,
  bytes: Uint8Array,
  offsets: Uint32Array,
  target: number,
): () => void {
  const spans = spansOf(offsets.slice().sort());
  for (const { start, end, ops } of spans) {
    const patched = bytes.slice(start, end);
    const view = new DataView(patched.buffer);
    for (const offset of ops) {
      patched[offset - start] = 0xe8;
      view.setInt32(offset - start + 1, target - (offset + breakpointSize), true);
    }
    memory.patch(region.address + BigInt(start), patched);
  }
  return () => {
    for (const { start, end } of spans)
      memory.patch(region.address + BigInt(start), bytes.subarray(start, end));
  };
}

/** Bytes from the first to the last op of a run of ops that lie near each other. */
interface Span {
  readonly start: number;
  end: number;
  readonly ops: number[];
}

function spansOf(ascending: Uint32Array): Span[] {
  const spans: Span[] = [];
  for (const offset of ascending) {
    const last = spans.at(-1);
    if (last && offset - last.end < pageSize) {
      last.ops.push(offset);
      last.end = offset + breakpointSize;
    } else {
      spans.push({ start: offset, end: offset + breakpointSize, ops: [offset] });
    }
  }
  return spans;
}
