import { entryName } from '../format/program';
import type { Draft } from './draft';
import type { NameTable } from './nameTable';
import type { TextRange } from './problems';

/** A name of a listing, at the place where it is given. */
export interface ListingSymbol extends TextRange {
  readonly kind: 'function' | 'label' | 'constant' | 'array';
  readonly name: string;
  /** Index in its table; of a label the op. */
  readonly index: number;
}

export interface FunctionSymbol extends ListingSymbol {
  readonly kind: 'function';
  /** The last line (from 1) of its ops. */
  readonly lastLine: number;
  readonly labels: readonly ListingSymbol[];
}

/** What has a name in a listing. */
export interface ListingSymbols {
  readonly functions: readonly FunctionSymbol[];
  readonly constants: readonly ListingSymbol[];
  readonly arrays: readonly ListingSymbol[];
}

/** The one function of version 1: the line above its first op stands for it. */
export function symbolsOfVersion1(opLines: Uint32Array): ListingSymbols {
  const main = wholeListing(opLines);
  return { functions: main ? [main] : [], constants: [], arrays: [] };
}

function wholeListing(opLines: Uint32Array): FunctionSymbol | undefined {
  const first = opLines[0];
  const lastLine = opLines.at(-1);
  if (first === undefined || lastLine === undefined) return undefined;
  const line = Math.max(1, first - 1);
  return { kind: 'function', name: entryName, index: 0, line, column: 1, endColumn: 2, lastLine, labels: [] };
}

/** The names of a listing of version 2 or 3. */
export function symbolsOfDraft(draft: Draft): ListingSymbols {
  return {
    functions: functionsOf(draft),
    constants: symbolsOf('constant', draft.constantNames),
    arrays: symbolsOf('array', draft.arrayNames),
  };
}

function functionsOf(draft: Draft): FunctionSymbol[] {
  const opLines = draft.ops.lines();
  if (draft.version === 2) {
    const main = wholeListing(opLines);
    return main ? [main] : [];
  }
  return draft.functions.map(({ name, nameStart, line, firstOp, labels }, index) => {
    const end = draft.functions[index + 1]?.firstOp ?? draft.ops.opCount;
    return {
      kind: 'function',
      name,
      index,
      ...rangeOf(name, line, nameStart),
      lastLine: end > firstOp ? (opLines[end - 1] ?? line) : line,
      labels: symbolsOf('label', labels),
    };
  });
}

function symbolsOf(kind: ListingSymbol['kind'], table: NameTable): ListingSymbol[] {
  return Array.from(table.entries, ([name, { index, line, start }]) => ({
    kind,
    name,
    index,
    ...rangeOf(name, line, start),
  }));
}

const rangeOf = (name: string, line: number, start: number): TextRange => ({
  line,
  column: start + 1,
  endColumn: start + 1 + name.length,
});
