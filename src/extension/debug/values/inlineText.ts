import { functionIndexAt, type Program } from '../../../engine/format/program';
import { expressionsOn, withoutComments, type ExpressionPlace } from './sourceText';

/** A value to show behind a line (from 0). */
export interface InlinePlace extends ExpressionPlace {
  readonly line: number;
  /** An element has to be evaluated; a variable is one of those that the Variables view lists. */
  readonly kind: 'variable' | 'element';
}

/**
 * What to show beside a source while it is stopped: the variables and array elements of the function that runs, on its
 * lines up to the stopped one, each once a line.
 * @param lines the text of the source
 * @param stoppedLine the line of the frame, from 0
 */
export function inlinePlaces(program: Program, lines: readonly string[], stoppedLine: number): InlinePlace[] {
  const { debug } = program;
  const functionIndex = functionOfLine(program, stoppedLine + 1);
  if (!debug || functionIndex === undefined) return [];
  const variables = new Set(
    debug.variables.filter((variable) => variable.functionIndex === functionIndex).map(({ name }) => name),
  );
  const arrays = new Set(program.arrays.map(({ name }) => name));
  const shown = linesOfFunction(program, functionIndex);
  const head = new RegExp(`\\bfunction\\s+${program.functions[functionIndex]?.name ?? ''}\\s*\\(`);
  const places: InlinePlace[] = [];
  let isInComment = false;
  for (const [line, text] of lines.slice(0, stoppedLine + 1).entries()) {
    const code = withoutComments(text, isInComment);
    ({ isInComment } = code);
    if (!shown.has(line + 1) && !head.test(code.text)) continue;
    const known = new Set<string>();
    for (const place of expressionsOn(code.text)) {
      const isVariable = variables.has(place.name) && place.text === place.name;
      const isElement = arrays.has(place.name) && place.text !== place.name;
      if (known.has(place.text) || !(isVariable || isElement)) continue;
      known.add(place.text);
      places.push({ ...place, line, kind: isVariable ? 'variable' : 'element' });
    }
  }
  return places;
}

/** The function that a line (from 1) of the source belongs to, or undefined where no op comes from it. */
export function functionOfLine(program: Program, line: number): number | undefined {
  const opIndex = program.debug?.lines.indexOf(line) ?? -1;
  return opIndex < 0 ? undefined : functionIndexAt(program, opIndex);
}

/** The lines (from 1) that a function's ops come from. */
function linesOfFunction({ debug, functions }: Program, functionIndex: number): ReadonlySet<number> {
  const { firstOp = 0, opCount = 0 } = functions[functionIndex] ?? {};
  return new Set(debug?.lines.subarray(firstOp, firstOp + opCount));
}
