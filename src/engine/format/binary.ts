import type { FileLayout } from './fileLayout';
import { bytecodeErrors } from './messages';
import { constantTypes, wordsPerOp, type Constant, type Program } from './program';
import { constantSize, wideOpSize } from './version2Layout';

/** What versions 2 and 3 have in common: ops and constants of 16 bytes. All integers are little-endian. */

/** A program and where its parts stood in its file. */
export interface ReadFile {
  readonly program: Program;
  readonly layout: FileLayout;
}

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The records of so many ops that are known to lie in the file. */
export function readOps(view: DataView, start: number, opCount: number): Uint32Array {
  const words = new Uint32Array(opCount * wordsPerOp);
  for (let index = 0, offset = start; index < words.length; index++, offset += 4) {
    words[index] = view.getUint32(offset, true);
  }
  return words;
}

export function writeOps(view: DataView, start: number, { words, opCount }: Program): void {
  for (let index = 0, offset = start; index < opCount * wordsPerOp; index++, offset += 4) {
    view.setUint32(offset, words[index] ?? 0, true);
  }
}

/** End of so many ops. Unit: bytes. */
export const endOfOps = (start: number, opCount: number): number => start + opCount * wideOpSize;

/**
 * So many constants that are known to lie in the file: `| u32 type | 4 bytes of padding | 8 bytes value |`.
 * @throws BytecodeError for a type that does not exist
 */
export function readConstants(view: DataView, start: number, count: number): Constant[] {
  const constants: Constant[] = [];
  for (let index = 0, offset = start; index < count; index++, offset += constantSize) {
    const number = view.getUint32(offset, true);
    const type = constantTypes[number];
    if (type === undefined) throw bytecodeErrors.badConstantType(index, number, offset);
    constants.push({
      type,
      padding: view.getUint32(offset + 4, true),
      bits: view.getBigInt64(offset + 8, true),
    });
  }
  return constants;
}

export function writeConstants(view: DataView, start: number, constants: readonly Constant[]): void {
  for (const [index, { type, padding, bits }] of constants.entries()) {
    const offset = start + index * constantSize;
    view.setUint32(offset, constantTypes.indexOf(type), true);
    view.setUint32(offset + 4, padding, true);
    view.setBigInt64(offset + 8, bits, true);
  }
}
