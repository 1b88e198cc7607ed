import { binaryOperatorLevels } from '../../../../src/engine/lang/operators';
import type { RandomExpression, RandomSource, RandomStatement } from './randomSource';

/** Writes a random program as a person would: with parentheses only where the operators would bind otherwise. */
export function printSource({ arrays, functions, main }: RandomSource): string {
  return [
    ...Array.from(arrays, ([name, length]) => `array ${name}[${length}];`),
    ...functions.map(
      ({ name, parameters, body }) => `function ${name}(${parameters.join(', ')}) ${printBlock(body)}`,
    ),
    ...main.map(printStatement),
  ].join('\n');
}

const printBlock = (statements: readonly RandomStatement[]): string =>
  `{\n${statements.map(printStatement).join('\n')}\n}`;

function printStatement(statement: RandomStatement): string {
  switch (statement.kind) {
    case 'assign': {
      const { target, operator, value } = statement;
      return `${printExpression(target)} ${operator ?? ''}= ${printExpression(value)};`;
    }
    case 'call':
      return `${printExpression(statement.value)};`;
    case 'print':
    case 'return':
      return `${statement.kind} ${printExpression(statement.value)};`;
    case 'if': {
      const { condition, body, otherwise } = statement;
      const rest = otherwise ? ` else ${printBlock(otherwise)}` : '';
      return `if (${printExpression(condition)}) ${printBlock(body)}${rest}`;
    }
    case 'while':
      return `while (${printExpression(statement.condition)}) ${printBlock(statement.body)}`;
    case 'break':
    case 'continue':
      return `${statement.kind};`;
  }
}

const tightest = binaryOperatorLevels.length;

/** @param outer how tight the operator binds of which this is a side */
function printExpression(expression: RandomExpression, outer = -1): string {
  switch (expression.kind) {
    case 'integer':
      return String(expression.value);
    case 'variable':
      return expression.name;
    case 'cell':
      return `${expression.array}[${printExpression(expression.index)}]`;
    case 'call':
      return `${expression.callee}(${expression.values.map((value) => printExpression(value)).join(', ')})`;
    case 'unary':
      return `${expression.operator}${printExpression(expression.operand, tightest)}`;
    case 'binary': {
      const { operator, left, right } = expression;
      const level = binaryOperatorLevels.findIndex((row) => row.some((image) => image === operator));
      // Operators of one level bind from the left: on the right they need parentheses.
      const text = `${printExpression(left, level - 1)} ${operator} ${printExpression(right, level)}`;
      return level <= outer ? `(${text})` : text;
    }
  }
}
