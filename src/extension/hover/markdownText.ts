import type { CodePartFacts } from '../../engine/jit/describe';
import { hexNumber } from '../../engine/jit/hex';
import { languages } from '../ids';

/** The bytes of a file are in no language. */
export const plainText = '';

/** Digits of an offset, at least: as the machine code document and gdb's habit have it. */
const offsetDigits = 4;

/** One line for each instruction: its place, its bytes, its text, in columns. */
export function instructionLines(
  parts: readonly CodePartFacts[],
  { baseAddress, isWhole }: { readonly baseAddress?: bigint | undefined; readonly isWhole: boolean },
): string[] {
  const instructions = parts.flatMap((part) => part.instructions);
  const places = instructions.map(({ offset }) =>
    baseAddress === undefined
      ? `+${offset.toString(16).padStart(offsetDigits, '0')}`
      : hexNumber(baseAddress + BigInt(offset)),
  );
  const placeWidth = Math.max(0, ...places.map(({ length }) => length));
  const bytesWidth = Math.max(0, ...instructions.map(({ bytes }) => bytes.length));
  return instructions.map(({ bytes, text }, index) => {
    const place = isWhole ? `${(places[index] ?? '').padEnd(placeWidth)}  ` : '';
    return `${place}${bytes.padEnd(bytesWidth)}  ${text}`;
  });
}

export const codeBlock = (lines: readonly string[], language: string = languages.machineCode): string =>
  `\`\`\`${language}\n${lines.join('\n')}\n\`\`\``;

/** Paragraphs of Markdown; those that say nothing are left out. */
export const paragraphs = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('\n\n');
