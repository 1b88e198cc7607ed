import { commands, window, type Uri } from 'vscode';
import { inspectFile } from '../editor/inspect';
import { fileUriOf, listingUriOf } from '../files/uris';
import { bytecodeEditorType, foreign } from '../ids';

/** Opens a file as the listing of the bytecode in it, whatever its name is; where it holds none, the page that says so. */
export async function openAsListing(target: Uri): Promise<void> {
  const file = fileUriOf(target);
  const { kind } = await inspectFile(file);
  if (kind === 'listing') await window.showTextDocument(listingUriOf(file));
  else if (kind === 'script') await window.showTextDocument(file);
  else await commands.executeCommand(foreign.openWith, file, bytecodeEditorType);
}
