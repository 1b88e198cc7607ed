import type { FlawPlace } from '../format/flaws';
import { functionIndexAt, type Program } from '../format/program';
import type { Draft } from './draft';
import type { LinePart } from './line';
import type { ListingProblem, ListingProblemCode } from './problems';

/** The words of a line that something is about. */
export interface LineWords {
  /** The mnemonic or directive. */
  readonly head: LinePart | undefined;
  /** An operand, a name, or the whole line. */
  readonly part: LinePart;
}

/** What the doubts need to know of a function. */
interface Head {
  /** Of the listing, from 1. */
  readonly line: number;
  readonly isHeadKnown: boolean;
}

/**
 * What is not certain about a listing with mistakes. What the verifier says counts only where it holds however the mistakes
 * are mended: everything else would be an error about an error.
 */
export class Doubts {
  private readonly problemsOfLine = new Map<number, ListingProblem[]>();
  /** Lines that may be meant as the head of a function, so that the ops below belong to another than they seem to. */
  private readonly perhapsHeads: number[] = [];
  /** Lines that may be meant as a head or an op. */
  private readonly perhapsOps: number[] = [];

  constructor(
    private readonly draft: Draft,
    private readonly program: Program,
    problems: readonly ListingProblem[],
  ) {
    for (const problem of problems) {
      const { code, line } = problem;
      const others = this.problemsOfLine.get(line);
      if (others) others.push(problem);
      else this.problemsOfLine.set(line, [problem]);
      if (code === 'unknownDirective' && draft.version === 3) this.perhapsHeads.push(line);
      if (code === 'unknownDirective' || code === 'misplaced') this.perhapsOps.push(line);
    }
  }

  /**
   * Whether what is said of a place is certain.
   * @param line of the listing (from 1) that it is said at
   * @param wordsOfLine the words of that line, asked for only when all else is certain: a listing may have a million doubts
   */
  isCertain(place: FlawPlace, line: number, wordsOfLine: () => LineWords): boolean {
    return this.isPlaceCertain(place, line) && this.areWordsCertain(place, line, wordsOfLine);
  }

  private isPlaceCertain({ part, index, operand }: FlawPlace, line: number): boolean {
    switch (part) {
      case 'program':
        return this.perhapsOps.length === 0;
      case 'op': {
        const owner = functionIndexAt(this.program, index);
        const head = this.headOf(owner);
        // Only the last op of a function is wrong as such.
        if (operand === undefined) return !this.mayGoOn(owner);
        return head.isHeadKnown && !isAnyBetween(this.perhapsHeads, head.line, line);
      }
      case 'function':
        return this.headOf(index).isHeadKnown && !this.mayGoOn(index) && (index > 0 || this.isFirst(line));
      case 'variable': {
        const { text } = this.draft.variables[index]?.owner ?? { text: '' };
        return this.headOf(this.draft.functionNames.get(text)?.index ?? 0).isHeadKnown;
      }
      default:
        return true;
    }
  }

  /** Version 2 has one function, whose registers stand on a line of their own. */
  private headOf(functionIndex: number): Head {
    const isHeadKnown = this.draft.registerCount !== undefined;
    return this.draft.functions[functionIndex] ?? { line: 0, isHeadKnown };
  }

  /** Whether a function may have ops that are not understood, behind those that are or in the place of any. */
  private mayGoOn(functionIndex: number): boolean {
    const { line: end } = this.draft.functions[functionIndex + 1] ?? { line: Infinity };
    return isAnyBetween(this.perhapsOps, this.headOf(functionIndex).line, end);
  }

  /** Whether the first function that is understood, with its head on a line, is the first. */
  private isFirst(line: number): boolean {
    return !isAnyBetween(this.perhapsOps, 0, line);
  }

  private areWordsCertain({ part }: FlawPlace, line: number, wordsOfLine: () => LineWords): boolean {
    const problems = this.problemsOfLine.get(line);
    if (!problems) return true;
    const moves = part === 'op' ? movesOperands : movesWords;
    if (problems.some(({ code }) => moves.has(code))) return false;
    const words = wordsOfLine();
    return problems.every((problem) => !isAbout(problem, words.part) && !isAbout(problem, words.head));
  }
}

/**
 * Without its comma it is not certain which operand is which. The words of a table have none: with one too many, or of
 * another kind, it is not certain which is which either.
 */
const movesOperands: ReadonlySet<ListingProblemCode> = new Set(['commaExpected']);
const movesWords: ReadonlySet<ListingProblemCode> = new Set(['tooMuch', 'badDirective']);

const isAnyBetween = (lines: readonly number[], start: number, end: number): boolean =>
  lines.some((line) => line > start && line < end);

const isAbout = ({ column, endColumn }: ListingProblem, part: LinePart | undefined): boolean =>
  part !== undefined && column <= part.start + part.text.length && endColumn > part.start + 1;
