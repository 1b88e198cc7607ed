import { cellCountOf, entryName, type Program } from '../format/program';

export { entryName } from '../format/program';

/**
 * Lines before the first op of a printed listing, whatever the version. Constant, so that a breakpoint, which VS Code
 * keeps as a line, stays on its op when the file changes.
 */
export const headerLineCount = 4;

/** The line of the header that names the program's entry, the first function: its hover shows prologue and epilogue. */
export const entryLine = 4;

/** What each line of the header looks like, whatever the program. In version 3 the fourth is no comment. */
const headerPatterns: readonly RegExp[] = [
  /^(; langvm bytecode, format version \d+|\.version \d+ ; langvm bytecode)$/,
  /^; source: /,
  /^; \d+ ops?(;|,|$)/,
  new RegExp(`^; ${entryName}:$`),
];

/** The comments that a printed listing begins with; in version 3 the line that names the entry follows. */
export function printHeader(program: Program, sourcePath: string): readonly string[] {
  const { version } = program;
  return [
    version === 1 ? `; langvm bytecode, format version ${version}` : `.version ${version} ; langvm bytecode`,
    `; source: ${oneLine(sourcePath)}`,
    `; ${sizesOf(program)}${trailingNote(program)}${unknownNote(program)}`,
    ...(version === 3 ? [] : [`; ${entryName}:`]),
  ];
}

/** Whether a line is one that {@link printHeader} writes there, and no comment of a person. Lines count from 1. */
export function isHeaderLine(line: string, lineNumber: number): boolean {
  return headerPatterns[lineNumber - 1]?.test(line.trimEnd()) ?? false;
}

/** Whether a line names the entry of the program, in versions 1 and 2. */
export const isEntryLine = (line: string): boolean =>
  headerPatterns[entryLine - 1]?.test(line.trimEnd()) ?? false;

function sizesOf(program: Program): string {
  const { version, opCount, functions, constants } = program;
  const sizes = [countOf(opCount, 'op')];
  if (version === 3) sizes.push(countOf(functions.length, 'function'));
  if (version !== 1) sizes.push(countOf(constants.length, 'constant'));
  if (version === 2) sizes.push(countOf(functions[0]?.registerCount ?? 0, 'register'));
  if (version === 3) sizes.push(countOf(cellCountOf(program), 'cell'));
  return sizes.join(', ');
}

function trailingNote({ version, trailing }: Program): string {
  const behind = version === 1 ? 'the last op' : 'the program';
  return trailing.length === 0
    ? ''
    : `; ${countOf(trailing.length, 'byte')} after ${behind}: ignored, kept on saving`;
}

const unknownNote = ({ unknownSections }: Program): string =>
  unknownSections.length === 0
    ? ''
    : `; ${countOf(unknownSections.length, 'section')} of unknown kind: ignored, kept on saving`;

const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** A path may hold a line break on Linux; a comment may not. */
const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');
