import { entryName } from '../format/program';
import { largestCellCount, longestName } from '../format/limits';
import { EvaluationError, evaluateExpression, type Expression } from './expression';
import type { LangProblem } from './langError';
import { langMessages } from './messages';
import { byPlace, type Name, type Place } from './place';
import type { ArraySymbol, FunctionSymbol } from './symbols';
import type { ArraySyntax, FunctionSyntax, SourceSyntax } from './syntax';

/** Takes note of a problem. */
export type Report = (place: Place, message: LangProblem['message']) => void;

export interface Declarations {
  readonly functions: Map<string, FunctionSymbol>;
  readonly arrays: Map<string, ArraySymbol>;
}

/**
 * Gives functions and arrays their numbers. One name means one of them only: the first.
 * @param fits whether the integers of an expression fit into int64; reports those that do not
 */
export function declare(
  { functions, arrays }: SourceSyntax,
  report: Report,
  fits: (expression: Expression) => boolean,
): Declarations {
  const declared: Declarations = { functions: new Map(), arrays: new Map() };
  const lines = new Map<string, number>();
  const isNew = ({ name, place }: Name): boolean => {
    const line = lines.get(name);
    if (line !== undefined) report(place, langMessages.duplicate(name, line));
    else lines.set(name, place.line);
    return line === undefined && name !== '';
  };
  const cells = new CellCount(report, fits);
  for (const syntax of [...functions, ...arrays].sort((one, other) => byPlace(one.place, other.place))) {
    checkName(syntax.name, report);
    if ('length' in syntax) {
      const length = cells.add(syntax);
      if (isNew(syntax.name)) declareArray(declared.arrays, syntax, length);
    } else {
      if (syntax.name.name === entryName) report(syntax.name.place, langMessages.mainIsTaken);
      if (isNew(syntax.name)) declareFunction(declared.functions, syntax);
    }
  }
  return declared;
}

/** @param report is told of a name that is longer than the format can hold */
export function checkName({ name, place }: Name, report: Report): void {
  if (name.length > longestName) report(place, langMessages.nameTooLong(longestName));
}

function declareFunction(functions: Map<string, FunctionSymbol>, syntax: FunctionSyntax): void {
  const { name, place } = syntax.name;
  const references = [{ place, isWrite: true }];
  // `main`, which is written outside of functions, is number 0.
  const index = functions.size + 1;
  functions.set(name, { kind: 'function', name, declaration: place, references, syntax, index });
}

function declareArray(arrays: Map<string, ArraySymbol>, syntax: ArraySyntax, length: number): void {
  const { name, place } = syntax.name;
  const references = [{ place, isWrite: true }];
  const index = arrays.size;
  arrays.set(name, { kind: 'array', name, declaration: place, references, syntax, index, length });
}

/** Sums up the cells of all arrays, since the machine has so many and no more. */
class CellCount {
  private total = 0;

  constructor(
    private readonly report: Report,
    private readonly fits: (expression: Expression) => boolean,
  ) {}

  /** The length of an array, or 1 where it is wrong and was reported. */
  add({ length: expression, name }: ArraySyntax): number {
    const length = constantValue(expression);
    if (typeof length === 'string') {
      if (expression.kind !== 'mistake') this.report(name.place, length);
      return 1;
    }
    if (!this.fits(expression)) return 1;
    if (length < 1n) {
      this.report(name.place, langMessages.lengthNotPositive(length));
      return 1;
    }
    if (length > BigInt(largestCellCount - this.total)) {
      this.report(name.place, langMessages.tooManyCells(largestCellCount));
      return 1;
    }
    this.total += Number(length);
    return Number(length);
  }
}

/** The value of an expression without names, or what is wrong with it as a length. */
function constantValue(expression: Expression): bigint | string {
  try {
    return evaluateExpression(expression, () => undefined);
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return error.message === langMessages.divisionByZero
      ? langMessages.lengthDividesByZero
      : langMessages.lengthNotConstant;
  }
}
