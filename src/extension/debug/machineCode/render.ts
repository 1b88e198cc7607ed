import type { CodePartFacts, InstructionFacts } from '../../../engine/jit/describe';
import type { OpOfLine } from '../linked/programLinks';
import type { ProgramView } from '../linked/programView';
import { withLocalLabels } from './localLabels';

/** What stands on a line of the machine code document. */
export interface MachineCodeLine {
  readonly text: string;
  /** The part that the line names or that its instruction belongs to. */
  readonly part?: CodePartFacts;
  readonly instruction?: InstructionFacts;
  /** Index of the function whose code the line is in; not for the ways in and out. */
  readonly functionIndex?: number | undefined;
}

/** The document, line by line. */
export interface RenderedMachineCode {
  readonly text: string;
  readonly lines: readonly MachineCodeLine[];
}

/** Digits of the widest offset, so that the columns stand below each other. */
const offsetDigits = (size: number): number => Math.max(4, size.toString(16).length);

/** Room for the bytes of the longest instruction. Unit: characters. */
const bytesWidth = ({ parts }: ProgramView): number =>
  parts.reduce(
    (widest, { instructions }) =>
      instructions.reduce((width, { bytes }) => Math.max(width, bytes.length), widest),
    0,
  );

/** What a heading calls a function. */
export const functionName = (view: ProgramView, index: number): string =>
  view.functionNames[index] ?? `function ${index}`;

/** The name of the program's file, without its folder. */
export const programName = ({ program }: Pick<ProgramView, 'program'>): string =>
  program.replace(/.*[\\/]/, '');

/**
 * Writes the machine code as text: a heading for each function and each part, below it offset, bytes and instruction.
 * Headings are the labels that jumps name.
 */
export function renderMachineCode(view: ProgramView): RenderedMachineCode {
  const lines: MachineCodeLine[] = headerOf(view).map((text) => ({ text }));
  const digits = offsetDigits(view.size);
  const width = bytesWidth(view);
  // One function alone needs no heading, and the ways in come before all functions.
  const hasGroups = view.functionNames.length > 1 || view.parts.some(({ kind }) => kind === 'entry');
  let functionIndex: number | undefined;
  for (const part of view.parts) {
    if (part.kind === 'entry' && lines.at(-1)?.part?.kind !== 'entry')
      lines.push({ text: '' }, { text: entryHeading });
    if (part.kind === 'prologue') {
      functionIndex = part.functionIndex;
      if (hasGroups && functionIndex !== undefined) {
        lines.push({ text: '' }, { text: `${functionName(view, functionIndex)}:`, functionIndex });
      }
    }
    const place = part.kind === 'entry' ? {} : { functionIndex };
    lines.push({ text: headingOf(part, view), part, ...place });
    for (const instruction of withLocalLabels(part, view.address)) {
      const offset = instruction.offset.toString(16).padStart(digits, '0');
      const bytes = instruction.bytes.padEnd(width);
      lines.push({ text: `  +${offset}  ${bytes}  ${instruction.text}`, part, instruction, ...place });
    }
  }
  return { text: lines.map(({ text }) => `${text}\n`).join(''), lines };
}

/** For each line the op that it is about. */
export const opOfLine = ({ lines }: RenderedMachineCode): OpOfLine => lines.map(({ part }) => part?.opIndex);

/** The line of the instruction at an offset of the code; undefined where the document does not show it. */
export function lineOfInstruction(
  { lines }: RenderedMachineCode,
  offset: number | undefined,
): number | undefined {
  if (offset === undefined) return undefined;
  const line = lines.findIndex(({ instruction }) => instruction?.offset === offset);
  return line < 0 ? undefined : line;
}

const entryHeading = '; ways in and out';

function headerOf(view: ProgramView): string[] {
  const place = view.address ? ` at ${view.address} in the native host` : '';
  const header = [`; machine code of ${programName(view)}`, `; ${view.size} bytes${place}`];
  if (view.opTexts.length < view.opCount) {
    const last = view.firstOp + view.opTexts.length - 1;
    header.push(`; ops ${view.firstOp} to ${last} of ${view.opCount}: around the current op`);
  }
  return header;
}

function headingOf({ kind, name, opIndex, address }: CodePartFacts, view: ProgramView): string {
  const isOp = kind === 'op' && opIndex !== undefined;
  const text = isOp ? `  ; ${view.opTexts[opIndex - view.firstOp] ?? ''}` : '';
  return `${name}:${text}${address ? `  @ ${address}` : ''}`;
}
