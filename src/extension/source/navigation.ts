import {
  Disposable,
  DocumentHighlight,
  DocumentHighlightKind,
  languages as vscodeLanguages,
  Location,
  type Position,
  type TextDocument,
} from 'vscode';
import type { NameAt } from '../../engine/lang/editorNames';
import { languages } from '../ids';
import { nameAtPosition, rangeOf } from './ranges';
import type { SourceModels } from './sourceModels';

/** Going to what a name means, and finding where it is used. */
export function registerNavigation(models: SourceModels): Disposable {
  const at = async (document: TextDocument, position: Position): Promise<NameAt | undefined> =>
    nameAtPosition(await models.of(document), position);
  const { source } = languages;
  return Disposable.from(
    vscodeLanguages.registerDefinitionProvider(source, {
      provideDefinition: async (document, position) => {
        const found = await at(document, position);
        return found && new Location(document.uri, rangeOf(found.symbol.declaration));
      },
    }),
    vscodeLanguages.registerReferenceProvider(source, {
      provideReferences: async (document, position, { includeDeclaration }) => {
        const found = await at(document, position);
        if (!found) return [];
        const declaration = rangeOf(found.symbol.declaration);
        return found.symbol.references
          .map(({ place }) => rangeOf(place))
          .filter((range) => includeDeclaration || !range.isEqual(declaration))
          .map((range) => new Location(document.uri, range));
      },
    }),
    vscodeLanguages.registerDocumentHighlightProvider(source, {
      provideDocumentHighlights: async (document, position) =>
        ((await at(document, position))?.symbol.references ?? []).map(
          ({ place, isWrite }) =>
            new DocumentHighlight(
              rangeOf(place),
              isWrite ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
            ),
        ),
    }),
  );
}
