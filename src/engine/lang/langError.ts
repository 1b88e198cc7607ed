import type { Place } from './place';

/** Something wrong in a source file, and where. */
export interface LangProblem extends Place {
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
