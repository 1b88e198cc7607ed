import { byPlace, type Place } from './place';
import type { FunctionScope, FunctionSymbol, LangSymbol, Reference, SymbolTable } from './symbols';

/** What the names of a source mean at a place of it. Lines and columns count from 1, as in a Place. */

/** A name under the cursor. */
export interface NameAt {
  readonly symbol: LangSymbol;
  /** Where the cursor is, of all its places. */
  readonly reference: Reference;
}

/** The name that a position touches, at its end included; undefined where none is that means something. */
export function nameAt(table: SymbolTable, line: number, column: number): NameAt | undefined {
  for (const symbol of symbolsOf(table)) {
    const reference = symbol.references.find(
      ({ place }) => place.line === line && place.column <= column && column <= place.endColumn,
    );
    if (reference) return { symbol, reference };
  }
  return undefined;
}

/**
 * The function in whose parameters or body a position is, or `main`. A function behind which nothing stands goes on to
 * the end of the text: its closing brace may not have been typed yet.
 */
export function scopeAt({ scopes, syntax }: SymbolTable, line: number, column: number): FunctionScope {
  const [main, ...others] = scopes;
  const isIn = ({ syntax: declared }: FunctionScope): boolean =>
    declared !== undefined &&
    !isBefore(line, column, declared.place) &&
    (byPlace(declared.end, syntax.end) >= 0 || isBefore(line, column, declared.end));
  return others.find(isIn) ?? main;
}

/** Everything that has a name that can be used at a position. */
export function symbolsInScope(table: SymbolTable, line: number, column: number): LangSymbol[] {
  const { variables } = scopeAt(table, line, column);
  return [...variables.values(), ...table.functions.values(), ...table.arrays.values()];
}

/** A function as it is called: `swap(i, j)`. */
export const signatureOf = ({ name, syntax: { parameters } }: FunctionSymbol): string =>
  `${name}(${parameters.map((parameter) => parameter.name).join(', ')})`;

function symbolsOf({ functions, arrays, scopes }: SymbolTable): LangSymbol[] {
  const variables = scopes.flatMap((scope) => [...scope.variables.values()]);
  return [...functions.values(), ...arrays.values(), ...variables];
}

const isBefore = (line: number, column: number, place: Place): boolean =>
  line < place.line || (line === place.line && column < place.column);
