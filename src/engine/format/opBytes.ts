import { opSizeOf } from './byteOffsets';
import { wordsPerOp, type Program } from './program';

/**
 * The bytes of an op as they stand in its file: `| u32 opcode | i64 param |` in version 1, else
 * `| u32 opcode | u32 a | u32 b | u32 r |`. `opByteOffset` says where.
 */
export function opBytes({ version, words }: Program, opIndex: number): Uint8Array {
  const bytes = new Uint8Array(opSizeOf(version));
  const view = new DataView(bytes.buffer);
  // In memory as in the file, but that version 1 has no fourth word.
  for (let word = 0; word * 4 < bytes.length; word++) {
    view.setUint32(word * 4, words[opIndex * wordsPerOp + word] ?? 0, true);
  }
  return bytes;
}
