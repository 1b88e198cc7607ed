/** A stretch of one line. Lines and columns count from 1; the end column is the first one after. */
export interface TextRange {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** What can be wrong with a line of a listing. An editor offers a remedy by it. */
export type ListingProblemCode =
  'unknownMnemonic' | 'missingOperand' | 'notAnInteger' | 'doesNotFit' | 'tooMuch';

/** Something wrong on a line of a listing. */
export interface ListingProblem extends TextRange {
  readonly code: ListingProblemCode;
  readonly message: string;
}
