import { CodeLens, languages as vscodeLanguages, Range, type Disposable, type TextDocument } from 'vscode';
import { codeOfLine } from '../../engine/listing/line';
import { debugCommands, languages } from '../ids';
import { programOfUri } from './linked/programTexts';
import type { SessionStates } from './sessionStates';
import { withoutComments } from './values/sourceText';

/** The line (from 0) that the lenses stand on: the first one that is neither blank nor a comment. */
function firstCodeLine(document: TextDocument): number | undefined {
  const isSource = document.languageId === languages.source;
  // A listing of a million ops begins with its header: the first lines are enough.
  const end = Math.min(document.lineCount, 200);
  let isInComment = false;
  for (let line = 0; line < end; line++) {
    const { text } = document.lineAt(line);
    const code: ReturnType<typeof withoutComments> = isSource
      ? withoutComments(text, isInComment)
      : { text: codeOfLine(text), isInComment: false };
    if (code.text.trim() !== '') return line;
    ({ isInComment } = code);
  }
  return undefined;
}

/** Run, Debug, Bytecode and Machine Code above the program. */
export function registerDebugCodeLens(states: SessionStates): Disposable {
  return vscodeLanguages.registerCodeLensProvider(
    [{ language: languages.listing }, { language: languages.source }],
    {
      provideCodeLenses(document) {
        const line = firstCodeLine(document);
        const program = programOfUri(document.uri, states);
        if (line === undefined || !program) return [];
        const range = new Range(line, 0, line, 0);
        const lens = (title: string, command: string): CodeLens =>
          new CodeLens(range, { title, command, arguments: [program] });
        return [
          lens('$(play) Run', debugCommands.runFile),
          lens('$(debug-alt) Debug', debugCommands.debugFile),
          lens('$(chip) Debug in JIT mode', debugCommands.debugFileInJit),
          ...(document.languageId === languages.source
            ? [lens('$(list-flat) Bytecode', debugCommands.showBytecode)]
            : []),
          lens('$(file-binary) Machine code', debugCommands.showMachineCode),
        ];
      },
    },
  );
}
