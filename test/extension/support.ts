import { strict as assert } from 'node:assert';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { programOfReturns } from '../../src/engine/format/program';
import { writeProgram } from '../../src/engine/format/read';

/** The bytes of a program of version 1 that sets these results. */
export const bytecodeOf = (...values: bigint[]): Uint8Array => bytecodeOfAll(values);
export const bytecodeOfAll = (values: readonly bigint[]): Uint8Array =>
  writeProgram(programOfReturns(values));

/** Puts a file into a folder of its own. */
export async function fileWith(name: string, content: Uint8Array | string): Promise<vscode.Uri> {
  const folder = await mkdtemp(path.join(tmpdir(), 'langvm-test-'));
  const file = path.join(folder, name);
  await writeFile(file, content);
  return vscode.Uri.file(file);
}

export const listingOf = (file: vscode.Uri): vscode.Uri => file.with({ scheme: 'langvm-bytecode' });

/** Waits until something holds, and says what did not. */
export async function until<Value>(
  what: string,
  look: () => Value | Promise<Value>,
  timeout = 60_000,
): Promise<NonNullable<Value>> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const value = await look();
    if (value) return value;
    if (Date.now() > deadline) assert.fail(`${what}: not within ${timeout} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Opens a file as a click in the explorer does, and waits for the text document that it becomes. */
export async function openLikeUser(file: vscode.Uri): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand('vscode.open', file);
  return until(`an editor of ${file.path}`, () => {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.uri.path === file.path ? editor : undefined;
  });
}

/** Opens the listing of a file that holds a program. */
export async function openListing(
  ...values: bigint[]
): Promise<{ file: vscode.Uri; editor: vscode.TextEditor }> {
  const file = await fileWith('out.bc', bytecodeOf(...values));
  return { file, editor: await vscode.window.showTextDocument(listingOf(file)) };
}

/** Replaces a line (from 1). */
export async function replaceLine(editor: vscode.TextEditor, line: number, text: string): Promise<void> {
  assert.ok(await editor.edit((edit) => edit.replace(editor.document.lineAt(line - 1).range, text)));
}

export const tabsOf = (file: vscode.Uri): vscode.Tab[] =>
  vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.filter(
      ({ input }) =>
        (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) &&
        input.uri.path === file.path,
    ),
  );

/** Leaves no editor and no unsaved change behind. */
export async function closeEverything(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  while (vscode.window.activeTextEditor?.document.isDirty) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
