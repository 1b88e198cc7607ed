import type { CallExpression, ElementExpression, Expression } from './expression';
import {
  constantJumpOf,
  constantOperationOf,
  exchanged,
  isComparison,
  jumpOf,
  operationOf,
  opposite,
  type Comparison,
  type ComputingOperator,
} from './operatorOps';
import { Label, type ProgramCode } from './programCode';
import type { FunctionScope, SymbolTable } from './symbols';

type Binary = Extract<Expression, { kind: 'binary' }>;
type Unary = Extract<Expression, { kind: 'unary' }>;
/** What a compiler error would be: the checks let nothing through that the following could not compile. */
const unchecked = (what: string): Error => new Error(`The compiler did not check ${what}.`);

/**
 * Makes ops from the expressions of one function. Variables live in the first registers of the window, one each; above
 * them grows a stack of temporaries. No expression changes a variable, so that operands are read where they live.
 */
export class ExpressionCode {
  private readonly firstTemporary: number;
  private next: number;
  private highest: number;

  constructor(
    private readonly code: ProgramCode,
    private readonly table: SymbolTable,
    private readonly scope: FunctionScope,
  ) {
    this.firstTemporary = this.next = this.highest = scope.variables.size;
  }

  /** Registers that the window needs for all that was compiled. */
  get registerCount(): number {
    return this.highest;
  }

  /** Runs something, then frees the temporaries that it took. */
  freeing<Value>(work: () => Value): Value {
    const before = this.next;
    const value = work();
    this.next = before;
    return value;
  }

  /** The register of a variable. */
  registerOf(name: string): number {
    const variable = this.scope.variables.get(name);
    if (!variable) throw unchecked(name);
    return variable.register;
  }

  /** The number of an array. */
  arrayOf(name: string): number {
    const array = this.table.arrays.get(name);
    if (!array) throw unchecked(name);
    return array.index;
  }

  /**
   * Compiles an expression.
   * @param destination the register that gets the value; without one, a variable stays where it is and anything else
   * goes to a new temporary
   * @returns the register that holds the value
   */
  value(expression: Expression, destination?: number): number {
    const constant = constantOf(expression);
    if (constant !== undefined) return this.load(constant, destination);
    switch (expression.kind) {
      case 'name':
        return this.copy(this.registerOf(expression.name), destination);
      case 'element':
        return this.element(expression, destination);
      case 'call':
        return this.call(expression, destination);
      case 'unary':
        return this.unary(expression, destination);
      case 'binary':
        return this.binary(expression, destination);
      case 'integer':
      case 'mistake':
        throw unchecked(expression.kind);
    }
  }

  /** Jumps to the label if the expression is true (not 0) or false, as `when` says; else goes on behind. */
  jumpIf(expression: Expression, when: boolean, label: Label): void {
    const constant = constantOf(expression);
    if (constant !== undefined) {
      if ((constant !== 0n) === when) this.code.jump(label);
    } else if (expression.kind === 'unary' && expression.operator === '!') {
      this.jumpIf(expression.operand, !when, label);
    } else if (expression.kind === 'binary' && isComparison(expression.operator)) {
      const { operator, left, right } = expression;
      this.freeing(() => this.jumpWhen(when ? operator : opposite[operator], left, right, label));
    } else if (isLogical(expression)) {
      this.jumpIfBoth(expression, when, label);
    } else {
      this.code.jumpIf(
        this.freeing(() => this.value(expression)),
        when,
        label,
      );
    }
  }

  /** `r = a operator right`, for an operator that needs both of its sides. */
  combine(operator: ComputingOperator, r: number, a: number, right: Expression): void {
    const constant = constantOf(right);
    if (constant !== undefined) this.combineConstant(operator, r, a, constant);
    else this.code.emit(operationOf[operator], { r, a, b: this.value(right) });
  }

  private combineConstant(operator: ComputingOperator, r: number, a: number, constant: bigint): void {
    this.code.emit(constantOperationOf[operator], { r, a, b: this.code.constant(constant) });
  }

  /** A new temporary. */
  allocate(): number {
    const register = this.next++;
    this.highest = Math.max(this.highest, this.next);
    return register;
  }

  /** `left && right` and `left || right`: the left side alone decides if it is false or true, respectively. */
  private jumpIfBoth({ operator, left, right }: Binary, when: boolean, label: Label): void {
    const decides = operator === '||';
    if (when === decides) {
      this.jumpIf(left, when, label);
      this.jumpIf(right, when, label);
    } else {
      const decided = new Label();
      this.jumpIf(left, decides, decided);
      this.jumpIf(right, when, label);
      this.code.bind(decided);
    }
  }

