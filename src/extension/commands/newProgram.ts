import { Uri, window, workspace } from 'vscode';
import { messages } from '../messages';

/** The smallest program that returns something. */
const firstProgram = 'return 35\n';
const firstName = 'return35.lang';

/** Writes a first program to a place that the user chooses, and opens it. */
export async function newProgram(): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const file = await window.showSaveDialog({
    title: messages.newProgramTitle,
    filters: { [messages.sourceFilter]: ['lang'] },
    ...(folder ? { defaultUri: Uri.joinPath(folder, firstName) } : {}),
  });
  if (!file) return;
  await workspace.fs.writeFile(file, new TextEncoder().encode(firstProgram));
  await window.showTextDocument(file);
}
