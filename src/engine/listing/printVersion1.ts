import { wordsPerOp, type Program } from '../format/program';
import { operationsOf } from '../isa/lookup';
import { longestDecimal, writeDecimal } from './integer';
import { unknownMnemonic } from './printOp';

/** The ops of version 1, `MNEMONIC decimal` each, as UTF-8 behind a header: several times faster than by way of strings. */
export function printVersion1(program: Program, header: Uint8Array): Uint8Array {
  const { words, opCount } = program;
  const encoder = new TextEncoder();
  const unknown = encoder.encode(`${unknownMnemonic} `);
  const mnemonics: Uint8Array[] = [];
  let longestLine = unknown.length + longestDecimal + 1;
  for (const { opcode, mnemonic } of operationsOf(program.version)) {
    mnemonics[opcode] = encoder.encode(`${mnemonic} `);
    longestLine = Math.max(longestLine, mnemonic.length + longestDecimal + 2);
  }

  let bytes = new Uint8Array(header.length + longestLine + opCount * expectedLine);
  bytes.set(header);
  let length = header.length;
  for (let at = 0; at < opCount * wordsPerOp; at += wordsPerOp) {
    if (length + longestLine > bytes.length) bytes = grown(bytes);
    const mnemonic = mnemonics[words[at] ?? 0] ?? unknown;
    for (let index = 0; index < mnemonic.length; index++) bytes[length++] = mnemonic[index] ?? 0;
    length = writeDecimal(bytes, length, words[at + 1] ?? 0, words[at + 2] ?? 0);
    bytes[length++] = newline;
  }
  return bytes.subarray(0, length);
}

const newline = 0x0a;

/** Room made for a line at first; the buffer grows where it is not enough. Unit: bytes. */
const expectedLine = 12;

function grown(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes.length * 2);
  larger.set(bytes);
  return larger;
}
