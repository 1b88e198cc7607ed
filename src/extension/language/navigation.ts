import {
  Disposable,
  languages as vscodeLanguages,
  Location,
  Range,
  WorkspaceEdit,
  type Position,
  type TextDocument,
} from 'vscode';
import { isName } from '../../engine/format/names';
import {
  isTaken,
  nameUsesOf,
  symbolOf,
  usesOfSymbol,
  type NameUse,
  type PlacedUse,
} from '../../engine/listing/nameUses';
import type { ListingSymbol, ListingSymbols, TextRange } from '../../engine/listing/parse';
import { languages } from '../ids';
import { messages } from '../messages';
import { linesOf } from './documentLines';
import type { ListingModels } from './listingModels';

/** Going to labels, functions, constants and arrays of a listing, finding where they are used, and renaming them. */
export function registerNavigation(models: ListingModels): Disposable {
  const at = (document: TextDocument, position: Position) => nameAt(models, document, position);
  const { listing } = languages;
  return Disposable.from(
    vscodeLanguages.registerDefinitionProvider(listing, {
      provideDefinition: async (document, position) => {
        const found = await at(document, position);
        return found?.symbol && new Location(document.uri, rangeOf(found.symbol));
      },
    }),
    vscodeLanguages.registerReferenceProvider(listing, {
      provideReferences: async (document, position, { includeDeclaration }) => {
        const found = await at(document, position);
        return (found?.uses() ?? [])
          .filter(({ use }) => includeDeclaration || !use.isDefinition)
          .map((use) => new Location(document.uri, rangeOfUse(use)));
      },
    }),
    vscodeLanguages.registerRenameProvider(listing, {
      prepareRename: async (document, position) => {
        const found = await at(document, position);
        if (!found?.symbol) throw new Error(messages.nothingToRename);
        return rangeOfUse({ line: position.line + 1, use: found.use });
      },
      provideRenameEdits: async (document, position, newName) => {
        const found = await at(document, position);
        if (!found) return undefined;
        if (!isName(newName)) throw new Error(messages.badNewName(newName));
        const { use, symbols } = found;
        if (newName !== use.text && isTaken(symbols, use, newName, position.line + 1)) {
          throw new Error(messages.newNameTaken(newName));
        }
        const edit = new WorkspaceEdit();
        for (const each of found.uses()) edit.replace(document.uri, rangeOfUse(each), newName);
        return edit;
      },
    }),
  );
}

interface FoundName {
  readonly use: NameUse;
  readonly symbols: ListingSymbols;
  /** What the name stands for; undefined where that is nothing. */
  readonly symbol: ListingSymbol | undefined;
  /** Every place where it is named. */
  readonly uses: () => readonly PlacedUse[];
}

async function nameAt(
  models: ListingModels,
  document: TextDocument,
  { line, character }: Position,
): Promise<FoundName | undefined> {
  const model = await models.of(document);
  if (!model) return undefined;
  const { symbols, program } = model.parsed;
  const use = nameUsesOf(document.lineAt(line).text, program.version).find(
    ({ start, text }) => character >= start && character <= start + text.length,
  );
  if (!use) return undefined;
  const symbol = symbolOf(symbols, use, line + 1);
  const uses = (): readonly PlacedUse[] =>
    symbol ? usesOfSymbol(symbol, symbols, program.version, linesOf(document)) : [];
  return { use, symbols, symbol, uses };
}

const rangeOf = ({ line, column, endColumn }: TextRange): Range =>
  new Range(line - 1, column - 1, line - 1, endColumn - 1);

const rangeOfUse = ({ line, use: { start, text } }: PlacedUse): Range =>
  new Range(line - 1, start, line - 1, start + text.length);
