import { largestMagnitude, largestPattern, largestValue } from './integers';
import { langMessages } from './messages';
import type { BinaryOperator, UnaryOperator } from './operators';
import type { Name, Place } from './place';

/**
 * Expressions over int64, as the source language and the debugger's watch write them. Values wrap like those of the
 * machine; a comparison is 0 or 1.
 */
export type Expression =
  | IntegerExpression
  | { readonly kind: 'name'; readonly name: string; readonly place: Place }
  | ElementExpression
  | CallExpression
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  /** What could not be understood; the parser said so. */
  | { readonly kind: 'mistake' };

/** An integer as it is written, of any size, without a sign. */
export interface IntegerExpression {
  readonly kind: 'integer';
  readonly value: bigint;
  readonly place: Place;
  readonly image: string;
}

/** `array[index]` */
export interface ElementExpression {
  readonly kind: 'element';
  readonly array: Name;
  readonly index: Expression;
}

/** `callee(argument, …)` */
export interface CallExpression {
  readonly kind: 'call';
  readonly callee: Name;
  readonly arguments: readonly Expression[];
}

/** An expression that has no value: unknown name, division by zero. The message is for a person. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}

const int64 = (value: bigint): bigint => BigInt.asIntN(64, value);
const truth = (value: boolean): bigint => (value ? 1n : 0n);

/** Where the names of an expression get their values. */
export interface Environment {
  /** The value of a variable, or undefined where there is none of that name. */
  variable(name: string): bigint | undefined;
  /**
   * The value of a cell, or undefined where there is no array of that name.
   * @throws EvaluationError when the array has no such cell
   */
  element?(array: string, index: bigint): bigint | undefined;
}

/**
 * The value of an expression, a signed 64-bit integer.
 * @param environment the values of names; a function that looks up variables where there are no arrays
 * @throws EvaluationError
 */
export function evaluateExpression(
  expression: Expression,
  environment: Environment | Environment['variable'],
): bigint {
  return evaluate(expression, typeof environment === 'function' ? { variable: environment } : environment);
}

function evaluate(expression: Expression, environment: Environment): bigint {
  switch (expression.kind) {
    case 'integer':
      return integerValue(expression, largestValue);
    case 'name': {
      const value = environment.variable(expression.name);
      if (value === undefined) throw new EvaluationError(langMessages.notKnownHere(expression.name));
      return value;
    }
    case 'element': {
      const { name } = expression.array;
      const value = environment.element?.(name, evaluate(expression.index, environment));
      if (value === undefined) throw new EvaluationError(langMessages.noArrayHere(name));
      return value;
    }
    case 'call':
      throw new EvaluationError(langMessages.noCallsHere(expression.callee.name));
    case 'unary':
      // The smallest integer is written as a minus and an integer that is too large by one.
      if (expression.operator === '-' && expression.operand.kind === 'integer')
        return int64(-integerValue(expression.operand, largestMagnitude));
      return evaluateUnary(expression.operator, evaluate(expression.operand, environment));
    case 'binary': {
      const { operator, left, right } = expression;
      const first = evaluate(left, environment);
      // The right side of a decided && or || is not evaluated, so that `n != 0 && 10 / n` works.
      if (operator === '&&' && first === 0n) return 0n;
      if (operator === '||' && first !== 0n) return 1n;
      return evaluateBinary(operator, first, evaluate(right, environment));
    }
    case 'mistake':
      throw new EvaluationError(langMessages.notUnderstood);
  }
}

/** Hexadecimal digits may be any pattern of 64 bits: negative values are shown so, and typed back. */
function integerValue({ value, image }: IntegerExpression, largest: bigint): bigint {
  if (value > (/^0x/i.test(image) ? largestPattern : largest))
    throw new EvaluationError(langMessages.doesNotFit(image));
  return int64(value);
}

function evaluateUnary(operator: UnaryOperator, value: bigint): bigint {
  switch (operator) {
    case '-':
      return int64(-value);
    case '+':
      return value;
    case '~':
      return ~value;
    case '!':
      return truth(value === 0n);
  }
}

function evaluateBinary(operator: BinaryOperator, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '||':
    case '&&':
      return truth(right !== 0n);
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '&':
      return left & right;
    case '==':
      return truth(left === right);
    case '!=':
      return truth(left !== right);
    case '<':
      return truth(left < right);
    case '<=':
      return truth(left <= right);
    case '>':
      return truth(left > right);
    case '>=':
      return truth(left >= right);
    // Like the processor, a shift looks at the lower six bits of its count.
    case '<<':
      return int64(left << (right & 63n));
    case '>>':
      return left >> (right & 63n);
    case '+':
      return int64(left + right);
    case '-':
      return int64(left - right);
    case '*':
      return int64(left * right);
    case '/':
    case '%':
      if (right === 0n) throw new EvaluationError(langMessages.divisionByZero);
      return int64(operator === '/' ? left / right : left % right);
  }
}
