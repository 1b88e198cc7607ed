import { endOfOps, readConstants, readOps, viewOf, writeConstants, writeOps, type ReadFile } from './binary';
import { errorOf } from './flawError';
import { emptyLayout } from './fileLayout';
import { flaws } from './flaws';
import { largestOnlyWindow } from './limits';
import { bytecodeErrors } from './messages';
import { noBytes, plainProgram, wholeProgram, type Program } from './program';
import { constantSize, countSize, version2HeaderSize, version2Layout, wideOpSize } from './version2Layout';

/**
 * Reads a file whose cookie and version were recognized already. Nothing is allocated before the size was checked: the
 * counts have 64 bits.
 * @throws BytecodeError when the file is shorter than its counts promise, or says what no version 2 has
 */
export function readVersion2(bytes: Uint8Array): ReadFile {
  if (bytes.length < version2HeaderSize) {
    throw bytecodeErrors.truncatedHeader(bytes.length, version2HeaderSize);
  }
  const view = viewOf(bytes);
  const opCount = readCount(view, 'op', version2HeaderSize - countSize, wideOpSize);
  const constantCountAt = endOfOps(version2HeaderSize, opCount);
  const constantCount = readCount(view, 'constant', constantCountAt, constantSize);
  const { ops, constants, functions } = version2Layout(opCount, constantCount);
  const end = functions + countSize;
  if (end > bytes.length) throw bytecodeErrors.missing('register count', functions, bytes.length);
  const registerCount = view.getBigUint64(functions, true);
  const layout = { ...emptyLayout, ops, constants, functions };
  // Here and not in the verifier alone: a count of 64 bits is no number that a Program can hold.
  if (registerCount > largestOnlyWindow) {
    throw errorOf(flaws.windowLargerThanStack(0, registerCount), 'the program', functions);
  }
  const program: Program = {
    ...plainProgram,
    version: 2,
    words: readOps(view, ops, opCount),
    opCount,
    constants: readConstants(view, constants, constantCount),
    functions: [wholeProgram(opCount, Number(registerCount))],
    trailing: end < bytes.length ? bytes.slice(end) : noBytes,
  };
  return { program, layout };
}

/** A count of entries that the file has room for behind it. */
function readCount(view: DataView, what: string, offset: number, entrySize: number): number {
  const size = view.byteLength;
  if (offset + countSize > size) throw bytecodeErrors.missing(`${what} count`, offset, size);
  const count = view.getBigUint64(offset, true);
  const start = offset + countSize;
  const fitting = Math.floor((size - start) / entrySize);
  if (count > fitting) {
    throw bytecodeErrors.truncated(what, offset, count, size, count * BigInt(entrySize), fitting);
  }
  return Number(count);
}

/** Writes a program of version 2. */
export function writeVersion2(program: Program): Uint8Array {
  const { opCount, constants, trailing } = program;
  const layout = version2Layout(opCount, constants.length);
  const end = layout.functions + countSize;
  const bytes = new Uint8Array(end + trailing.length);
  const view = viewOf(bytes);
  view.setUint32(0, 0xdeadbeef, true);
  view.setUint32(4, 2, true);
  view.setBigUint64(version2HeaderSize - countSize, BigInt(opCount), true);
  writeOps(view, layout.ops, program);
  view.setBigUint64(layout.constants - countSize, BigInt(constants.length), true);
  writeConstants(view, layout.constants, constants);
  view.setBigUint64(layout.functions, BigInt(program.functions[0]?.registerCount ?? 0), true);
  bytes.set(trailing, end);
  return bytes;
}