  private jumpWhen(operator: Comparison, left: Expression, right: Expression, label: Label): void {
    const onRight = constantOf(right);
    const onLeft = constantOf(left);
    if (onRight === undefined && onLeft !== undefined) {
      this.jumpWhen(exchanged[operator], right, left, label);
      return;
    }
    const a = this.value(left);
    if (onRight === undefined) this.code.jumpWhen(jumpOf[operator], a, this.value(right), label);
    else this.code.jumpWhen(constantJumpOf[operator], a, this.code.constant(onRight), label);
  }

  private load(constant: bigint, destination = this.allocate()): number {
    this.code.emit('LOAD_CONST', { r: destination, a: this.code.constant(constant) });
    return destination;
  }

  private copy(register: number, destination = register): number {
    if (destination !== register) this.code.emit('LOAD', { r: destination, a: register });
    return destination;
  }

  private element({ array, index }: ElementExpression, destination?: number): number {
    const a = this.freeing(() => this.value(index, this.reusable(index, destination)));
    const r = destination ?? this.allocate();
    this.code.emit('LOAD_CELL', { r, b: this.arrayOf(array.name), a });
    return r;
  }

  private call({ callee, arguments: values }: CallExpression, destination?: number): number {
    const called = this.table.functions.get(callee.name);
    if (!called) throw unchecked(callee.name);
    const b = values.length === 0 ? 0 : this.next;
    this.freeing(() => values.forEach((value) => this.value(value, this.allocate())));
    const r = destination ?? this.allocate();
    this.code.emit('CALL', { r, a: called.index, b });
    return r;
  }

  private unary(expression: Unary, destination?: number): number {
    const { operator, operand } = expression;
    switch (operator) {
      case '+':
        return this.value(operand, destination);
      case '-':
        return this.withConstant('*', operand, -1n, destination);
      case '~':
        return this.withConstant('^', operand, -1n, destination);
      case '!':
        return this.withConstant('==', operand, 0n, destination);
    }
  }

  /** An operator with a constant on its right. The machine has no ops of one operand: `-x` is `x * -1`. */
  private withConstant(
    operator: ComputingOperator,
    left: Expression,
    constant: bigint,
    destination: number | undefined,
  ): number {
    const a = this.freeing(() => this.value(left, this.reusable(left, destination)));
    const r = destination ?? this.allocate();
    this.combineConstant(operator, r, a, constant);
    return r;
  }

  private binary(expression: Binary, destination?: number): number {
    const { operator, left, right } = expression;
    if (operator === '&&' || operator === '||') return this.truth(expression, destination);
    const onRight = constantOf(right);
    if (onRight !== undefined) return this.withConstant(operator, left, onRight, destination);
    const onLeft = constantOf(left);
    const other = exchanged[operator];
    if (onLeft !== undefined && other) return this.withConstant(other, right, onLeft, destination);
    const [a, b] = this.freeing(() => [
      this.value(left, this.reusable(left, destination)),
      this.value(right),
    ]);
    const r = destination ?? this.allocate();
    this.code.emit(operationOf[operator], { r, a, b });
    return r;
  }

  /** A condition as a value: 1 or 0. The destination is written last, since the condition may read it. */
  private truth(expression: Expression, destination = this.allocate()): number {
    const isFalse = new Label();
    const end = new Label();
    this.jumpIf(expression, false, isFalse);
    this.load(1n, destination);
    this.code.jump(end);
    this.code.bind(isFalse);
    this.load(0n, destination);
    this.code.bind(end);
    return destination;
  }

  /** A destination can hold what comes before the value as well, if nobody can read it in between: a temporary. */
  private reusable(expression: Expression, destination: number | undefined): number | undefined {
    if (expression.kind === 'name' || destination === undefined) return undefined;
    return destination < this.firstTemporary ? undefined : destination;
  }
}

/** Integers, with a sign at most: what a person wrote as a number is one, everything else is computed. */
function constantOf(expression: Expression): bigint | undefined {
  if (expression.kind === 'integer') return expression.value;
  if (expression.kind !== 'unary' || expression.operand.kind !== 'integer') return undefined;
  return expression.operator === '-' ? -expression.operand.value : undefined;
}

const isLogical = (expression: Expression): expression is Binary =>
  expression.kind === 'binary' && (expression.operator === '&&' || expression.operator === '||');
