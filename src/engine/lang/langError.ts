/** Something wrong in a source file. Lines and columns count from 1; the end column is the first one after. */
export interface LangProblem {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly message: string;
}

/** A source file that does not compile. The message lists every problem as `file:line:column: message`. */
export class LangError extends Error {
  override readonly name = 'LangError';
  constructor(
    readonly fileName: string,
    readonly problems: readonly LangProblem[],
  ) {
    super(
      problems.map(({ line, column, message }) => `${fileName}:${line}:${column}: ${message}`).join('\n'),
    );
  }
}
