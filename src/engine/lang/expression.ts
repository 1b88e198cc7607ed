/**
 * Expressions over int64, as the source language and the debugger's watch write them. Values wrap like those of the
 * machine; a comparison is 0 or 1.
 */
export type Expression =
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    };

export type UnaryOperator = '-' | '+' | '~' | '!';

/** Binary operators from the loosest to the tightest; those of one row bind alike, from the left. As in C. */
export const binaryOperatorLevels = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
] as const;

export type BinaryOperator = (typeof binaryOperatorLevels)[number][number];

/** An expression that has no value: unknown name, division by zero. The message is for a person. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}

const int64 = (value: bigint): bigint => BigInt.asIntN(64, value);
const truth = (value: boolean): bigint => (value ? 1n : 0n);

/**
 * The value of an expression, a signed 64-bit integer.
 * @param lookUp the value of a name, or undefined where there is none
 * @throws EvaluationError
 */
export function evaluateExpression(
  expression: Expression,
  lookUp: (name: string) => bigint | undefined,
): bigint {
  switch (expression.kind) {
    case 'integer':
      return int64(expression.value);
    case 'name': {
      const value = lookUp(expression.name);
      if (value === undefined) throw new EvaluationError(`'${expression.name}' is not known here.`);
      return value;
    }
    case 'unary':
      return evaluateUnary(expression.operator, evaluateExpression(expression.operand, lookUp));
    case 'binary': {
      const { operator, left, right } = expression;
      const first = evaluateExpression(left, lookUp);
      // The right side of a decided && or || is not evaluated, so that `n != 0 && 10 / n` works.
      if (operator === '&&' && first === 0n) return 0n;
      if (operator === '||' && first !== 0n) return 1n;
      return evaluateBinary(operator, first, evaluateExpression(right, lookUp));
    }
  }
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
      if (right === 0n) throw new EvaluationError('Division by zero.');
      return int64(operator === '/' ? left / right : left % right);
  }
}
