import {
  Disposable,
  DocumentSymbol,
  FoldingRange,
  languages as vscodeLanguages,
  Range,
  SymbolKind,
  type TextDocument,
} from 'vscode';
import { machineCodeScheme } from '../../ids';
import type { MachineCodeDocuments } from './documents';
import { functionName, type MachineCodeLine } from './render';

/** A stretch of lines (from 0, both included) that belong together. */
interface Stretch {
  readonly first: number;
  last: number;
}

/** Outline and folding of the machine code document: functions, and the parts in them. */
export function registerMachineCodeOutline(documents: MachineCodeDocuments): Disposable {
  const selector = { scheme: machineCodeScheme };
  return Disposable.from(
    vscodeLanguages.registerDocumentSymbolProvider(selector, {
      provideDocumentSymbols: (document) => symbolsOf(document, documents),
    }),
    vscodeLanguages.registerFoldingRangeProvider(selector, {
      provideFoldingRanges: ({ uri }) => {
        const lines = documents.of(uri)?.lines ?? [];
        return [...stretchesOf(lines, functionOf), ...stretchesOf(lines, ({ part }) => part)]
          .filter(({ first, last }) => last > first)
          .map(({ first, last }) => new FoldingRange(first, last));
      },
    }),
  );
}

function symbolsOf(document: TextDocument, documents: MachineCodeDocuments): DocumentSymbol[] {
  const shown = documents.of(document.uri);
  if (!shown) return [];
  const { lines, view } = shown;
  const symbolOf = (name: string, kind: SymbolKind, { first, last }: Stretch): DocumentSymbol => {
    const range = new Range(first, 0, last, lines[last]?.text.length ?? 0);
    return new DocumentSymbol(
      name,
      '',
      kind,
      range,
      new Range(first, 0, first, lines[first]?.text.length ?? 0),
    );
  };
  const parts = stretchesOf(lines, ({ part }) => part).map((stretch) => ({
    functionIndex: functionOf(lines[stretch.first]),
    symbol: symbolOf(lines[stretch.first]?.part?.name ?? '', SymbolKind.Field, stretch),
  }));
  const functions = stretchesOf(lines, functionOf).map((stretch) => {
    const index = functionOf(lines[stretch.first]) ?? 0;
    const symbol = symbolOf(functionName(view, index), SymbolKind.Function, stretch);
    symbol.children = parts.filter((part) => part.functionIndex === index).map((part) => part.symbol);
    return symbol;
  });
  return [
    ...parts.filter((part) => part.functionIndex === undefined).map((part) => part.symbol),
    ...functions,
  ];
}

const functionOf = (line: MachineCodeLine | undefined): number | undefined => line?.functionIndex;

/** Runs of lines for which something is the same; lines without it belong to none. */
function stretchesOf(
  lines: readonly MachineCodeLine[],
  keyOf: (line: MachineCodeLine) => unknown,
): Stretch[] {
  const stretches: Stretch[] = [];
  let before: unknown;
  lines.forEach((line, at) => {
    const key = keyOf(line);
    const open = stretches.at(-1);
    if (key !== undefined && key === before && open) open.last = at;
    else if (key !== undefined) stretches.push({ first: at, last: at });
    before = key;
  });
  return stretches;
}
