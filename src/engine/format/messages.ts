import { BytecodeError } from './bytecodeError';

/**
 * Every error about a file of bytecode, said once. Each begins with the words of the reference machine where it has
 * words for the case (they are a contract); what is wrong exactly, where, and what to do follows after a colon.
 */
export const bytecodeErrors = {
  cannotOpen: (file: string, reason: string) =>
    new BytecodeError('cannotOpen', `Cannot open ${file} bytecode: ${reason}.`),

  emptyFile: () =>
    new BytecodeError(
      'emptyFile',
      'Bad bytecode file format: the file is empty. Compile a program into it with langc.',
      0,
    ),

  badCookie: (found: Uint8Array) =>
    new BytecodeError(
      'badCookie',
      `Bad bytecode file format: bytecode begins with ef be ad de, this file with ${hex(found)} (byte 0).`,
      0,
    ),

  bigEndian: () =>
    new BytecodeError(
      'bigEndian',
      'Bad bytecode file format: this is langvm bytecode of a big-endian machine (de ad be ef at byte 0). ' +
        'Compile it again on a little-endian machine, or with langc.',
      0,
    ),

  llvmBitcode: (found: Uint8Array) =>
    new BytecodeError(
      'llvmBitcode',
      `Bad bytecode file format: this is LLVM bitcode (${hex(found)} at byte 0), not langvm bytecode. ` +
        'llvm-dis shows what it holds.',
      0,
    ),

  calculatorScript: () =>
    new BytecodeError(
      'calculatorScript',
      'Bad bytecode file format: this is a script of the calculator bc, not langvm bytecode. Open it as text.',
      0,
    ),

  badVersion: (found: number) =>
    new BytecodeError(
      'badVersion',
      `Bad lang version ${found}. 1 was awaited, or 2 or 3 (byte 4): the file is of a newer langvm, or damaged.`,
      4,
    ),

  truncatedHeader: (size: number, needed: number) =>
    new BytecodeError(
      'truncated',
      `Error reading bytecode in file: the header takes ${needed} bytes, the file ends after ${size}.`,
      size,
    ),

  /** @param what the count counts: `op`, `constant` */
  truncated: (
    what: string,
    countOffset: number,
    promised: number | bigint,
    size: number,
    needed: number | bigint,
    entryIndex: number,
  ) =>
    new BytecodeError(
      'truncated',
      `Error reading bytecode in file: the ${what} count at byte ${countOffset} says ${promised}, ` +
        `which takes ${needed} bytes, but the file ends at byte ${size}, in ${what} ${entryIndex}.`,
      size,
      what === 'op' ? entryIndex : undefined,
    ),

  /** @param what should stand there: `constant count` */
  missing: (what: string, offset: number, size: number) =>
    new BytecodeError(
      'truncated',
      `Error reading bytecode in file: the ${what} should stand at byte ${offset}, but the file ends at byte ${size}.`,
      size,
    ),

  badConstantType: (index: number, type: number, offset: number) =>
    new BytecodeError(
      'badConstant',
      `Bad constant: constant ${index} at byte ${offset} has type ${type}; 0 (none), 1 (int64) or 2 (double) was awaited.`,
      offset,
    ),

  tooManySections: (found: number, most: number) =>
    badLayout(8, `the file says it has ${found} sections (byte 8); a program may have ${most}`),

  reservedNotZero: (offset: number, found: number) =>
    badLayout(
      offset,
      `byte ${offset} is reserved and must be 0, but is ${found}: the file is of a newer langvm, or damaged`,
    ),

  /** @param end where the section would end with its padding. Unit: bytes of the file */
  truncatedSection: (index: number, offset: number, length: bigint, end: bigint, size: number) =>
    new BytecodeError(
      'truncated',
      `Error reading bytecode in file: section ${index} at byte ${offset} says it has ${length} bytes ` +
        `and so goes on to byte ${end}, but the file ends at byte ${size}.`,
      size,
    ),

  duplicateSection: (kind: number, offset: number, other: number) =>
    badLayout(
      offset,
      `the section at byte ${offset} is of kind ${kind}, and so is that at byte ${other}: each may be there once`,
    ),

  missingSection: (name: string, kind: number) =>
    badLayout(8, `the file has no section of kind ${kind} (${name}), which every program has`),

  bytesBehindSections: (offset: number, size: number) =>
    badLayout(
      offset,
      `the last section ends at byte ${offset}, but the file has ${size} bytes: keep what else you have in a ` +
        'section of a kind of your own',
    ),

  unevenSection: (name: string, offset: number, length: number, entrySize: number) =>
    badLayout(
      offset,
      `the content of section ${name} at byte ${offset} has ${length} bytes, ` +
        `which is not a whole number of entries of ${entrySize} bytes`,
    ),

  stringOutOfRange: (what: string, offset: number, start: number, length: number, size: number) =>
    badLayout(
      offset,
      `${what} at byte ${offset} has its text at ${start} to ${start + length} of the strings, which have ${size} bytes`,
    ),

  stringTooLong: (what: string, offset: number, length: number, longest: number) =>
    badLayout(offset, `${what} at byte ${offset} has a text of ${length} bytes; it may have ${longest}`),

  stringNotText: (what: string, offset: number) =>
    badLayout(offset, `${what} at byte ${offset} has a text that is no UTF-8`),

  unknownFlags: (index: number, offset: number, flags: number) =>
    badLayout(offset, `variable ${index} at byte ${offset} has the flags ${flags}; 0 or 1 was awaited`),

  variablesWithoutLines: (offset: number) =>
    badLayout(offset, `there are variables at byte ${offset}, but no section of lines (kind 6)`),
} as const;

/** What the reference says of a program without ops, on stderr; the result is 0 all the same. */
export const emptyBytecodeMessage = 'Empty bytecode file';

/** The one line that a run ends with. */
export const returnValueMessage = (result: bigint): string => `Return value is ${result}`;

/** A file of version 3 that is not laid out as it must be. */
const badLayout = (byteOffset: number, what: string): BytecodeError =>
  new BytecodeError('badLayout', `Error reading bytecode in file: ${what}.`, byteOffset);

function hex(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'nothing';
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
