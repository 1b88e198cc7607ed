import type { BinaryOperator, CompoundOperator, UnaryOperator } from '../../../../src/engine/lang/operators';
import { binaryOperatorLevels, compoundOperators } from '../../../../src/engine/lang/operators';
import { pick, rarely, type Choose } from '../../support/choices';

/** Programs of the source language as trees of the tests' own; nothing of the compiler's. */
export type RandomExpression =
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'cell'; readonly array: string; readonly index: RandomExpression }
  | { readonly kind: 'call'; readonly callee: string; readonly values: readonly RandomExpression[] }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: RandomExpression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: RandomExpression;
      readonly right: RandomExpression;
    };

export type RandomStatement =
  | {
      readonly kind: 'assign';
      readonly target: Extract<RandomExpression, { kind: 'variable' | 'cell' }>;
      readonly operator: CompoundOperator | undefined;
      readonly value: RandomExpression;
    }
  | { readonly kind: 'print' | 'return' | 'call'; readonly value: RandomExpression }
  | {
      readonly kind: 'if';
      readonly condition: RandomExpression;
      readonly body: readonly RandomStatement[];
      readonly otherwise: readonly RandomStatement[] | undefined;
    }
  | {
      readonly kind: 'while';
      readonly condition: RandomExpression;
      readonly body: readonly RandomStatement[];
    }
  | { readonly kind: 'break' | 'continue' };

export interface RandomFunction {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: readonly RandomStatement[];
}

export interface RandomSource {
  readonly arrays: ReadonlyMap<string, number>;
  readonly functions: readonly RandomFunction[];
  readonly main: readonly RandomStatement[];
}

/** Variables that every function has; it assigns all of them first, so that no name is unknown. */
const variables = ['a', 'b', 'c'];
const integers = [0n, 1n, 2n, 3n, -1n, 7n, 63n, 64n, 2n ** 31n, 2n ** 63n - 1n, -(2n ** 63n)];
const operators = binaryOperatorLevels.flat();
const signatures = new Map([
  ['f', ['p']],
  ['g', ['p', 'q']],
  ['h', []],
]);

/** A program with functions, arrays, loops, traps. Loops may go on for ever, and so may calls. */
export function randomSource(choose: Choose): RandomSource {
  const functions = Array.from(signatures, ([name, parameters]) => ({
    name,
    parameters,
    body: new BodyWriter(choose, [...parameters, ...variables]).body(),
  }));
  const arrays = new Map([
    ['u', 1 + choose(4)],
    ['v', 1 + choose(4)],
  ]);
  return { arrays, functions, main: new BodyWriter(choose, variables).body() };
}

class BodyWriter {
  constructor(
    private readonly choose: Choose,
    private readonly names: readonly string[],
  ) {}

  body(): RandomStatement[] {
    const first = variables.map((name): RandomStatement => ({
      kind: 'assign',
      target: { kind: 'variable', name },
      operator: undefined,
      value: this.integer(),
    }));
    return [...first, ...this.statements(3, false), { kind: 'return', value: this.expression(3) }];
  }

  private statements(depth: number, inLoop: boolean): RandomStatement[] {
    return Array.from({ length: this.choose(4) }, () => this.statement(depth, inLoop));
  }

  private statement(depth: number, inLoop: boolean): RandomStatement {
    const { choose } = this;
    switch (choose(depth > 0 ? 10 : 5)) {
      case 0:
      case 1:
        return { kind: 'print', value: this.expression(2) };
      case 2:
        return rarely(choose, 3)
          ? { kind: 'return', value: this.expression(2) }
          : { kind: 'call', value: this.call(2) };
      case 3:
        if (inLoop) return { kind: choose(2) === 0 ? 'break' : 'continue' };
        return this.assignment();
      case 6:
      case 7:
        return {
          kind: 'if',
          condition: this.expression(2),
          body: this.statements(depth - 1, inLoop),
          otherwise: choose(2) === 0 ? undefined : this.statements(depth - 1, inLoop),
        };
      case 8:
      case 9:
        return {
          kind: 'while',
          condition: rarely(choose, 5) ? this.integer() : this.expression(2),
          body: this.statements(depth - 1, true),
        };
      default:
        return this.assignment();
    }
  }

  private assignment(): RandomStatement {
    const operator = this.choose(2) === 0 ? undefined : pick(this.choose, compoundOperators);
    const target = this.choose(3) === 0 ? this.cell(1) : this.variable();
    return { kind: 'assign', target, operator, value: this.expression(2) };
  }

  private expression(depth: number): RandomExpression {
    const { choose } = this;
    switch (choose(depth > 0 ? 10 : 2)) {
      case 0:
        return this.integer();
      case 1:
        return this.variable();
      case 2:
        return this.cell(depth - 1);
      case 3:
        return this.call(depth - 1);
      case 4: {
        const operator = pick(choose, ['-', '+', '~', '!'] as const);
        return { kind: 'unary', operator, operand: this.expression(depth - 1) };
      }
      default:
        return {
          kind: 'binary',
          operator: pick(choose, operators),
          left: this.expression(depth - 1),
          right: this.expression(depth - 1),
        };
    }
  }

  private integer(): RandomExpression {
    return { kind: 'integer', value: pick(this.choose, integers) };
  }

  private variable(): { readonly kind: 'variable'; readonly name: string } {
    return { kind: 'variable', name: pick(this.choose, this.names) };
  }

  private cell(depth: number): Extract<RandomExpression, { kind: 'cell' }> {
    const array = pick(this.choose, ['u', 'v']);
    // Most indexes exist: a program that traps at once shows little.
    const index = rarely(this.choose, 6) ? this.expression(Math.max(0, depth)) : this.smallIndex();
    return { kind: 'cell', array, index };
  }

  private smallIndex(): RandomExpression {
    if (this.choose(2) === 0) return { kind: 'integer', value: 0n };
    return { kind: 'binary', operator: '&', left: this.variable(), right: { kind: 'integer', value: 1n } };
  }

  private call(depth: number): RandomExpression {
    const [callee, parameters] = pick(this.choose, [...signatures]);
    return { kind: 'call', callee, values: parameters.map(() => this.expression(Math.max(0, depth))) };
  }
}
