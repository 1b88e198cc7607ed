import { Disposable, EventEmitter, workspace, type TextDocumentContentProvider, type Uri } from 'vscode';
import { printListing } from '../../../engine/listing/print';
import { compiledListingScheme } from '../../ids';
import type { CompiledPrograms } from '../linked/compiledPrograms';
import { compiledListingUriOf, programOfUri } from '../linked/programTexts';
import type { ProgramViews } from '../linked/programViews';
import { messageAsText } from '../messageAsText';
import type { SessionStates } from '../sessionStates';

/** The listing of what a source compiles to as a read-only document that follows the edits of the source. */
export function registerCompiledListings(
  states: SessionStates,
  views: ProgramViews,
  compiled: CompiledPrograms,
): Disposable {
  const changes = new EventEmitter<Uri>();
  const provider: TextDocumentContentProvider = {
    onDidChange: changes.event,
    provideTextDocumentContent: async (uri) => {
      const file = programOfUri(uri, states);
      if (!file) return '';
      try {
        // Asked for, so that the view follows the file and says when it changes.
        await views.of(file);
        return printListing((await compiled.of(file)).program, file.fsPath);
      } catch (error) {
        return messageAsText(error);
      }
    },
  };
  return Disposable.from(
    changes,
    views.onDidChange((file) => changes.fire(compiledListingUriOf(file))),
    workspace.registerTextDocumentContentProvider(compiledListingScheme, provider),
  );
}
