import type { AnalysedSource } from './compile';
import { longestName } from '../format/limits';
import { entryName } from '../format/program';
import { sourceKeywords } from './keywords';
import type { LangSymbol, SymbolTable } from './symbols';

/** Why a name cannot be changed to another one. */
export type RenameProblem = 'notAName' | 'keyword' | 'tooLong' | 'taken' | 'notUnderstood';

/**
 * Whether a name can become another one without changing what the source means.
 * @returns what speaks against it, or undefined
 */
export function renameProblem(
  { table, lostWords }: AnalysedSource,
  symbol: LangSymbol,
  newName: string,
): RenameProblem | undefined {
  if (!/^[A-Za-z_]\w*$/.test(newName)) return 'notAName';
  if (sourceKeywords.some(({ keyword }) => keyword === newName)) return 'keyword';
  if (newName.length > longestName) return 'tooLong';
  if (newName === symbol.name) return undefined;
  if (isTaken(table, symbol, newName)) return 'taken';
  // It would stay what it is there, or become one with a name that nobody knows of.
  return lostWords.has(symbol.name) || lostWords.has(newName) ? 'notUnderstood' : undefined;
}

/** Functions and arrays are known everywhere, so that no variable may be called so, nor the other way round. */
function isTaken({ functions, arrays, scopes }: SymbolTable, symbol: LangSymbol, newName: string): boolean {
  if (functions.has(newName) || arrays.has(newName)) return true;
  if (symbol.kind === 'function' && newName === entryName) return true;
  const isGlobal = symbol.kind === 'function' || symbol.kind === 'array';
  return scopes.some(
    ({ variables }) => variables.has(newName) && (isGlobal || variables.get(symbol.name) === symbol),
  );
}
