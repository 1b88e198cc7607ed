import type { CallExpression, Expression } from './expression';
import { checkName, declare, type Report } from './declarations';
import { NameUse, type UseKind } from './nameUse';
import { largestMagnitude, largestValue } from './integers';
import { langMessages } from './messages';
import type { UnaryOperator } from './operators';
import { byPlace, type Name, type Place } from './place';
import type { FunctionScope, SymbolTable, VariableSymbol } from './symbols';
import type { FunctionSyntax, SourceSyntax, Statement } from './syntax';

/**
 * Finds out what every name of a source means.
 * @param report is told what is wrong
 */
export function resolve(syntax: SourceSyntax, report: Report): { table: SymbolTable; uses: NameUse[] } {
  const uses: NameUse[] = [];
  const fits = (expression: Expression): boolean => {
    let all = true;
    const take: Report = (place, message) => {
      all = false;
      report(place, message);
    };
    new FunctionResolver(0, undefined, take, uses).expression(expression);
    return all;
  };
  const declarations = declare(syntax, report, fits);
  const scopeOf = (statements: readonly Statement[], declared?: FunctionSyntax, index = 0): FunctionScope => {
    const resolver = new FunctionResolver(index, declared, report, uses);
    for (const statement of statements) resolver.statement(statement);
    return resolver.scope;
  };
  const main = scopeOf(syntax.statements);
  const others = syntax.functions.map((declared) => {
    // The second function of a name is read for what is wrong in it; nothing is made of it.
    const symbol = declarations.functions.get(declared.name.name);
    return scopeOf(declared.statements, declared, symbol?.syntax === declared ? symbol.index : 0);
  });
  const table: SymbolTable = {
    syntax,
    ...declarations,
    scopes: [main, ...others.filter(({ index }) => index > 0)],
  };
  for (const use of uses) use.link(table);
  sortReferences(table);
  return { table, uses };
}

function sortReferences({ functions, arrays, scopes }: SymbolTable): void {
  const variables = scopes.flatMap((scope) => [...scope.variables.values()]);
  for (const { references } of [...functions.values(), ...arrays.values(), ...variables]) {
    references.sort((one, other) => byPlace(one.place, other.place));
  }
}

/** Walks through one function: declares its variables and notes which names it uses. */
class FunctionResolver {
  readonly scope: FunctionScope;
  private loops = 0;
  private reports = 0;

  constructor(
    index: number,
    syntax: FunctionSyntax | undefined,
    private readonly reporter: Report,
    private readonly uses: NameUse[],
  ) {
    this.scope = { index, syntax, variables: new Map() };
    for (const parameter of syntax?.parameters ?? []) this.parameter(parameter);
  }

  statement(statement: Statement): void {
    switch (statement.kind) {
      case 'assign':
        this.assignment(statement);
        break;
      case 'call':
        this.expression(statement.call);
        break;
      case 'return':
      case 'print':
        this.expression(statement.value);
        break;
      case 'if':
        for (const { condition, body } of statement.branches) {
          this.expression(condition);
          this.statement(body);
        }
        if (statement.otherwise) this.statement(statement.otherwise);
        break;
      case 'while':
        this.expression(statement.condition);
        this.loops++;
        this.statement(statement.body);
        this.loops--;
        break;
      case 'break':
      case 'continue':
        if (this.loops === 0) this.report(statement.place, langMessages.outsideOfLoop(statement.kind));
        break;
      case 'block':
        statement.statements.forEach((inner) => this.statement(inner));
        break;
      case 'value':
        this.loneValue(statement.value, statement.place);
        break;
      case 'mistake':
    }
  }

  private assignment({ target, operator, value }: Extract<Statement, { kind: 'assign' }>): void {
    if (target.kind === 'element') {
      this.expression(target.index);
      this.use('element', target.array, true);
    } else {
      // `sum += 1` alone declares nothing: it reads what was never assigned.
      if (operator === undefined) this.variable(target);
      this.use('variable', target, true);
    }
    this.expression(value);
  }

  expression(expression: Expression): void {
    switch (expression.kind) {
      case 'integer':
        if (expression.value > largestValue) {
          this.report(expression.place, langMessages.doesNotFit(expression.image));
        }
        break;
      case 'name':
        this.use('variable', expression, false);
        break;
      case 'element':
        this.expression(expression.index);
        this.use('element', expression.array, false);
        break;
      case 'call':
        this.call(expression);
        break;
      case 'unary':
        this.unary(expression.operator, expression.operand);
        break;
      case 'binary':
        this.expression(expression.left);
        this.expression(expression.right);
        break;
      case 'mistake':
    }
  }

  private unary(operator: UnaryOperator, operand: Expression): void {
    if (operator !== '-' || operand.kind !== 'integer') this.expression(operand);
    // The smallest integer has no positive counterpart: -9223372036854775808 is one thing.
    else if (operand.value > largestMagnitude) {
      this.report(operand.place, langMessages.doesNotFit(`-${operand.image}`));
    }
  }

  private call({ callee, arguments: values }: CallExpression): void {
    values.forEach((value) => this.expression(value));
    const isUnderstood = values.every(({ kind }) => kind !== 'mistake');
    this.use('call', callee, false, isUnderstood ? values.length : undefined);
  }

  private loneValue(value: Expression, place: Place): void {
    const before = this.reports;
    this.expression(value);
    // An integer that does not fit may be a whole program, and wrong for that reason alone.
    if (value.kind === 'mistake' || this.reports > before) return;
    const isComparison = value.kind === 'binary' && value.operator === '==';
    this.report(place, isComparison ? langMessages.comparisonAlone : langMessages.valueAlone);
  }

  private use(kind: UseKind, { name, place }: Name, isWrite: boolean, argumentCount?: number): void {
    if (name !== '') this.uses.push(new NameUse(kind, { name, place }, this.scope, isWrite, argumentCount));
  }

  private variable({ name, place }: Name): void {
    if (name === '' || this.scope.variables.has(name)) return;
    checkName({ name, place }, this.reporter);
    this.declare('variable', { name, place });
  }

  private parameter({ name, place }: Name): void {
    if (name === '') return;
    checkName({ name, place }, this.reporter);
    if (this.scope.variables.has(name)) this.report(place, langMessages.duplicateParameter(name));
    else this.declare('parameter', { name, place });
    this.use('parameter', { name, place }, true);
  }

  private declare(kind: VariableSymbol['kind'], { name, place }: Name): void {
    const register = this.scope.variables.size;
    this.scope.variables.set(name, { kind, name, declaration: place, references: [], register });
  }

  private report(place: Place, message: string): void {
    this.reports++;
    this.reporter(place, message);
  }
}
