/** A stretch of one line. Lines and columns count from 1; the end column is the first one after. */
export interface TextRange {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** What can be wrong with a line of a listing. An editor offers a remedy by it. */
export type ListingProblemCode =
  | 'unknownMnemonic'
  | 'missingOperand'
  | 'notAnInteger'
  | 'doesNotFit'
  | 'tooMuch'
  /** A word that begins with a dot and is no directive of this version. */
  | 'unknownDirective'
  | 'badVersion'
  /** A directive that needs `.version` as the first line. */
  | 'versionMissing'
  | 'notARegister'
  | 'unknownName'
  | 'notAName'
  | 'duplicate'
  | 'commaExpected'
  /** An op, label or place where none may stand. */
  | 'misplaced'
  | 'badDirective'
  | 'badPlace'
  /** What the verifier does not accept. */
  | 'refused';

/** Something wrong on a line of a listing. */
export interface ListingProblem extends TextRange {
  readonly code: ListingProblemCode;
  readonly message: string;
  /** What could have been meant, where there is a list of it. */
  readonly known?: readonly string[];
}

/** Past so many problems the text is hardly a listing: more would only cost time. Comments are counted the same way. */
export const reportLimit = 1000;
