import { viewOf, type ReadFile } from './binary';
import { emptyLayout } from './fileLayout';
import { bytecodeErrors } from './messages';
import type { Program } from './program';
import { recognize } from './recognize';
import { verify } from './verify';
import { readVersion1, writeVersion1 } from './version1';
import { version1HeaderSize } from './version1Layout';
import { readVersion2, writeVersion2 } from './version2';
import { readVersion3 } from './version3Read';
import { writeVersion3 } from './version3Write';

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
  const version = viewOf(bytes).getUint32(4, true);
  switch (version) {
    case 1:
      return verified({ program: readVersion1(bytes), layout: { ...emptyLayout, ops: version1HeaderSize } });
    case 2:
      return verified(readVersion2(bytes));
    case 3:
      return verified(readVersion3(bytes));
    default:
      throw bytecodeErrors.badVersion(version);
  }
}

function verified({ program, layout }: ReadFile): Program {
  verify(program, layout);
  return program;
}

/** Writes a program, which the verifier accepts, as the bytes of a `.bc` file of its version. */
export function writeProgram(program: Program): Uint8Array {
  switch (program.version) {
    case 1:
      return writeVersion1(program);
    case 2:
      return writeVersion2(program);
    case 3:
      return writeVersion3(program);
  }
}
