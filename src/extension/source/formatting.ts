import { languages as vscodeLanguages, Range, TextEdit, type Disposable } from 'vscode';
import { languages } from '../ids';

/** Indents a source by its braces; what stands within a line is left as it is. */
export const registerFormatting = (): Disposable =>
  vscodeLanguages.registerDocumentFormattingEditProvider(languages.source, {
    provideDocumentFormattingEdits: async (document, { insertSpaces, tabSize }) => {
      const { indentSource } = await import('../../engine/lang/editorIndentation');
      const unit = insertSpaces ? ' '.repeat(tabSize) : '\t';
      return indentSource(document.getText(), unit).map(({ line, indentation }) => {
        const { firstNonWhitespaceCharacterIndex } = document.lineAt(line - 1);
        return TextEdit.replace(
          new Range(line - 1, 0, line - 1, firstNonWhitespaceCharacterIndex),
          indentation,
        );
      });
    },
  });
