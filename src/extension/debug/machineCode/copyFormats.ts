import type { CodePartFacts } from '../../../engine/jit/describe';
import type { ProgramView } from '../linked/programView';
import { functionName, programName, type MachineCodeLine } from './render';

/** How machine code is copied. */
export const copyFormats = ['text', 'hex', 'cArray'] as const;
export type CopyFormat = (typeof copyFormats)[number];

/** What is copied: the selected lines, or what the cursor stands in. */
export const copyScopes = ['selection', 'op', 'function', 'all'] as const;
export type CopyScope = (typeof copyScopes)[number];

/** The lines of a scope around some selected lines (from 0, both included). */
export function linesInScope(
  lines: readonly MachineCodeLine[],
  scope: CopyScope,
  first: number,
  last: number,
): readonly MachineCodeLine[] {
  const at = lines[first];
  switch (scope) {
    case 'selection':
      return lines.slice(first, last + 1);
    case 'op':
      return at?.part ? lines.filter(({ part }) => part === at.part) : [];
    case 'function':
      return at?.functionIndex === undefined
        ? []
        : lines.filter(({ functionIndex }) => functionIndex === at.functionIndex);
    case 'all':
      return lines;
  }
}

/** What a scope is called in a list to choose from; undefined where there is none at a line. */
export function nameOfScope(
  view: ProgramView,
  line: MachineCodeLine | undefined,
  scope: CopyScope,
): string | undefined {
  if (scope === 'all') return 'Everything shown';
  if (scope === 'op') return line?.part?.name;
  if (scope === 'function' && line?.functionIndex !== undefined)
    return functionName(view, line.functionIndex);
  return undefined;
}

/** How many bytes of machine code some lines show. */
export const byteCountOf = (lines: readonly MachineCodeLine[]): number =>
  lines.reduce((sum, { instruction }) => sum + (instruction ? bytesOf(instruction.bytes).length : 0), 0);

/** Some lines as text for the clipboard. */
export function formatLines(
  view: ProgramView,
  lines: readonly MachineCodeLine[],
  format: CopyFormat,
): string {
  const instructions = lines.flatMap(({ instruction }) => instruction ?? []);
  switch (format) {
    case 'text':
      return lines.map(({ text }) => `${text}\n`).join('');
    case 'hex':
      return instructions.map(({ bytes }) => bytes).join(' ');
    case 'cArray':
      return cArray(view, lines);
  }
}

/** An array of C with an instruction on each line, what it belongs to above it. */
function cArray(view: ProgramView, lines: readonly MachineCodeLine[]): string {
  const rows: string[] = [];
  const parts = new Set<CodePartFacts>();
  for (const { part, instruction } of lines) {
    if (!part || !instruction) continue;
    if (!parts.has(part)) rows.push(`    /* ${headingOf(view, part)} */`);
    parts.add(part);
    const bytes = bytesOf(instruction.bytes).map((byte) => `0x${byte},`);
    rows.push(`    ${bytes.join(' ')} /* ${inComment(instruction.text)} */`);
  }
  const [only] = parts;
  const name = parts.size === 1 && only ? identifier(only.name) : 'machine_code';
  const head = `/* ${inComment(programName(view))}, ${byteCountOf(lines)} bytes of x86_64 */`;
  return [head, `static const unsigned char ${name}[] = {`, ...rows, '};', ''].join('\n');
}

function headingOf(view: ProgramView, { kind, name, opIndex }: CodePartFacts): string {
  const text = kind === 'op' && opIndex !== undefined ? view.opTexts[opIndex - view.firstOp] : undefined;
  return inComment(text === undefined ? name : `${name}: ${text}`);
}

const bytesOf = (bytes: string): string[] => bytes.split(' ');

const identifier = (name: string): string => name.replace(/\W+/g, '_');

/** A file may be called what ends a comment. */
const inComment = (text: string): string => text.replaceAll('*/', '* /');
