import {
  Disposable,
  DocumentSymbol,
  FoldingRange,
  languages as vscodeLanguages,
  Range,
  SymbolKind,
  type TextDocument,
} from 'vscode';
import type { FunctionSymbol, ListingSymbol, ListingSymbols } from '../../engine/listing/parse';
import { languages } from '../ids';
import type { ListingModels } from './listingModels';

/** The outline of a listing, and a function at a time to fold: its functions with the ops that are theirs. */
export function registerSymbols(models: ListingModels): Disposable {
  return Disposable.from(
    vscodeLanguages.registerDocumentSymbolProvider(languages.listing, {
      provideDocumentSymbols: async (document) => {
        const model = await models.of(document);
        return model ? outlineOf(document, model.parsed.symbols) : [];
      },
    }),
    vscodeLanguages.registerFoldingRangeProvider(languages.listing, {
      provideFoldingRanges: async (document) => {
        const { functions } = (await models.of(document))?.parsed.symbols ?? { functions: [] };
        return functions.map(({ line, lastLine }) => new FoldingRange(line - 1, lastLine - 1));
      },
    }),
  );
}

/** Labels of one function, and constants, in the outline: more are no outline. */
const namesShown = 1000;

function outlineOf(
  document: TextDocument,
  { functions, constants, arrays }: ListingSymbols,
): DocumentSymbol[] {
  return [
    ...functions.map((definition) => outlineOfFunction(document, definition)),
    ...constants
      .slice(0, namesShown)
      .map((constant) => outlineOfLine(document, constant, SymbolKind.Constant)),
    ...arrays.map((array) => outlineOfLine(document, array, SymbolKind.Array)),
  ];
}

function outlineOfFunction(document: TextDocument, definition: FunctionSymbol): DocumentSymbol {
  const { name, line, lastLine, labels } = definition;
  const end = document.lineAt(lastLine - 1).range.end;
  const range = new Range(line - 1, 0, end.line, end.character);
  const symbol = new DocumentSymbol(
    name === '' ? '…' : name,
    '',
    SymbolKind.Function,
    range,
    document.lineAt(line - 1).range,
  );
  symbol.children = labels
    .slice(0, namesShown)
    .map((label) => outlineOfLine(document, label, SymbolKind.Key));
  return symbol;
}

function outlineOfLine(
  document: TextDocument,
  { name, line, column, endColumn }: ListingSymbol,
  kind: SymbolKind,
): DocumentSymbol {
  const selection = new Range(line - 1, column - 1, line - 1, endColumn - 1);
  return new DocumentSymbol(name, '', kind, document.lineAt(line - 1).range, selection);
}
