import {
  languages as vscodeLanguages,
  TextEdit,
  type Disposable,
  type Range,
  type TextDocument,
} from 'vscode';
import { formatLine } from '../../engine/listing/format';
import { languages } from '../ids';
import { versionOfDocument } from './documentLines';

/** Writes a listing, or the selected lines of it, the way it is printed. */
export function registerFormatting(): Disposable {
  return vscodeLanguages.registerDocumentRangeFormattingEditProvider(languages.listing, {
    provideDocumentRangeFormattingEdits: formatRange,
  });
}

function formatRange(document: TextDocument, { start, end }: Range): TextEdit[] {
  const version = versionOfDocument(document);
  const edits: TextEdit[] = [];
  for (let number = start.line; number <= end.line; number++) {
    const { text, range } = document.lineAt(number);
    const formatted = formatLine(text, version);
    if (formatted !== text) edits.push(TextEdit.replace(range, formatted));
  }
  return edits;
}
