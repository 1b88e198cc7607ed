import type { TextDocument } from 'vscode';
import type { FormatVersion } from '../../engine/isa/operations';
import { versionOfListing } from '../../engine/listing/parse';

/** The lines of a document, one after the other. */
export function* linesOf(document: TextDocument): Generator<string> {
  for (let line = 0; line < document.lineCount; line++) yield document.lineAt(line).text;
}

/** Which version of the bytecode the listing in a document is of, without reading all of it. */
export const versionOfDocument = (document: TextDocument): FormatVersion =>
  versionOfListing(linesOf(document));
