import { DocumentSymbol, languages as vscodeLanguages, Range, SymbolKind } from 'vscode';
import type { Disposable } from 'vscode';
import { signatureOf } from '../../engine/lang/editorNames';
import type { FunctionScope, FunctionSymbol, LangSymbol, SymbolTable } from '../../engine/lang/symbols';
import { languages } from '../ids';
import { kindOf } from './describe';
import { rangeOf } from './ranges';
import type { SourceModels } from './sourceModels';

/** The outline of a source: functions with their variables, arrays, and the variables outside of functions. */
export const registerOutline = (models: SourceModels): Disposable =>
  vscodeLanguages.registerDocumentSymbolProvider(languages.source, {
    provideDocumentSymbols: async (document) => outlineOf(await models.of(document)),
  });

function outlineOf({ functions, arrays, scopes }: SymbolTable): DocumentSymbol[] {
  const variablesOf = (scope: FunctionScope | undefined): DocumentSymbol[] =>
    [...(scope?.variables.values() ?? [])].map((variable) => nameOnly(variable, SymbolKind.Variable));
  return [
    ...[...functions.values()].map((declared) => {
      const symbol = functionOutline(declared);
      symbol.children = variablesOf(scopes.find(({ syntax }) => syntax === declared.syntax));
      return symbol;
    }),
    ...[...arrays.values()].map((array) => nameOnly(array, SymbolKind.Array)),
    ...variablesOf(scopes[0]),
  ];
}

function functionOutline(declared: FunctionSymbol): DocumentSymbol {
  const { place, end } = declared.syntax;
  return new DocumentSymbol(
    signatureOf(declared),
    '',
    SymbolKind.Function,
    new Range(rangeOf(place).start, rangeOf(end).end),
    rangeOf(declared.declaration),
  );
}

function nameOnly(symbol: LangSymbol, kind: SymbolKind): DocumentSymbol {
  const range = rangeOf(symbol.declaration);
  return new DocumentSymbol(symbol.name, kindOf(symbol), kind, range, range);
}
