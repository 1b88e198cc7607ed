import type { Report } from './declarations';
import type { Guesses } from './guesses';
import { langMessages } from './messages';
import type { Name, Place } from './place';
import type { FunctionScope, LangSymbol, SymbolTable } from './symbols';

/** How a name is used: `name`, `name[…]`, `name(…)`, or as what a parameter is called. */
export type UseKind = 'variable' | 'element' | 'call' | 'parameter';

/** What is not certain of the names of a source with mistakes. */
export interface Doubts {
  /** Whether a declaration stands in text that was not understood: it may be that of something else. */
  readonly isBroken: (declaration: Place) => boolean;
  /** Whether what a use means may be declared in such text. */
  readonly mayExist: (use: NameUse) => boolean;
}

/** A place where a name is used, which only means something once all declarations are known. */
export class NameUse {
  /** @param argumentCount of a call; undefined where not all arguments were understood */
  constructor(
    readonly kind: UseKind,
    private readonly word: Name,
    private readonly scope: FunctionScope,
    private readonly isWrite: boolean,
    private readonly argumentCount: number | undefined,
  ) {}

  get name(): string {
    return this.word.name;
  }

  get place(): Place {
    return this.word.place;
  }

  /** The line on which the function around it begins, where its parameters stand; undefined outside of functions. */
  get headLine(): number | undefined {
    return this.scope.syntax?.place.line;
  }

  /** What the name means here, or undefined where it means nothing that can be used so. */
  symbol({ functions, arrays }: SymbolTable): LangSymbol | undefined {
    switch (this.kind) {
      case 'variable':
      case 'parameter':
        return this.scope.variables.get(this.name);
      case 'element':
        return arrays.get(this.name);
      case 'call':
        return functions.get(this.name);
    }
  }

  /** Adds the place to what the name means. */
  link(table: SymbolTable): void {
    const reference = { place: this.place, isWrite: this.isWrite };
    this.symbol(table)?.references.push(reference);
  }

  /**
   * Says what is wrong with the use, if anything is.
   * @param doubts what is not certain of the names of the source
   * @param guesses what else may have been meant
   */
  check(table: SymbolTable, { isBroken, mayExist }: Doubts, guesses: Guesses, report: Report): void {
    const { name } = this;
    const own = this.symbol(table);
    const other = table.arrays.get(name) ?? table.functions.get(name);
    const isDoubtful = own ? isBroken(own.declaration) : mayExist(this);
    const message =
      (other && isBroken(other.declaration) ? undefined : this.mixedUp(table)) ??
      (isDoubtful ? undefined : this.wrong(table, guesses));
    if (message !== undefined) report(this.place, message);
  }

  /** A name that means something else. Functions and arrays are known everywhere, so that no variable is called so. */
  private mixedUp({ functions, arrays }: SymbolTable): string | undefined {
    if (arrays.has(this.name)) return this.ofArray();
    if (functions.has(this.name)) return this.ofFunction();
    return undefined;
  }

  private ofArray(): string | undefined {
    switch (this.kind) {
      case 'variable':
        return langMessages.arrayAsVariable(this.name);
      case 'call':
        return langMessages.arrayAsFunction(this.name);
      case 'parameter':
        return langMessages.nameOfArray(this.name);
      case 'element':
        return undefined;
    }
  }

  private ofFunction(): string | undefined {
    switch (this.kind) {
      case 'variable':
        if (this.isWrite) return langMessages.nameOfFunction(this.name);
        // Who took the name for a variable is told where it is assigned, and reads it with good reason.
        return this.scope.variables.has(this.name) ? undefined : langMessages.functionAsVariable(this.name);
      case 'element':
        return langMessages.functionAsArray(this.name);
      case 'parameter':
        return langMessages.nameOfFunction(this.name);
      case 'call':
        return undefined;
    }
  }

  private wrong(table: SymbolTable, guesses: Guesses): string | undefined {
    const symbol = this.symbol(table);
    if (!symbol) return this.unknown(table, guesses);
    if (symbol.kind !== 'function' || this.argumentCount === undefined) return undefined;
    const { length } = symbol.syntax.parameters;
    return length === this.argumentCount
      ? undefined
      : langMessages.argumentCount(this.name, length, this.argumentCount);
  }

  private unknown({ functions, arrays, scopes: [main] }: SymbolTable, guesses: Guesses): string {
    const { name } = this;
    const { variables } = this.scope;
    switch (this.kind) {
      case 'element':
        if (variables.has(name)) return langMessages.variableAsArray(name);
        return langMessages.unknownArray(name, guesses.meant(name, arrays));
      case 'call':
        return langMessages.unknownFunction(name, guesses.meant(name, functions));
      case 'variable':
      case 'parameter':
        if (main.variables.has(name)) return langMessages.variableOfMain(name);
        return langMessages.unknownVariable(name, guesses.meant(name, variables));
    }
  }
}
