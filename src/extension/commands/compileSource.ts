import { Range, window, workspace, type TextDocument, type Uri } from 'vscode';
import { writeProgram } from '../../engine/format/read';
import { withSourcePath } from '../../engine/format/sourcePath';
import { writeBinaryFile } from '../files/binaryFile';
import { baseNameOf, displayPathOf } from '../files/uris';
import { messages } from '../messages';
import { openAsListing } from './openAsListing';

/** Compiles a `.lang` file to the `.bc` file beside it, and opens that. */
export async function compileSource(source: Uri): Promise<void> {
  const document = await workspace.openTextDocument(source);
  if (document.isDirty) await document.save();
  const { checkLang, compileLang } = await import('../../engine/lang/compile');
  const text = document.getText();
  const [problem] = checkLang(text);
  if (problem) {
    await showProblem(document, problem);
    return;
  }
  const bytecode = source.with({ path: source.path.replace(/\.lang$/i, '') + '.bc' });
  const program = compileLang(text, displayPathOf(source));
  // Beside its bytecode: both may be moved together.
  await writeBinaryFile(bytecode, writeProgram(withSourcePath(program, baseNameOf(source))));
  await openAsListing(bytecode);
}

async function showProblem(
  document: TextDocument,
  { line, column, endColumn, message }: { line: number; column: number; endColumn: number; message: string },
): Promise<void> {
  void window.showErrorMessage(messages.notCompiled(line, column, message));
  await window.showTextDocument(document, {
    selection: new Range(line - 1, column - 1, line - 1, endColumn - 1),
  });
}
