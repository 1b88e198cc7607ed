import { wordsPerOp, type Program } from '../format/program';
import { operationByOpcode, operationsOf } from '../isa/lookup';
import { headerLineCount, printHeader } from './header';
import { longestDecimal, printInteger, writeDecimal } from './integer';

export { entryLine, headerLineCount } from './header';

/** The line (from 1) of an op in a printed listing. */
export const printedLineOfOp = (opIndex: number): number => headerLineCount + 1 + opIndex;

/**
 * A program as text, one op a line. Parsing it gives the program back (but for {@link Program.trailing}).
 * @param sourcePath what the header names as the place that the program came from
 */
export function printListing(program: Program, sourcePath: string): string {
  return new TextDecoder().decode(printListingBytes(program, sourcePath));
}

/** {@link printListing} as the bytes of a UTF-8 file, several times faster than by way of strings. */
export function printListingBytes(program: Program, sourcePath: string): Uint8Array {
  const { words, opCount } = program;
  const encoder = new TextEncoder();
  const header = encoder.encode(`${printHeader(program, sourcePath).join('\n')}\n`);
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

/** One op as it stands on its line: mnemonic and operands. */
export function printOp(program: Program, opIndex: number): string {
  const at = opIndex * wordsPerOp;
  const operation = operationByOpcode(program.version, program.words[at] ?? 0);
  const operand = printInteger(program.words[at + 1] ?? 0, program.words[at + 2] ?? 0);
  return `${operation?.mnemonic ?? unknownMnemonic} ${operand}`;
}

/** Written for an opcode that the version does not have; a verified program holds none. */
const unknownMnemonic = 'NONE';
