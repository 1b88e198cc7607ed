import { operationsOf } from '../../engine/isa/lookup';
import type { FormatVersion } from '../../engine/isa/operations';
import { sourceKeywords } from '../../engine/lang/keywords';

/** A completion before it is VS Code's. */
export interface EditorCompletion {
  readonly label: string;
  /** The operands, as they are called. */
  readonly detail: string;
  readonly documentation: string;
  /** What is inserted, with `${1:…}` for what the person types next. */
  readonly snippet: string;
}

/** Mnemonics with their operands, where one may stand: at the beginning of a line of a listing. */
export function completionsOfListing(lineBeforeCursor: string, version: FormatVersion): EditorCompletion[] {
  if (!/^\s*[A-Za-z_]*$/.test(lineBeforeCursor)) return [];
  return operationsOf(version).map(({ mnemonic, operands, summary }) => ({
    label: mnemonic,
    detail: [mnemonic, ...operands.map(({ name }) => name)].join(' '),
    documentation: summary,
    snippet: [mnemonic, ...operands.map(({ name }, index) => `\${${index + 1}:${name}}`)].join(' '),
  }));
}

/** Keywords of the source language, where a word may begin. */
export function completionsOfSource(lineBeforeCursor: string): EditorCompletion[] {
  if (!/(^|[^\w.])[A-Za-z_]*$/.test(lineBeforeCursor) || /\/\//.test(lineBeforeCursor)) return [];
  return sourceKeywords.map(({ keyword, summary, snippet }) => ({
    label: keyword,
    detail: '',
    documentation: summary,
    snippet,
  }));
}
