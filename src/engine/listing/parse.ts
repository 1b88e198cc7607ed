import type { Program } from '../format/program';
import { formatVersions, type FormatVersion } from '../isa/operations';
import { finishDraft } from './finishDraft';
import { isHeaderLine } from './header';
import { parseInteger } from './integer';
import { LaterParser } from './laterParser';
import { codeOfLine, commentStart } from './line';
import { listingMessages } from './messages';
import { reportLimit, type ListingProblem, type ListingProblemCode, type TextRange } from './problems';
import { reportRefusals } from './refusals';
import { splitStatement } from './statement';
import { symbolsOfDraft, symbolsOfVersion1, type ListingSymbols } from './symbols';
import { Version1Parser } from './version1Parser';

export { codeOfLine } from './line';
export type { ListingProblem, ListingProblemCode, TextRange } from './problems';
export type { FunctionSymbol, ListingSymbol, ListingSymbols } from './symbols';

export interface ParsedListing {
  /** What the lines without problems say. Only to be used as a program when there are no problems. */
  readonly program: Program;
  /** For each op the line (from 1) it stands on, ascending. */
  readonly opLines: Uint32Array;
  readonly problems: readonly ListingProblem[];
  /** Comments of a person: all but the header that a printed listing begins with. */
  readonly comments: readonly TextRange[];
  /** What has a name, and where it was given. */
  readonly symbols: ListingSymbols;
}

const versionDirective = '.version';
const versionPattern = /^\s*\.version/i;

/**
 * Reads a listing of any version: a line is blank, a comment that begins with `;`, or an op or directive with an optional
 * comment behind it. Without `.version` it is of version 1.
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
  private readonly version1 = new Version1Parser((code, part, message, known) =>
    this.report(code, part, message, known),
  );
  /** Reads what follows `.version 2` or `.version 3`. */
  private later: LaterParser | undefined;
  private isVersionKnown = false;
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
      const next = this.later ? -1 : this.version1.readPlainLine(text, this.position, this.line);
      if (next >= 0) {
        this.isVersionKnown = true;
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
    const { problems, comments, later } = this;
    if (!later) {
      const { program, opLines } = this.version1.finish();
      return { program, opLines, problems, comments, symbols: symbolsOfVersion1(opLines) };
    }
    const { draft, references } = later;
    const program = finishDraft(draft, references);
    // Behind the limit nothing was read, and what is missing there would be found missing.
    if (problems.length < reportLimit) reportRefusals(draft, program, this.text, problems);
    problems.sort((one, other) => one.line - other.line || one.column - other.column);
    return { program, opLines: draft.ops.lines(), problems, comments, symbols: symbolsOfDraft(draft) };
  }

  /** Any line at all. */
  private readLine(line: string): void {
    const comment = commentStart(line);
    if (comment >= 0) this.noteComment(line, comment);
    const code = comment < 0 ? line : line.slice(0, comment);
    if (!/\S/.test(code) || this.readVersion(code)) return;
    this.isVersionKnown = true;
    if (this.later) this.later.readLine(code, this.line);
    else this.version1.readLine(code, this.line);
  }

  /** Reads `.version N`, which decides what all other lines mean. @returns whether the line is one */
  private readVersion(code: string): boolean {
    if (!versionPattern.test(code)) return false;
    const { head, rest } = splitStatement(code);
    if (head?.text.toLowerCase() !== versionDirective) return false;
    const [number, more] = rest;
    const version = versionOf(number?.text);
    if (this.isVersionKnown) this.report('misplaced', head, listingMessages.versionNotFirst());
    else if (version === 2 || version === 3) {
      this.later = new LaterParser(version, this.line, head, this.problems);
    } else if (version === undefined) {
      this.report('badVersion', number ?? head, listingMessages.badVersion(number?.text ?? ''));
    }
    if (more) this.report('tooMuch', more, listingMessages.tooMuch(more.text, versionDirective));
    this.isVersionKnown = true;
    return true;
  }

  private noteComment(line: string, start: number): void {
    if (this.comments.length >= reportLimit || isHeaderLine(line, this.line)) return;
    this.comments.push({ line: this.line, column: start + 1, endColumn: line.trimEnd().length + 1 });
  }

  private report(
    code: ListingProblemCode,
    part: { start: number; text: string },
    message: string,
    known?: readonly string[],
  ): void {
    const column = part.start + 1;
    const endColumn = column + part.text.length;
    this.problems.push({
      code,
      line: this.line,
      column,
      endColumn,
      message,
      ...(known ? { known } : {}),
    });
  }
}

/** Which version a listing is of, by its first line that is no comment. */
export function versionOfListing(lines: Iterable<string>): FormatVersion {
  for (const line of lines) {
    const code = codeOfLine(line).trim();
    if (code === '') continue;
    const { head, rest } = splitStatement(code);
    return (head?.text.toLowerCase() === versionDirective ? versionOf(rest[0]?.text) : undefined) ?? 1;
  }
  return 1;
}

/** The version that a number behind `.version` names, or undefined where it names none. */
const versionOf = (number = ''): FormatVersion | undefined =>
  formatVersions.find((version) => parseInteger(number) === BigInt(version));
