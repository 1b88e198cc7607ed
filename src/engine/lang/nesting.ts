import { langMessages } from './messages';
import type { Place } from './place';

/**
 * Parentheses, brackets, signs and blocks within one another; what `if`, `else` or `while` governs counts as one block,
 * with braces or without. The parser, and what walks over its trees, go that deep at most.
 */
export const deepestNesting = 200;

/**
 * So deep the parser puts in a sign that is missing. Whether what follows fits behind it is found out by going down all
 * rules that are open, which takes more of the stack than parsing did.
 */
const deepestInsertion = 50;

/** Braces that the parser adds at the end of a text: those of so many blocks, and one of the function around them. */
export const mostMissingBraces = deepestNesting + 1;

/** Operators of one statement, or of one condition. */
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

  /** Goes one level deeper; {@link leave} comes back. @throws NestingError where that is too deep */
  enter(place: () => Place): void {
    if (this.depth >= deepestNesting) throw new NestingError(langMessages.tooDeep(deepestNesting), place());
    this.depth++;
  }

  leave(): void {
    this.depth--;
  }

  /** Whether a sign that is missing here can be put in. */
  get allowsInsertion(): boolean {
    return this.depth <= deepestInsertion;
  }

  /** A statement or a condition begins: its operators are its own. */
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
