import { plainProgram, wholeProgram, wordsPerOp, type Program } from '../format/program';
import { operationByMnemonic, operationsOf } from '../isa/lookup';
import { invalidOpcode, type FormatVersion } from '../isa/operations';
import { isHeaderLine } from './header';
import { maximumInt64, minimumInt64, parseInteger, scanDecimal, type IntegerWords } from './integer';
import { codeOfLine, commentStart, splitLine } from './line';
import { listingMessages } from './messages';
import type { ListingProblem, ListingProblemCode, TextRange } from './problems';

export { codeOfLine } from './line';
export type { ListingProblem, ListingProblemCode, TextRange } from './problems';

export interface ParsedListing {
  /** What the lines without problems say. Only to be used as a program when there are no problems. */
  readonly program: Program;
  /** For each op the line (from 1) it stands on, ascending. */
  readonly opLines: Uint32Array;
  readonly problems: readonly ListingProblem[];
  /** Comments of a person: all but the header that a printed listing begins with. */
  readonly comments: readonly TextRange[];
}

/** Past so many problems the text is hardly a listing: more would only cost time. Comments are counted the same way. */
const reportLimit = 1000;

/** The version that a listing describes. */
export const listingFormatVersion: FormatVersion = 1;

const newline = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;

/**
 * Reads a listing: a line is blank, a comment that begins with `;`, or an op with an optional comment behind it.
 * Never throws: every line that is wrong becomes a problem with its place.
 */
export function parseListing(text: string): ParsedListing {
  const parser = new ListingParser(text);
  parser.advance(Infinity);
  return parser.finish();
}

/** Reads a listing a slice at a time, for a caller that must stay responsive in between. */
export class ListingParser {
  private readonly problems: ListingProblem[] = [];
  private readonly comments: TextRange[] = [];
  private readonly oneImmediate = operationsOf(listingFormatVersion).filter(
    ({ operands }) => operands.length === 1 && operands[0]?.kind === 'immediate',
  );
  private readonly integer: IntegerWords = { low: 0, high: 0, end: 0 };
  private words = new Uint32Array(1024 * wordsPerOp);
  private opLines = new Uint32Array(1024);
  private opCount = 0;
  private position = 0;
  private line = 1;

  constructor(private readonly text: string) {}

  /**
   * Reads up to so many lines more.
   * @returns whether lines are left
   */
  advance(lineCount: number): boolean {
    const { text } = this;
    for (let count = 0; count < lineCount; count++) {
      if (this.position > text.length || this.problems.length >= reportLimit) return false;
      const next = this.readPlainLine(this.position);
      if (next >= 0) {
        this.position = next;
      } else {
        let end = text.indexOf('\n', this.position);
        if (end < 0) end = text.length;
        this.readLine(text.slice(this.position, end));
        this.position = end + 1;
      }
      this.line++;
    }
    return true;
  }

  /** What was read so far; the whole listing once {@link advance} returned false. */
  finish(): ParsedListing {
    const words = this.words.slice(0, this.opCount * wordsPerOp);
    return {
      program: {
        ...plainProgram,
        version: listingFormatVersion,
        words,
        opCount: this.opCount,
        functions: [wholeProgram(this.opCount, 1)],
      },
      opLines: this.opLines.slice(0, this.opCount),
      problems: this.problems,
      comments: this.comments,
    };
  }

  /**
   * The line as a printed listing writes it, `MNEMONIC decimal` and nothing else: nearly every line of a large file.
   * @returns where the next line begins, or -1 when this line is not of that kind
   */
  private readPlainLine(start: number): number {
    const { text, integer } = this;
    for (const { mnemonic, opcode } of this.oneImmediate) {
      const gap = start + mnemonic.length;
      if (text.charCodeAt(gap) !== space || !text.startsWith(mnemonic, start)) continue;
      if (!scanDecimal(text, gap + 1, integer)) return -1;
      let { end } = integer;
      if (text.charCodeAt(end) === carriageReturn) end++;
      if (end < text.length && text.charCodeAt(end) !== newline) return -1;
      this.push(opcode, integer.low, integer.high);
      return end + 1;
    }
    return -1;
  }

  /** Any line at all. */
  private readLine(line: string): void {
    const comment = commentStart(line);
    if (comment >= 0) this.noteComment(line, comment);
    const parts = splitLine(codeOfLine(line));
    if (!parts) return;
    const { mnemonic, operand, rest } = parts;
    const operation = operationByMnemonic(listingFormatVersion, mnemonic.text);
    if (!operation) {
      const known = operationsOf(listingFormatVersion).map((row) => row.mnemonic);
      this.report(
        'unknownMnemonic',
        mnemonic,
        listingMessages.unknownMnemonic(mnemonic.text, listingFormatVersion, known),
      );
      this.push(invalidOpcode, 0, 0);
      return;
    }
    const value = operand ? parseInteger(operand.text) : undefined;
    if (!operand) {
      const name = operation.operands[0]?.name ?? '';
      this.report('missingOperand', mnemonic, listingMessages.missingOperand(operation.mnemonic, name));
    } else if (value === undefined) {
      this.report('notAnInteger', operand, listingMessages.notAnInteger(operand.text));
    } else if (value < minimumInt64 || value > maximumInt64) {
      this.report('doesNotFit', operand, listingMessages.doesNotFit(operand.text));
    }
    if (rest) this.report('tooMuch', rest, listingMessages.tooMuch(rest.text, operation.mnemonic));
    const bits = value ?? 0n;
    this.push(operation.opcode, Number(BigInt.asUintN(32, bits)), Number(BigInt.asUintN(32, bits >> 32n)));
  }

  private noteComment(line: string, start: number): void {
    if (this.comments.length >= reportLimit || isHeaderLine(line, this.line)) return;
    this.comments.push({ line: this.line, column: start + 1, endColumn: line.trimEnd().length + 1 });
  }

  private report(code: ListingProblemCode, part: { start: number; text: string }, message: string): void {
    const column = part.start + 1;
    this.problems.push({ code, line: this.line, column, endColumn: column + part.text.length, message });
  }

  private push(opcode: number, low: number, high: number): void {
    if (this.opCount === this.opLines.length) this.grow();
    const at = this.opCount * wordsPerOp;
    this.words[at] = opcode;
    this.words[at + 1] = low;
    this.words[at + 2] = high;
    this.opLines[this.opCount++] = this.line;
  }

  private grow(): void {
    const words = new Uint32Array(this.words.length * 2);
    words.set(this.words);
    this.words = words;
    const opLines = new Uint32Array(this.opLines.length * 2);
    opLines.set(this.opLines);
    this.opLines = opLines;
  }
}
