import { commands, TabInputCustom, window, type Tab, type Uri, type WebviewPanel } from 'vscode';
import { bytecodeEditorType, foreign } from '../ids';

/** The tab of a custom editor; none when it is one side of a comparison, or not shown. */
export function tabOf(uri: Uri, panel: WebviewPanel): Tab | undefined {
  const group = window.tabGroups.all.find(({ viewColumn }) => viewColumn === panel.viewColumn);
  return group?.tabs.find(
    ({ input }) =>
      input instanceof TabInputCustom &&
      input.viewType === bytecodeEditorType &&
      input.uri.toString() === uri.toString(),
  );
}

/** Puts a text document where a custom editor is, as it is (preview, pinned, focused or not), and closes the editor. */
export async function openInPlace(document: Uri, panel: WebviewPanel, editor: Uri): Promise<void> {
  const tab = tabOf(editor, panel);
  await window.showTextDocument(document, {
    ...(panel.viewColumn === undefined ? {} : { viewColumn: panel.viewColumn }),
    preview: tab?.isPreview ?? true,
    preserveFocus: !panel.active,
  });
  if (tab?.isPinned && panel.active) await commands.executeCommand(foreign.pinEditor);
  panel.dispose();
}
