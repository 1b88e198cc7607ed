import { Disposable, TabInputText, window, type Tab, type Uri } from 'vscode';
import { isSourcePath } from '../../../engine/lang/sourceEnding';
import { compiledListingUriOf, sessionIdOf, sessionListingUriOf } from '../linked/programTexts';
import type { SessionStates } from '../sessionStates';

/**
 * The listing of a source is a document of ours without a session, and one of the session's while one runs, in which
 * breakpoints can be set. Where the one is shown when a session starts or ends, the other takes its place.
 */
export function registerListingSwap(states: SessionStates): Disposable {
  // A restart ends and starts: what replaces first has to be done before the other looks for it.
  let last: Promise<void> = Promise.resolve();
  const replace = (isMeant: (uri: Uri) => boolean, by: () => Uri | Promise<Uri>): void => {
    last = last.then(async () => replaceTabs(isMeant, await by())).catch(() => undefined);
  };
  return Disposable.from(
    states.onDidStart(({ session }) => {
      const program = states.programOf(session.id);
      if (!program || !isSourcePath(program.path)) return;
      const preview = compiledListingUriOf(program).toString();
      replace(
        (uri) => uri.toString() === preview,
        () => sessionListingUriOf(session, program),
      );
    }),
    states.onDidEnd((session) => {
      const program = states.programOf(session.id);
      if (!program || !isSourcePath(program.path)) return;
      replace(
        (uri) => sessionIdOf(uri) === session.id,
        () => compiledListingUriOf(program),
      );
    }),
  );
}

/** Shows a document in place of those that are meant; a tab that is hidden just goes. */
async function replaceTabs(isMeant: (uri: Uri) => boolean, by: Uri): Promise<void> {
  const replaced: Tab[] = [];
  for (const { tabs, viewColumn } of window.tabGroups.all) {
    for (const tab of tabs) {
      if (!(tab.input instanceof TabInputText) || !isMeant(tab.input.uri)) continue;
      if (tab.isActive)
        await window.showTextDocument(by, { viewColumn, preserveFocus: true, preview: false });
      replaced.push(tab);
    }
  }
  if (replaced.length > 0) await window.tabGroups.close(replaced, true);
}
