import type { IToken } from 'chevrotain';
import { sourceKeywords } from './keywords';
import { langMessages } from './messages';
import { nearest } from './nearest';
import { OpenBrace, Word } from './tokens';

/**
 * What is said of a word that seems to begin a statement and does not.
 * @param next the token behind it
 */
export function noStatement(name: string, next: IToken): string {
  const meant = meantKeyword(name);
  // Other languages declare variables: `int x = 5`.
  return meant === undefined && next.tokenType === Word
    ? langMessages.noDeclaration(name, next.image)
    : langMessages.noStatement(name, meant);
}

/**
 * What is said of a call that is most likely a mistyped keyword, as in `whle (i < 10) {`; undefined for any other.
 * @param next the token behind its parentheses
 */
export function noCall(name: string, next: IToken): string | undefined {
  const meant = next.tokenType === OpenBrace ? meantKeyword(name) : undefined;
  return meant === undefined ? undefined : langMessages.noStatement(name, meant);
}

const meantKeyword = (name: string): string | undefined =>
  nearest(
    name,
    sourceKeywords.map(({ keyword }) => keyword),
  );
