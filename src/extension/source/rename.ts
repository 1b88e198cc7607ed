import { languages as vscodeLanguages, WorkspaceEdit, type Disposable } from 'vscode';
import { renameProblem } from '../../engine/lang/editorRename';
import { languages } from '../ids';
import { sourceMessages } from './messages';
import { nameAtPosition, rangeOf } from './ranges';
import type { SourceModels } from './sourceModels';

/** Renames what a name means everywhere it is used: a variable in its function only. */
export const registerRename = (models: SourceModels): Disposable =>
  vscodeLanguages.registerRenameProvider(languages.source, {
    prepareRename: async (document, position) => {
      const found = nameAtPosition(await models.of(document), position);
      if (!found) throw new Error(sourceMessages.nothingToRename);
      return rangeOf(found.reference.place);
    },
    provideRenameEdits: async (document, position, newName) => {
      const source = await models.analysed(document);
      const found = nameAtPosition(source.table, position);
      if (!found) return undefined;
      const problem = renameProblem(source, found.symbol, newName);
      if (problem) throw new Error(sourceMessages.renameProblem(problem, newName));
      const edit = new WorkspaceEdit();
      for (const { place } of found.symbol.references) edit.replace(document.uri, rangeOf(place), newName);
      return edit;
    },
  });
