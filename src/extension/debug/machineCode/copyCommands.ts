import { commands, Disposable, env, window, type TextEditor } from 'vscode';
import { debugCommands } from '../../ids';
import { debugMessages } from '../messages';
import {
  byteCountOf,
  copyScopes,
  formatLines,
  linesInScope,
  nameOfScope,
  type CopyFormat,
  type CopyScope,
} from './copyFormats';
import type { MachineCodeDocuments, ShownMachineCode } from './documents';

/** How long the status bar tells of success. Unit: milliseconds. */
const statusTime = 4000;

/** Copying from the machine code document: what is selected, or what the user chooses around the cursor. */
export function registerCopyCommands(documents: MachineCodeDocuments): Disposable {
  const register = (command: string, format: CopyFormat): Disposable =>
    commands.registerCommand(command, (options: unknown) => copy(documents, format, scopeIn(options)));
  return Disposable.from(
    register(debugCommands.copyMachineCodeAsText, 'text'),
    register(debugCommands.copyMachineCodeAsHex, 'hex'),
    register(debugCommands.copyMachineCodeAsCArray, 'cArray'),
  );
}

/** A keybinding may say what to copy: `{ "scope": "op" }`. A menu passes something else. */
function scopeIn(options: unknown): CopyScope | undefined {
  if (typeof options !== 'object' || options === null || !('scope' in options)) return undefined;
  return copyScopes.find((scope) => scope === options.scope);
}

async function copy(
  documents: MachineCodeDocuments,
  format: CopyFormat,
  wanted: CopyScope | undefined,
): Promise<void> {
  const editor = window.activeTextEditor;
  const shown = editor && documents.of(editor.document.uri);
  if (!shown) {
    void window.showInformationMessage(debugMessages.copyNeedsMachineCode());
    return;
  }
  const scope = wanted ?? (editor.selection.isEmpty ? await askForScope(editor, shown) : 'selection');
  if (!scope) return;
  const { start, end } = editor.selection;
  const lines = linesInScope(shown.lines, scope, start.line, end.line);
  const count = byteCountOf(lines);
  if (count === 0) {
    void window.showInformationMessage(debugMessages.nothingToCopy());
    return;
  }
  await env.clipboard.writeText(formatLines(shown.view, lines, format));
  const name = nameOfScope(shown.view, shown.lines[start.line], scope) ?? scope;
  window.setStatusBarMessage(debugMessages.copied(name, count), statusTime);
}

async function askForScope(
  { selection }: TextEditor,
  { view, lines }: ShownMachineCode,
): Promise<CopyScope | undefined> {
  const { line } = selection.active;
  const items = copyScopes.flatMap((scope) => {
    const label = nameOfScope(view, lines[line], scope);
    if (label === undefined) return [];
    const count = byteCountOf(linesInScope(lines, scope, line, line));
    return [{ label, description: debugMessages.byteCount(count), scope }];
  });
  const chosen = await window.showQuickPick(items, { placeHolder: debugMessages.copyWhat() });
  return chosen?.scope;
}
