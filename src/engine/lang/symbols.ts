import type { Place } from './place';
import type { ArraySyntax, FunctionSyntax, SourceSyntax } from './syntax';

/** What a name of a source means. */
export type LangSymbol = FunctionSymbol | ArraySymbol | VariableSymbol;

interface SymbolBase {
  readonly name: string;
  /** Where it is declared: for a variable, where it is assigned first. */
  readonly declaration: Place;
  /** Every place of the name, the declaration among them, in the order of the text. */
  readonly references: Reference[];
}

export interface Reference {
  readonly place: Place;
  readonly isWrite: boolean;
}

export interface FunctionSymbol extends SymbolBase {
  readonly kind: 'function';
  readonly syntax: FunctionSyntax;
  /** Its number in the program; 0 is `main`. */
  readonly index: number;
}

export interface ArraySymbol extends SymbolBase {
  readonly kind: 'array';
  readonly syntax: ArraySyntax;
  /** Its number in the program. */
  readonly index: number;
  /** Cells. */
  readonly length: number;
}

export interface VariableSymbol extends SymbolBase {
  readonly kind: 'parameter' | 'variable';
  /** The register of its function's window in which it lives. */
  readonly register: number;
}

/** A function and its variables; the first is `main`, all that stands outside of functions. */
export interface FunctionScope {
  readonly index: number;
  /** Undefined for `main`. */
  readonly syntax: FunctionSyntax | undefined;
  /** By name, in the order of their registers. */
  readonly variables: Map<string, VariableSymbol>;
}

/** What all names of a source mean. */
export interface SymbolTable {
  readonly syntax: SourceSyntax;
  /** In the order of the program's functions, without `main`. */
  readonly functions: ReadonlyMap<string, FunctionSymbol>;
  readonly arrays: ReadonlyMap<string, ArraySymbol>;
  readonly scopes: readonly [main: FunctionScope, ...others: FunctionScope[]];
}
