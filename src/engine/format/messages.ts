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
    new BytecodeError('badVersion', `Bad lang version ${found}. 1 was awaited (byte 4).`, 4),

  truncatedHeader: (size: number, needed: number) =>
    new BytecodeError(
      'truncated',
      `Error reading bytecode in file: the header takes ${needed} bytes, the file ends after ${size}.`,
      size,
    ),

  truncated: (promised: number, size: number, needed: number, opIndex: number) =>
    new BytecodeError(
      'truncated',
      `Error reading bytecode in file: the op count at byte 8 says ${promised}, ` +
        `which takes ${needed} bytes, but the file ends at byte ${size}, in op ${opIndex}.`,
      size,
      opIndex,
    ),

  unavailableOperand: (opcode: number, opIndex: number, byteOffset: number) =>
    new BytecodeError(
      'unavailableOperand',
      `Unavailable operand ${opcode}: op ${opIndex} at byte ${byteOffset} is no operation of version 1.`,
      byteOffset,
      opIndex,
    ),
} as const;

/** What the reference says of a program without ops, on stderr; the result is 0 all the same. */
export const emptyBytecodeMessage = 'Empty bytecode file';

/** The one line that a run ends with. */
export const returnValueMessage = (result: bigint): string => `Return value is ${result}`;

function hex(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'nothing';
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
