import type { Expression } from './expression';
import { binaryOperatorLevels, type BinaryOperator } from './operators';

/** A binary operator and what stands right of it, in the order of the text. */
export interface Tail {
  readonly operator: BinaryOperator;
  readonly operand: Expression;
}

const levels = new Map<BinaryOperator, number>(
  binaryOperatorLevels.flatMap((row, level) => row.map((operator) => [operator, level] as const)),
);
const levelOf = (operator: BinaryOperator): number => levels.get(operator) ?? 0;

/** Binds the tightest operators first, those of one level from the left. */
export function groupByPrecedence(first: Expression, tails: readonly Tail[]): Expression {
  if (tails.length === 0) return first;
  // What waits for its right side: operators of strictly rising tightness, each with its left side.
  const waiting: { readonly left: Expression; readonly operator: BinaryOperator }[] = [];
  let right = first;
  const bind = (loosest: number): void => {
    for (let last = waiting.at(-1); last && levelOf(last.operator) >= loosest; last = waiting.at(-1)) {
      waiting.pop();
      right = { kind: 'binary', operator: last.operator, left: last.left, right };
    }
  };
  for (const { operator, operand } of tails) {
    bind(levelOf(operator));
    waiting.push({ left: right, operator });
    right = operand;
  }
  bind(0);
  return right;
}
