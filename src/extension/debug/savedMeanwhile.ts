import { debug, Disposable, workspace } from 'vscode';
import { baseNameOf, fileUriOf } from '../files/uris';
import { debugMessages } from './messages';
import { isProgramDocument } from './programs';
import type { SessionStates } from './sessionStates';

/**
 * A session runs the program that the file held when it started: once the file is saved anew, its lines and the marks in
 * them need not fit any more. Said once in the Debug Console, for who edits while debugging is in the middle of a thought.
 */
export function registerSavedMeanwhile(states: SessionStates): Disposable {
  const told = new Set<string>();
  return Disposable.from(
    workspace.onDidSaveTextDocument((document) => {
      if (!isProgramDocument(document)) return;
      const file = fileUriOf(document.uri);
      for (const { session } of states.all()) {
        if (told.has(session.id) || states.programOf(session.id)?.toString() !== file.toString()) continue;
        told.add(session.id);
        debug.activeDebugConsole.appendLine(debugMessages.savedMeanwhile(baseNameOf(file)));
      }
    }),
    states.onDidEnd(({ id }) => told.delete(id)),
  );
}
