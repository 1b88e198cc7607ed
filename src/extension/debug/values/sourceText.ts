import { sourceKeywords } from '../../../engine/lang/keywords';

/** Looking for names in a line of source. Positions count from 0, in UTF-16 units, as an editor's do. */

/** A piece of a line that can be evaluated. */
export interface ExpressionPlace {
  readonly start: number;
  /** The first position after it. */
  readonly end: number;
  readonly text: string;
  /** The name that it begins with. */
  readonly name: string;
}

const namePattern = /[A-Za-z_]\w*/g;

/** Words of the language that name nothing. */
const keywords = new Set<string>(sourceKeywords.map(({ keyword }) => keyword));

/**
 * The text with its comments blanked out, so that positions stay where they are.
 * @param isInComment whether a block comment is open at the beginning
 * @returns the text, and whether one is open at its end
 */
export function withoutComments(
  line: string,
  isInComment: boolean,
): { readonly text: string; readonly isInComment: boolean } {
  let text = '';
  let inside = isInComment;
  for (let at = 0; at < line.length;) {
    const pair = line.slice(at, at + 2);
    if (inside) {
      inside = pair !== '*/';
      const length = inside ? 1 : 2;
      text += ' '.repeat(length);
      at += length;
    } else if (pair === '//') {
      return { text: text.padEnd(line.length), isInComment: false };
    } else if (pair === '/*') {
      inside = true;
      text += '  ';
      at += 2;
    } else {
      text += line.charAt(at);
      at++;
    }
  }
  return { text, isInComment: inside };
}

/**
 * The variables and array elements on a line without comments: `n`, `a[i]`. Calls and keywords are none; an index that
 * calls something is left out, since evaluating must not run anything.
 */
export function expressionsOn(line: string): ExpressionPlace[] {
  const places: ExpressionPlace[] = [];
  for (const match of line.matchAll(namePattern)) {
    const [name] = match;
    const isPartOfNumber = /\d/.test(line.charAt(match.index - 1));
    const after = /^\s*([[(]?)/.exec(line.slice(match.index + name.length));
    if (keywords.has(name) || isPartOfNumber || after?.[1] === '(') continue;
    const nameEnd = match.index + name.length;
    const end = after?.[1] === '[' ? endOfIndex(line, nameEnd) : nameEnd;
    if (end === undefined) continue;
    places.push({ start: match.index, end, text: line.slice(match.index, end), name });
  }
  return places;
}

/** The expression whose name is under a position, so that the index of `a[i]` is one of its own. */
export function expressionAt(line: string, position: number): ExpressionPlace | undefined {
  return expressionsOn(line).find(({ start, name }) => position >= start && position <= start + name.length);
}

/** Behind the bracket that closes an index; undefined where none does, or where something is called in it. */
function endOfIndex(line: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === '[') depth++;
    if (character === ']' && --depth === 0) {
      return /\w\s*\(/.test(line.slice(from, at)) ? undefined : at + 1;
    }
  }
  return undefined;
}
