import type { BinaryOperator } from '../../../../src/engine/lang/operators';
import type { RandomExpression, RandomSource, RandomStatement } from './randomSource';

/**
 * What a random program does, found out from its tree alone: no ops, no registers, plain BigInt. Nothing is shared with
 * the compiler.
 */
export interface Evaluation {
  /** `gaveUp`: it may never end. */
  readonly stop: 'ended' | 'divisionByZero' | 'cellOutOfRange' | 'gaveUp';
  readonly result: bigint;
  readonly printed: readonly bigint[];
}

class Stop extends Error {
  constructor(readonly reason: Evaluation['stop']) {
    super(reason);
  }
}

/** How a statement ends, where it does not just go on behind it. */
type Leaving = 'break' | 'continue' | { readonly value: bigint } | undefined;

/** Rounds of loops and calls after which a program is given up, and calls within one another. */
const patience = 500;
const deepestCall = 100;

export function evaluateSource(source: RandomSource): Evaluation {
  const run = new SourceRun(source);
  try {
    return { stop: 'ended', result: run.call(source.main, new Map()), printed: run.printed };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { stop: error.reason, result: 0n, printed: run.printed };
  }
}

class SourceRun {
  readonly printed: bigint[] = [];
  private readonly cells: ReadonlyMap<string, bigint[]>;
  private left = patience;
  private depth = 0;

  constructor(private readonly source: RandomSource) {
    this.cells = new Map(
      Array.from(source.arrays, ([name, length]) => [name, Array<bigint>(length).fill(0n)]),
    );
  }

  call(body: readonly RandomStatement[], variables: Map<string, bigint>): bigint {
    this.takeTime();
    if (++this.depth > deepestCall) throw new Stop('gaveUp');
    const leaving = this.all(body, variables);
    this.depth--;
    return typeof leaving === 'object' ? leaving.value : 0n;
  }

  private takeTime(): void {
    if (--this.left < 0) throw new Stop('gaveUp');
  }

  private all(statements: readonly RandomStatement[], variables: Map<string, bigint>): Leaving {
    for (const statement of statements) {
      const leaving = this.statement(statement, variables);
      if (leaving !== undefined) return leaving;
    }
    return undefined;
  }

  private statement(statement: RandomStatement, variables: Map<string, bigint>): Leaving {
    const valueOf = (expression: RandomExpression): bigint => this.value(expression, variables);
    switch (statement.kind) {
      case 'assign':
        this.assign(statement, variables);
        return undefined;
      case 'print':
        this.printed.push(valueOf(statement.value));
        return undefined;
      case 'call':
        valueOf(statement.value);
        return undefined;
      case 'return':
        return { value: valueOf(statement.value) };
      case 'if':
        return this.all(
          valueOf(statement.condition) ? statement.body : (statement.otherwise ?? []),
          variables,
        );
      case 'while':
        while (valueOf(statement.condition)) {
          this.takeTime();
          const leaving = this.all(statement.body, variables);
          if (leaving === 'break') break;
          if (typeof leaving === 'object') return leaving;
        }
        return undefined;
      case 'break':
      case 'continue':
        return statement.kind;
    }
  }

  private assign(
    { target, operator, value }: Extract<RandomStatement, { kind: 'assign' }>,
    variables: Map<string, bigint>,
  ): void {
    const computed = (before: () => bigint): bigint => {
      // What was there is looked at first: the right side may change it.
      const old = operator && before();
      const right = this.value(value, variables);
      return operator && old !== undefined ? apply(operator, old, right) : right;
    };
    if (target.kind === 'variable') {
      variables.set(
        target.name,
        computed(() => variables.get(target.name) ?? 0n),
      );
    } else {
      const index = this.value(target.index, variables);
      const result = computed(() => this.array(target.array, index)[Number(index)] ?? 0n);
      this.array(target.array, index)[Number(index)] = result;
    }
  }

  /** @throws Stop where it has no such cell */
  private array(name: string, index: bigint): bigint[] {
    const cells = this.cells.get(name) ?? [];
    if (index < 0n || index >= BigInt(cells.length)) throw new Stop('cellOutOfRange');
    return cells;
  }

  private value(expression: RandomExpression, variables: Map<string, bigint>): bigint {
    const valueOf = (inner: RandomExpression): bigint => this.value(inner, variables);
    switch (expression.kind) {
      case 'integer':
        return expression.value;
      case 'variable':
        return variables.get(expression.name) ?? 0n;
      case 'cell': {
        const index = valueOf(expression.index);
        return this.array(expression.array, index)[Number(index)] ?? 0n;
      }
      case 'call': {
        const called = this.source.functions.find(({ name }) => name === expression.callee);
        if (!called) throw new Error(`There is no ${expression.callee}.`);
        const values = expression.values.map(valueOf);
        return this.call(
          called.body,
          new Map(called.parameters.map((name, index) => [name, values[index] ?? 0n])),
        );
      }
      case 'unary': {
        const value = valueOf(expression.operand);
        const results = { '-': -value, '+': value, '~': -value - 1n, '!': value === 0n ? 1n : 0n };
        return BigInt.asIntN(64, results[expression.operator]);
      }
      case 'binary': {
        const { operator, left, right } = expression;
        const first = valueOf(left);
        if (operator === '&&') return first && valueOf(right) ? 1n : 0n;
        if (operator === '||') return first || valueOf(right) ? 1n : 0n;
        return apply(operator, first, valueOf(right));
      }
    }
  }
}

type ComputingOperator = Exclude<BinaryOperator, '&&' | '||'>;

function apply(operator: ComputingOperator, left: bigint, right: bigint): bigint {
  if ((operator === '/' || operator === '%') && right === 0n) throw new Stop('divisionByZero');
  return BigInt.asIntN(64, results[operator](left, right));
}

const truth = (value: boolean): bigint => (value ? 1n : 0n);
const powerOf = (count: bigint): bigint => 2n ** BigInt.asUintN(6, count);

const results: Readonly<Record<ComputingOperator, (left: bigint, right: bigint) => bigint>> = {
  '|': (left, right) => left | right,
  '^': (left, right) => left ^ right,
  '&': (left, right) => left & right,
  '==': (left, right) => truth(left === right),
  '!=': (left, right) => truth(left !== right),
  '<': (left, right) => truth(left < right),
  '<=': (left, right) => truth(left <= right),
  '>': (left, right) => truth(left > right),
  '>=': (left, right) => truth(left >= right),
  '<<': (left, right) => left * powerOf(right),
  // Rounded down, as an arithmetic shift is: division alone would round towards 0.
  '>>': (left, right) => (left - (BigInt.asUintN(64, left) % powerOf(right))) / powerOf(right),
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};
