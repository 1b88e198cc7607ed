import {
  DocumentSymbol,
  languages as vscodeLanguages,
  Range,
  SymbolKind,
  type Disposable,
  type TextDocument,
} from 'vscode';
import { entryName } from '../../engine/listing/header';
import { languages } from '../ids';
import type { ListingModels } from './listingModels';

/** The outline of a listing: its one function, with every op in it. */
export function registerSymbols(models: ListingModels): Disposable {
  return vscodeLanguages.registerDocumentSymbolProvider(languages.listing, {
    provideDocumentSymbols: async (document) => {
      const model = await models.of(document);
      return model ? symbolsOf(document, model.parsed.opLines) : [];
    },
  });
}

function symbolsOf(document: TextDocument, opLines: Uint32Array): DocumentSymbol[] {
  const first = opLines[0];
  const last = opLines.at(-1);
  if (first === undefined || last === undefined) return [];
  // The line above the first op names the function in a printed listing.
  const start = Math.max(0, first - 2);
  const range = new Range(start, 0, last - 1, document.lineAt(last - 1).text.length);
  return [new DocumentSymbol(entryName, '', SymbolKind.Function, range, document.lineAt(start).range)];
}
