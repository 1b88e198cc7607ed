import type { Report } from './declarations';
import { langMessages } from './messages';
import { nearest } from './nearest';
import type { Name } from './place';
import type { FunctionScope, LangSymbol, SymbolTable } from './symbols';

/** How a name is used: `name`, `name[…]`, `name(…)`. */
export type UseKind = 'variable' | 'element' | 'call';

/** A place where a name is used, which only means something once all declarations are known. */
export class NameUse {
  constructor(
    private readonly kind: UseKind,
    private readonly word: Name,
    private readonly scope: FunctionScope,
    private readonly isWrite: boolean,
    private readonly argumentCount: number,
  ) {}

  get name(): string {
    return this.word.name;
  }

  /** What the name means here, or undefined where it means nothing that can be used so. */
  symbol({ functions, arrays }: SymbolTable): LangSymbol | undefined {
    switch (this.kind) {
      case 'variable':
        return this.scope.variables.get(this.name);
      case 'element':
        return arrays.get(this.name);
      case 'call':
        return functions.get(this.name);
    }
  }

  /** Adds the place to what the name means. */
  link(table: SymbolTable): void {
    const reference = { place: this.word.place, isWrite: this.isWrite };
    this.symbol(table)?.references.push(reference);
  }

  /**
   * Says what is wrong with the use, if anything is.
   * @param mayExist whether the source has mistakes behind which a declaration of this name may hide
   */
  check(table: SymbolTable, mayExist: boolean, report: Report): void {
    const message = this.mixedUp(table) ?? this.wrong(table, mayExist);
    if (message !== undefined) report(this.word.place, message);
  }

  /** A name that means something else. Functions and arrays are known everywhere, so that no variable is called so. */
  private mixedUp({ functions, arrays }: SymbolTable): string | undefined {
    const { name, kind } = this;
    if (arrays.has(name)) {
      if (kind === 'variable') return langMessages.arrayAsVariable(name);
      if (kind === 'call') return langMessages.arrayAsFunction(name);
    }
    if (functions.has(name)) {
      if (kind === 'variable') return langMessages.functionAsVariable(name);
      if (kind === 'element') return langMessages.functionAsArray(name);
    }
    return undefined;
  }

  private wrong(table: SymbolTable, mayExist: boolean): string | undefined {
    const symbol = this.symbol(table);
    if (symbol?.kind === 'function') {
      const { length } = symbol.syntax.parameters;
      return length === this.argumentCount || mayExist
        ? undefined
        : langMessages.argumentCount(this.name, length, this.argumentCount);
    }
    return symbol || mayExist ? undefined : this.unknown(table);
  }

  private unknown({ functions, arrays, scopes: [main] }: SymbolTable): string {
    const { name } = this;
    const { variables } = this.scope;
    switch (this.kind) {
      case 'element':
        if (variables.has(name)) return langMessages.variableAsArray(name);
        return langMessages.unknownArray(name, nearest(name, arrays.keys()));
      case 'call':
        return langMessages.unknownFunction(name, nearest(name, functions.keys()));
      case 'variable':
        if (main.variables.has(name)) return langMessages.variableOfMain(name);
        return langMessages.unknownVariable(name, nearest(name, variables.keys()));
    }
  }
}
