import type { Expression } from './expression';
import { largestMagnitude, largestValue } from './integers';
import type { Place } from './place';
import type { SourceSyntax } from './syntax';

/** A source that the first version of the bytecode can express. */
export interface Version1Source {
  readonly value: bigint;
  /** Where its one statement begins; nowhere in an empty source. */
  readonly place?: Place;
}

/** `[ "return" ] [ "-" | "+" ] integer [ ";" ]` and nothing else, or nothing at all; undefined for any other source. */
export function version1Of({ functions, arrays, statements }: SourceSyntax): Version1Source | undefined {
  if (functions.length > 0 || arrays.length > 0 || statements.length > 1) return undefined;
  const [statement] = statements;
  if (!statement) return { value: 0n };
  if (statement.kind !== 'return' && statement.kind !== 'value') return undefined;
  const value = signedInteger(statement.value);
  return value === undefined ? undefined : { value, place: statement.place };
}

/** An integer with a sign at most, where it fits. */
function signedInteger(expression: Expression): bigint | undefined {
  const operand = expression.kind === 'unary' ? expression.operand : expression;
  if (operand.kind !== 'integer') return undefined;
  const sign = expression.kind === 'unary' ? expression.operator : '+';
  if (sign === '-') return operand.value <= largestMagnitude ? -operand.value : undefined;
  return sign === '+' && operand.value <= largestValue ? operand.value : undefined;
}
