import { wordsPerOp, type FunctionDefinition, type Program } from '../format/program';
import { slotIndexes } from '../format/slots';
import { operationsOf } from '../isa/lookup';
import { joinColumns } from './columns';
import { printHeader } from './header';
import { labelOfOp, printOp } from './printOp';
import { printTables } from './printTables';
import { printVersion1 } from './printVersion1';

export { entryLine, headerLineCount } from './header';
export { printedLineOfFunction, printedLineOfOp } from './printedLines';
export { printOp } from './printOp';

/**
 * A program as text, one op a line. Parsing it gives the program back, but for what only its file can keep
 * ({@link Program.trailing}, {@link Program.unknownSections}).
 * @param sourcePath what the header names as the place that the program came from
 */
export function printListing(program: Program, sourcePath: string): string {
  return new TextDecoder().decode(printListingBytes(program, sourcePath));
}

/** {@link printListing} as the bytes of a UTF-8 file. */
export function printListingBytes(program: Program, sourcePath: string): Uint8Array {
  const header = printHeader(program, sourcePath);
  const encoder = new TextEncoder();
  if (program.version === 1) return printVersion1(program, encoder.encode(`${header.join('\n')}\n`));
  const tables = printTables(program);
  let lines = [...header];
  if (program.version === 2) {
    for (let opIndex = 0; opIndex < program.opCount; opIndex++) lines.push(printOp(program, opIndex));
  } else {
    printFunctions(program, lines);
  }
  // Not as arguments of push: a large program has more constants than a call may have arguments.
  if (tables.length > 0) lines = lines.concat('', tables);
  return encoder.encode(`${lines.join('\n')}\n`);
}

/** The functions of version 3, each with its head above its ops, and a blank line between two. */
function printFunctions(program: Program, lines: string[]): void {
  const { functions, debug } = program;
  const labels = labelledOps(program);
  for (const [index, definition] of functions.entries()) {
    if (index > 0) lines.push('');
    lines.push(headOf(definition));
    const end = definition.firstOp + definition.opCount;
    for (let opIndex = definition.firstOp; opIndex < end; opIndex++) {
      const label = labels[opIndex] ? [labelOfOp(opIndex)] : noLabels;
      lines.push(joinColumns(label, printOp(program, opIndex), placeOf(debug, opIndex)));
    }
  }
}

const noLabels: readonly string[] = [];

const headOf = ({ name, parameterCount, registerCount }: FunctionDefinition): string =>
  `.function ${name}${parameterCount > 0 ? ` parameters=${parameterCount}` : ''} registers=${registerCount}`;

/** The place of an op in the source; nothing where it comes from no line. */
function placeOf(debug: Program['debug'], opIndex: number): string {
  const line = debug?.lines[opIndex] ?? 0;
  const column = debug?.columns[opIndex] ?? 0;
  return line === 0 && column === 0 ? '' : `@${line}:${column}`;
}

/** A mark for every op that something of the listing names: a jump, or the range of a variable. */
function labelledOps({ words, opCount, debug, functions }: Program): Uint8Array {
  const labels = new Uint8Array(opCount);
  const targetWords: (number | undefined)[] = [];
  for (const { opcode, operands } of operationsOf(3)) {
    const target = operands.find(({ kind }) => kind === 'target');
    if (target) targetWords[opcode] = slotIndexes[target.slot];
  }
  for (let at = 0; at < opCount * wordsPerOp; at += wordsPerOp) {
    const slot = targetWords[words[at] ?? 0];
    if (slot !== undefined) labels[words[at + slot] ?? 0] = 1;
  }
  for (const { functionIndex, firstOp, endOp } of debug?.variables ?? []) {
    const owner = functions[functionIndex];
    const end = (owner?.firstOp ?? 0) + (owner?.opCount ?? 0);
    if (firstOp !== owner?.firstOp && firstOp !== end) labels[firstOp] = 1;
    if (endOp !== end) labels[endOp] = 1;
  }
  return labels;
}
