import { Uri, window, workspace, type TextDocument, type TextEditor } from 'vscode';
import { writeBinaryFile } from '../files/binaryFile';
import { binaryOfListing } from '../files/listingBytes';
import { baseNameOf, fileUriOf, isListingUri } from '../files/uris';
import { messages } from '../messages';
import { openAsListing } from './openAsListing';

/** Writes a listing with its comments into a `.bc` file of text, which every tool of ours reads like a binary one. */
export async function saveListingAsText({ document }: TextEditor, program: Uri): Promise<void> {
  const file = await askForFile(document, program, messages.saveTextTitle, (name) => `${name}.listing.bc`);
  if (!file) return;
  await workspace.fs.writeFile(file, new TextEncoder().encode(document.getText()));
  await openAsListing(file);
}

/** Writes the program that a listing says into a binary `.bc` file. */
export async function saveListingAsBinary({ document }: TextEditor, program: Uri): Promise<void> {
  // Before the question: a listing with mistakes needs no place.
  const previous = isListingUri(document.uri)
    ? await workspace.fs.readFile(fileUriOf(document.uri))
    : undefined;
  const binary = binaryOfListing(new TextEncoder().encode(document.getText()), previous);
  const file = await askForFile(document, program, messages.saveBinaryTitle, (name) => `${name}.binary.bc`);
  if (!file) return;
  await writeBinaryFile(file, binary);
  await openAsListing(file);
}

/** Asks where to, proposing a name beside the document's file. */
function askForFile(
  { isUntitled }: TextDocument,
  program: Uri,
  title: string,
  propose: (name: string) => string,
): Thenable<Uri | undefined> {
  const folder = isUntitled ? workspace.workspaceFolders?.[0]?.uri : Uri.joinPath(program, '..');
  const name = propose(baseNameOf(program).replace(/(\.(listing|binary))?\.(bc|lang)$/i, ''));
  return window.showSaveDialog({
    title,
    filters: { [messages.bytecodeFilter]: ['bc'] },
    ...(folder ? { defaultUri: Uri.joinPath(folder, name) } : {}),
  });
}
