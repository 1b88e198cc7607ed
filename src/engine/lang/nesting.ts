import { langMessages } from './messages';
import type { Place } from './place';

/** Parentheses, blocks and signs within one another. The parser, and what walks over its trees, go that deep at most. */
export const deepestNesting = 200;

/** Operators of one expression, those in its parentheses included. */
export const mostOperators = 1000;

/** Source that goes deeper than the compiler does. Nothing behind it was read. */
export class NestingError extends Error {
  override readonly name = 'NestingError';
  constructor(
    message: string,
    readonly place: Place,
  ) {
    super(message);
  }
}

/** Counts levels and operators, so that no source, whatever it holds, makes the compiler run out of stack. */
export class NestingGuard {
  private depth = 0;
  private operators = 0;

  /** Runs something one level deeper. @throws NestingError where that is too deep */
  within<Value>(place: () => Place, work: () => Value): Value {
    if (this.depth >= deepestNesting) throw new NestingError(langMessages.tooDeep(deepestNesting), place());
    this.depth++;
    try {
      return work();
    } finally {
      this.depth--;
    }
  }

  /** A statement begins: its operators are its own. */
  startCounting(): void {
    this.operators = 0;
  }

  /** Counts an operator. @throws NestingError where there are too many */
  countOperator(place: () => Place): void {
    if (++this.operators > mostOperators) {
      throw new NestingError(langMessages.tooManyOperators(mostOperators), place());
    }
  }
}
