import type { DebugInformation, DebugVariable, Program } from '../format/program';
import type { Draft, DraftVariable } from './draft';
import type { LinePart } from './line';
import { listingMessages } from './messages';
import { endOfFunction } from './printTables';
import type { References } from './references';

/** The program of a listing of version 2 or 3 that is read to its end. What is not right about names is reported. */
export function finishDraft(draft: Draft, references: References): Program {
  draft.refuseWaitingLabels();
  draft.requireRegisters();
  references.resolve();
  const program = draft.program();
  return draft.hasDebugInformation ? { ...program, debug: debugOf(draft, program) } : program;
}

function debugOf(draft: Draft, program: Program): DebugInformation {
  const { opCount } = program;
  return {
    sourcePath: draft.sourcePath ?? '',
    lines: draft.places.lines(opCount),
    columns: draft.places.columns(opCount),
    variables: draft.variables.map((variable) => finishVariable(draft, program, variable)),
  };
}

function finishVariable(draft: Draft, program: Program, variable: DraftVariable): DebugVariable {
  const { line, owner, name, register, isParameter, range } = variable;
  const functionIndex = draft.functionNames.get(owner.text)?.index;
  if (functionIndex === undefined) {
    const message = listingMessages.unknownName('function', owner.text, '');
    draft.report(line, owner, 'unknownName', message, draft.functionNames.names);
  }
  const definition = program.functions[functionIndex ?? 0];
  const firstOp = definition?.firstOp ?? 0;
  const endOp = firstOp + (definition?.opCount ?? 0);
  const whole = { firstOp, endOp };
  const ops =
    range && functionIndex !== undefined ? rangeOf(draft, line, functionIndex, range, whole) : whole;
  return { name, functionIndex: functionIndex ?? 0, register, isParameter, ...ops };
}

interface OpRange {
  readonly firstOp: number;
  readonly endOp: number;
}

/** `LABEL..LABEL`, where either may be left out. */
function rangeOf(
  draft: Draft,
  line: number,
  functionIndex: number,
  range: LinePart,
  whole: OpRange,
): OpRange {
  const [, from = '', to = ''] = /^(\w*)\.\.(\w*)$/.exec(range.text) ?? [];
  if (from === '' && to === '' && range.text !== '..') {
    draft.report(line, range, 'badDirective', listingMessages.badRange(range.text));
    return whole;
  }
  const labels = draft.functions[functionIndex]?.labels;
  const opOf = (label: string, start: number, usual: number): number => {
    if (label === '') return usual;
    const found = labels?.get(label)?.index ?? (label === endOfFunction ? whole.endOp : undefined);
    if (found !== undefined) return found;
    const where = listingMessages.inFunction(draft.functions[functionIndex]?.name ?? '');
    const message = listingMessages.unknownName('label', label, where);
    draft.report(line, { start, text: label }, 'unknownName', message, labels?.names);
    return usual;
  };
  return {
    firstOp: opOf(from, range.start, whole.firstOp),
    endOp: opOf(to, range.start + from.length + 2, whole.endOp),
  };
}
