import { CodeLens, languages as vscodeLanguages, Range, type Disposable, type TextDocument } from 'vscode';
import { fileUriOf } from '../files/uris';
import { debugCommands, languages } from '../ids';

/** The line (from 0) that the lenses stand on: the first one that is neither blank nor a comment. */
function firstCodeLine(document: TextDocument): number | undefined {
  // A listing of a million ops begins with its header: the first lines are enough.
  const end = Math.min(document.lineCount, 200);
  for (let line = 0; line < end; line++) {
    if (!/^\s*(;|\/\/|\/\*|$)/.test(document.lineAt(line).text)) return line;
  }
  return undefined;
}

/** Run, Debug and Machine Code above the program. */
export function registerDebugCodeLens(): Disposable {
  return vscodeLanguages.registerCodeLensProvider(
    [{ language: languages.listing }, { language: languages.source }],
    {
      provideCodeLenses(document) {
        const line = firstCodeLine(document);
        if (line === undefined) return [];
        const range = new Range(line, 0, line, 0);
        const lens = (title: string, command: string): CodeLens =>
          new CodeLens(range, { title, command, arguments: [fileUriOf(document.uri)] });
        return [
          lens('$(play) Run', debugCommands.runFile),
          lens('$(debug-alt) Debug', debugCommands.debugFile),
          lens('$(chip) Debug in JIT mode', debugCommands.debugFileInJit),
          lens('$(file-binary) Machine code', debugCommands.showMachineCode),
        ];
      },
    },
  );
}
