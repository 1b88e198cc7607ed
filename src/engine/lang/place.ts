import type { IToken } from 'chevrotain';

/** A piece of one line of a source. Lines and columns count from 1; the end column is the first one after. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** A word that names something, and where it stands. */
export interface Name {
  readonly name: string;
  readonly place: Place;
}

/** Whether a token stands in the text: the end of the file, and what recovery inserts, do not. */
export const isInText = ({ startLine }: IToken): boolean => startLine !== undefined && startLine >= 1;

/** Where a token stands; the beginning of the text for one that is not in it. */
export function placeOf(token: IToken): Place {
  const [line, column] = isInText(token) ? [token.startLine, token.startColumn] : [];
  return { line: line ?? 1, column: column ?? 1, endColumn: (column ?? 1) + Math.max(1, token.image.length) };
}

/** The order of a text. */
export const byPlace = (one: Place, other: Place): number =>
  one.line - other.line || one.column - other.column;
