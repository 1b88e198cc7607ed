import type { Flaw, FlawPlace } from '../format/flaws';
import { wordsPerOp, type Program } from '../format/program';
import { flawsOf } from '../format/verify';
import { operationByOpcode } from '../isa/lookup';
import type { Draft } from './draft';
import { codeOfLine, type LinePart } from './line';
import { lineText } from './lineText';
import { listingMessages } from './messages';
import { operandsOf, splitStatement } from './statement';

/** Reports what the verifier does not accept, each at the line and the operand that says it. */
export function reportRefusals(draft: Draft, program: Program, text: string, limit: number): void {
  const flaws = flawsOf(program, limit);
  if (flaws.length === 0) return;
  const opLines = draft.ops.lines();
  const lineOf = lineText(text);
  for (const flaw of flaws) {
    const line = lineNumberOf(draft, flaw.place, opLines);
    const part = partOf(program, flaw, lineOf(line));
    const message = listingMessages.refused(flaw.summary, subjectOf(flaw.place), flaw.detail);
    draft.report(line, part, 'refused', message);
  }
}

/** The line of what a flaw is about; that of the version where it is about the whole. */
function lineNumberOf(draft: Draft, { part, index }: FlawPlace, opLines: Uint32Array): number {
  switch (part) {
    case 'op':
      return opLines[index] ?? draft.versionLine;
    case 'function':
      return draft.functions[index]?.line ?? draft.once.get('.registers') ?? draft.versionLine;
    case 'array':
      return lineOfName(draft.arrayNames.entries, index) ?? draft.versionLine;
    case 'variable':
      return draft.variables[index]?.line ?? draft.versionLine;
    default:
      return draft.once.get('.source') ?? draft.versionLine;
  }
}

function lineOfName(
  entries: Iterable<[string, { readonly index: number; readonly line: number }]>,
  index: number,
): number | undefined {
  for (const [, place] of entries) if (place.index === index) return place.line;
  return undefined;
}

/** The operand that a flaw is about; what names the op or the table's entry where it is about all of it. */
function partOf({ version, words }: Program, { place }: Flaw, line: string): LinePart {
  const { head, rest } = splitStatement(codeOfLine(line));
  const whole = { start: 0, text: line.trimEnd() };
  if (place.part !== 'op') return rest[0] ?? head ?? whole;
  const operation = operationByOpcode(version, words[place.index * wordsPerOp] ?? 0);
  const at = operation?.operands.findIndex(({ name }) => name === place.operand) ?? -1;
  return operandsOf(rest).parts[at] ?? head ?? whole;
}

function subjectOf({ part }: FlawPlace): string {
  if (part === 'program') return 'the program';
  return part === 'line' ? 'the source' : `this ${part}`;
}
