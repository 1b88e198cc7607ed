import { nearest } from '../../engine/format/nearest';
import { functionOfLine } from '../../engine/listing/nameUses';
import type { ListingProblem, ParsedListing } from '../../engine/listing/parse';

/** What would mend a line, before it is VS Code's. Lines and columns count from 1. */
export interface ListingFix {
  readonly kind: 'replace' | 'makeComment' | 'addVersion' | 'comma' | 'moreRegisters';
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly text: string;
  /** What the title of the fix names. */
  readonly subject: string;
}

/** The first line of a listing of the newest version. */
const newestVersion = '.version 3\n';

/**
 * The remedy for a problem of a listing, or undefined where only a person knows one.
 * @param lineText the text of a line (from 1)
 */
export function fixOfProblem(
  problem: ListingProblem,
  parsed: ParsedListing,
  lineText: (line: number) => string,
): ListingFix | undefined {
  const { code, line, column, endColumn, known = [] } = problem;
  const found = lineText(line).slice(column - 1, endColumn - 1);
  const place = { line, column, endColumn };
  switch (code) {
    case 'unknownMnemonic':
    case 'unknownDirective':
    case 'unknownName': {
      const meant = nearest(found, known);
      return meant === undefined ? undefined : { kind: 'replace', ...place, text: meant, subject: meant };
    }
    case 'tooMuch':
      return { kind: 'makeComment', ...place, text: `; ${found}`, subject: '' };
    case 'versionMissing':
      return {
        kind: 'addVersion',
        line: 1,
        column: 1,
        endColumn: 1,
        text: newestVersion,
        subject: newestVersion.trim(),
      };
    case 'commaExpected':
      return found === ','
        ? { kind: 'comma', ...place, text: '', subject: '' }
        : {
            kind: 'comma',
            line,
            column: endOfWordBefore(lineText(line), column),
            endColumn: column,
            text: ', ',
            subject: '',
          };
    case 'refused':
      return moreRegisters(problem, parsed, lineText, found);
    default:
      return undefined;
  }
}

/** Where the word before a column ends: the comma goes there. */
function endOfWordBefore(line: string, column: number): number {
  return line.slice(0, column - 1).trimEnd().length + 1;
}

/** A register that its function does not have: gives the function so many. */
function moreRegisters(
  { line }: ListingProblem,
  { program, symbols }: ParsedListing,
  lineText: (line: number) => string,
  found: string,
): ListingFix | undefined {
  const register = /^[rR](\d+)$/.exec(found)?.[1];
  const owner = symbols.functions[functionOfLine(symbols, line) ?? -1];
  const count = owner && program.functions[owner.index]?.registerCount;
  if (register === undefined || !owner || count === undefined || Number(register) < count) return undefined;
  const head = program.version === 3 ? owner.line : lineOfRegisters(program.opCount, lineText);
  if (head === undefined) return undefined;
  const match = /^(.*?(?:registers=|\.registers\s+))(\w+)/i.exec(lineText(head));
  if (!match) return undefined;
  const [, before = '', number = ''] = match;
  const text = String(Number(register) + 1);
  const column = before.length + 1;
  return {
    kind: 'moreRegisters',
    line: head,
    column,
    endColumn: column + number.length,
    text,
    subject: text,
  };
}

/** The line of `.registers`; it usually stands behind the ops. */
function lineOfRegisters(opCount: number, lineText: (line: number) => string): number | undefined {
  const most = opCount + linesSearched;
  for (let line = 1; line <= most; line++) {
    if (/^\s*\.registers\s/i.test(lineText(line))) return line;
  }
  return undefined;
}

/** Lines of a listing that are no ops, at most, among which `.registers` is looked for. */
const linesSearched = 1000;
