import { Range, window, workspace, type TextDocument, type Uri } from 'vscode';
import { writeProgram } from '../../engine/format/read';
import { withSourcePath } from '../../engine/format/sourcePath';
import { withoutSourceEnding } from '../../engine/lang/sourceEnding';
import { writeBinaryFile } from '../files/binaryFile';
import { baseNameOf, displayPathOf } from '../files/uris';
import { messages } from '../messages';
import { openAsListing } from './openAsListing';

/** Compiles a `.lang` file to the `.bc` file beside it, and opens that. */
export async function compileSource(text: Uri): Promise<void> {
  // A text that has no file yet gets one, under a name that the user chooses now.
  const source = text.scheme === 'untitled' ? await workspace.save(text) : text;
  if (!source) return;
  const document = await workspace.openTextDocument(source);
  if (document.isDirty) await document.save();
  const { checkLang, compileLang } = await import('../../engine/lang/compile');
  const content = document.getText();
  const [problem] = checkLang(content);
  if (problem) {
    await showProblem(document, problem);
    return;
  }
  const bytecode = source.with({ path: `${withoutSourceEnding(source.path)}.bc` });
  const program = compileLang(content, displayPathOf(source));
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
