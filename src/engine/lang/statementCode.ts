import { ExpressionCode } from './expressionCode';
import type { Place } from './place';
import { Label, type ProgramCode } from './programCode';
import type { FunctionScope, SymbolTable } from './symbols';
import type { Branch, Statement } from './syntax';

type StatementOf<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

/** Where `continue` and `break` of a loop go to. */
interface Loop {
  readonly condition: Label;
  readonly end: Label;
}

/**
 * Makes ops from the statements of one function. Every op has the place of its statement, so that a debugger can stop at
 * statements; jumps that no statement asks for have none, and nobody stops there.
 */
export class StatementCode {
  private readonly expressions: ExpressionCode;
  private readonly loops: Loop[] = [];

  constructor(
    private readonly code: ProgramCode,
    table: SymbolTable,
    scope: FunctionScope,
  ) {
    this.expressions = new ExpressionCode(code, table, scope);
  }

  /**
   * The whole function.
   * @param end the place that the return at its end gets, if it is not left before
   * @returns how many registers its window has
   */
  body(statements: readonly Statement[], end: Place): number {
    for (const statement of statements) this.statement(statement);
    if (this.code.isReachable) {
      this.code.at(end);
      const zero = { kind: 'integer', value: 0n, image: '0', place: end } as const;
      this.code.emit('RETURN', { r: this.expressions.freeing(() => this.expressions.value(zero)) });
    }
    return this.expressions.registerCount;
  }

  private statement(statement: Statement): void {
    this.code.at(statement.place);
    switch (statement.kind) {
      case 'assign':
        this.expressions.freeing(() => this.assign(statement));
        break;
      case 'call':
        this.expressions.freeing(() => void this.expressions.value(statement.call));
        break;
      case 'print':
        this.code.emit('PRINT', { a: this.valueOf(statement) });
        break;
      case 'return':
      case 'value':
        this.code.emit('RETURN', { r: this.valueOf(statement) });
        break;
      case 'if':
        this.choose(statement);
        break;
      case 'while':
        this.repeat(statement);
        break;
      case 'break':
        this.code.jump(this.innermost().end);
        break;
      case 'continue':
        this.code.jump(this.innermost().condition);
        break;
      case 'block':
        statement.statements.forEach((inner) => this.statement(inner));
        break;
      case 'mistake':
        throw new Error('A source with mistakes was compiled.');
    }
  }

  private valueOf({ value }: StatementOf<'print' | 'return' | 'value'>): number {
    return this.expressions.freeing(() => this.expressions.value(value));
  }

  private assign({ target, operator, value }: StatementOf<'assign'>): void {
    const { expressions } = this;
    if (target.kind === 'name') {
      const r = expressions.registerOf(target.name);
      if (operator === undefined) expressions.value(value, r);
      else expressions.combine(operator, r, r, value);
      return;
    }
    const b = expressions.arrayOf(target.array.name);
    const a = expressions.value(target.index);
    if (operator === undefined) {
      this.code.emit('STORE_CELL', { b, a, r: expressions.value(value) });
      return;
    }
    // The cell is read before the right side runs, which may change it, and written to the same index.
    const cell = expressions.allocate();
    this.code.emit('LOAD_CELL', { r: cell, b, a });
    expressions.combine(operator, cell, cell, value);
    this.code.emit('STORE_CELL', { b, a, r: cell });
  }

  private choose({ branches, otherwise }: StatementOf<'if'>): void {
    const end = new Label();
    branches.forEach((branch, index) => {
      const isLast = index === branches.length - 1 && !otherwise;
      this.branch(branch, isLast ? undefined : end);
    });
    if (otherwise) this.statement(otherwise);
    this.code.bind(end);
  }

  /** @param end where to go behind the branch, if something else follows it */
  private branch({ place, condition, body }: Branch, end: Label | undefined): void {
    const next = new Label();
    this.code.at(place);
    this.expressions.jumpIf(condition, false, next);
    this.statement(body);
    if (end && this.code.isReachable) {
      this.code.at(undefined);
      this.code.jump(end);
    }
    this.code.bind(next);
  }

  /** The condition stands behind the body, so that a round takes one jump only. */
  private repeat({ place, condition, body }: StatementOf<'while'>): void {
    const loop: Loop = { condition: new Label(), end: new Label() };
    const start = new Label();
    const isEndless = condition.kind === 'integer' && condition.value !== 0n;
    if (!isEndless) {
      this.code.at(undefined);
      this.code.jump(loop.condition);
    }
    this.code.bind(start);
    this.loops.push(loop);
    this.statement(body);
    this.loops.pop();
    this.code.bind(loop.condition);
    this.code.at(place);
    this.expressions.jumpIf(condition, true, start);
    this.code.bind(loop.end);
  }

  private innermost(): Loop {
    const loop = this.loops.at(-1);
    if (!loop) throw new Error('The compiler did not check that a loop is there.');
    return loop;
  }
}
