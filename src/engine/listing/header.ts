import { entryName, type Program } from '../format/program';

export { entryName } from '../format/program';

/**
 * Lines of comment before the first op of a printed listing. Constant, so that a breakpoint, which VS Code keeps as a
 * line, stays on its op when the file changes.
 */
export const headerLineCount = 4;

/** The line of the header that stands for the program's entry: its hover shows prologue and epilogue. */
export const entryLine = 4;

/** What each line of the header looks like, whatever the program. */
const headerPatterns: readonly RegExp[] = [
  /^; langvm bytecode, format version \d+$/,
  /^; source: /,
  /^; \d+ ops?(;|$)/,
  new RegExp(`^; ${entryName}:$`),
];

/** The lines that a printed listing begins with. */
export function printHeader(program: Program, sourcePath: string): readonly string[] {
  return [
    `; langvm bytecode, format version ${program.version}`,
    `; source: ${oneLine(sourcePath)}`,
    `; ${countOf(program.opCount, 'op')}${trailingNote(program)}`,
    `; ${entryName}:`,
  ];
}

/** Whether a line is one that {@link printHeader} writes there, and no comment of a person. Lines count from 1. */
export function isHeaderLine(line: string, lineNumber: number): boolean {
  return headerPatterns[lineNumber - 1]?.test(line.trimEnd()) ?? false;
}

/** Whether a line names the entry of the program. */
export const isEntryLine = (line: string): boolean =>
  headerPatterns[entryLine - 1]?.test(line.trimEnd()) ?? false;

function trailingNote(program: Program): string {
  const size = program.trailing.length;
  return size === 0 ? '' : `; ${countOf(size, 'byte')} after the last op: ignored, kept on saving`;
}

const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** A path may hold a line break on Linux; a comment may not. */
const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');
