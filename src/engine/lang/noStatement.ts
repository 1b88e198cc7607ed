import type { IToken } from 'chevrotain';
import { nearest } from '../format/nearest';
import { sourceKeywords } from './keywords';
import { langMessages } from './messages';
import { OpenBrace, Word } from './tokens';

/** Words of other languages, and what is said of them. */
const foreignWords = new Map<string, string>([
  ['for', langMessages.noFor],
  ['do', langMessages.noDo],
  ['elif', langMessages.noElif('elif')],
  ['elseif', langMessages.noElif('elseif')],
]);

/**
 * What is said of a word that seems to begin a statement and does not.
 * @param next the token behind it
 */
export function noStatement(name: string, next: IToken): string {
  const foreign = foreignWords.get(name);
  if (foreign !== undefined) return foreign;
  const meant = meantKeyword(name);
  // Other languages declare variables: `int x = 5`.
  return meant === undefined && next.tokenType === Word
    ? langMessages.noDeclaration(name, next.image)
    : langMessages.noStatement(name, meant);
}

/**
 * What is said of a call that is most likely a keyword, as in `whle (i < 10) {`; undefined for any other.
 * @param next the token behind its parentheses
 */
export function noCall(name: string, next: IToken): string | undefined {
  if (next.tokenType !== OpenBrace) return undefined;
  const meant = meantKeyword(name);
  return foreignWords.get(name) ?? (meant && langMessages.noStatement(name, meant));
}

/** The keyword that a mistyped one most likely means. */
export const meantKeyword = (name: string): string | undefined =>
  nearest(
    name,
    sourceKeywords.map(({ keyword }) => keyword),
  );
