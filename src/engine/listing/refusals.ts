import type { Flaw, FlawPlace } from '../format/flaws';
import { wordsPerOp, type Program } from '../format/program';
import { flawsOf } from '../format/verify';
import { operationByOpcode } from '../isa/lookup';
import { Doubts, type LineWords } from './doubts';
import type { Draft } from './draft';
import { codeOfLine } from './line';
import { lineText } from './lineText';
import { listingMessages } from './messages';
import { reportLimit, type ListingProblem } from './problems';
import { operandsOf, splitStatement } from './statement';

/**
 * Reports what the verifier does not accept, each at the line and the operand that says it.
 * @param problems what is known to be wrong already, with which not everything that the verifier says is certain
 */
export function reportRefusals(
  draft: Draft,
  program: Program,
  text: string,
  problems: readonly ListingProblem[],
): void {
  const opLines = draft.ops.lines();
  const lineOf = lineText(text);
  const doubts = new Doubts(draft, program, problems);
  const flaws = flawsOf(program, reportLimit, (flaw) => {
    const line = lineNumberOf(draft, flaw.place, opLines);
    return doubts.isCertain(flaw.place, line, () => wordsOf(program, flaw, lineOf(line)));
  });
  for (const flaw of flaws) {
    const line = lineNumberOf(draft, flaw.place, opLines);
    const { part } = wordsOf(program, flaw, lineOf(line));
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
      return draft.arrayLines[index] ?? draft.versionLine;
    case 'variable':
      return draft.variables[index]?.line ?? draft.versionLine;
    default:
      return draft.once.get('.source') ?? draft.versionLine;
  }
}

/** The operand that a flaw is about; what names the op or the table's entry where it is about all of it. */
function wordsOf({ version, words }: Program, { place }: Flaw, line: string): LineWords {
  const { head, rest } = splitStatement(codeOfLine(line));
  const whole = { start: 0, text: line.trimEnd() };
  if (place.part !== 'op') return { head, part: rest[0] ?? head ?? whole };
  const operation = operationByOpcode(version, words[place.index * wordsPerOp] ?? 0);
  const at = operation?.operands.findIndex(({ name }) => name === place.operand) ?? -1;
  return { head, part: operandsOf(rest).parts[at] ?? head ?? whole };
}

function subjectOf({ part }: FlawPlace): string {
  if (part === 'program') return 'the program';
  return part === 'line' ? 'the source' : `this ${part}`;
}
