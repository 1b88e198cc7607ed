import { bytecodeErrors } from './messages';
import type { Program } from './program';
import { recognize } from './recognize';
import { verify } from './verify';
import { readVersion1, writeVersion1 } from './version1';

/** Bytes of cookie and version, which every version begins with. */
const prefixSize = 8;

/**
 * Reads a binary file of bytecode of any version and verifies it.
 * @param bytes the whole file
 * @throws BytecodeError that says what is wrong, and where
 */
export function readProgram(bytes: Uint8Array): Program {
  switch (recognize(bytes)) {
    case 'bytecode':
      break;
    case 'empty':
      throw bytecodeErrors.emptyFile();
    case 'bigEndian':
      throw bytecodeErrors.bigEndian();
    case 'llvmBitcode':
      throw bytecodeErrors.llvmBitcode(bytes.subarray(0, 4));
    case 'text':
    case 'unknown':
      throw bytecodeErrors.badCookie(bytes.subarray(0, 4));
  }
  if (bytes.length < prefixSize) throw bytecodeErrors.truncatedHeader(bytes.length, prefixSize);
  const version = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(4, true);
  if (version !== 1) throw bytecodeErrors.badVersion(version);
  const program = readVersion1(bytes);
  verify(program);
  return program;
}

/** Writes a program as the bytes of a `.bc` file of its version. */
export function writeProgram(program: Program): Uint8Array {
  return writeVersion1(program);
}
