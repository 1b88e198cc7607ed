import { bytecodeErrors } from './messages';
import {
  immediateAt,
  noBytes,
  opcodeAt,
  plainProgram,
  wholeProgram,
  wordsPerOp,
  type Program,
} from './program';
import { version1HeaderSize, version1OpSize } from './version1Layout';

/**
 * Reads a file whose cookie and version were recognized already. Nothing is allocated before the size was checked.
 * @throws BytecodeError when the file is shorter than its header promises
 */
export function readVersion1(bytes: Uint8Array): Program {
  if (bytes.length < version1HeaderSize)
    throw bytecodeErrors.truncatedHeader(bytes.length, version1HeaderSize);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const opCount = view.getUint32(8, true);
  const end = version1HeaderSize + opCount * version1OpSize;
  if (end > bytes.length) {
    const opIndex = Math.floor((bytes.length - version1HeaderSize) / version1OpSize);
    throw bytecodeErrors.truncated('op', 8, opCount, bytes.length, end, opIndex);
  }
  const words = new Uint32Array(opCount * wordsPerOp);
  for (let opIndex = 0, offset = version1HeaderSize; opIndex < opCount; opIndex++, offset += version1OpSize) {
    words[opIndex * wordsPerOp] = view.getUint32(offset, true);
    words[opIndex * wordsPerOp + 1] = view.getUint32(offset + 4, true);
    words[opIndex * wordsPerOp + 2] = view.getUint32(offset + 8, true);
  }
  const trailing = end < bytes.length ? bytes.slice(end) : noBytes;
  return { ...plainProgram, version: 1, words, opCount, functions: [wholeProgram(opCount, 1)], trailing };
}

/** Writes a program of version 1, to the byte as the reference's compiler does. */
export function writeVersion1(program: Program): Uint8Array {
  const end = version1HeaderSize + program.opCount * version1OpSize;
  const bytes = new Uint8Array(end + program.trailing.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xdeadbeef, true);
  view.setUint32(4, 1, true);
  view.setUint32(8, program.opCount, true);
  for (
    let opIndex = 0, offset = version1HeaderSize;
    opIndex < program.opCount;
    opIndex++, offset += version1OpSize
  ) {
    view.setUint32(offset, opcodeAt(program, opIndex), true);
    view.setBigInt64(offset + 4, immediateAt(program, opIndex), true);
  }
  bytes.set(program.trailing, end);
  return bytes;
}
