import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { bytecodeOf, closeEverything, fileWith, listingOf, openListing, until } from './support';

const activeUri = (): string | undefined => vscode.window.activeTextEditor?.document.uri.toString();

describe('the commands', () => {
  afterEach(closeEverything);

  it('compile a source to the file beside it, and open that', async () => {
    const source = await fileWith('seven.lang', 'return 7\n');
    const bytecode = vscode.Uri.joinPath(source, '../seven.bc');
    await vscode.commands.executeCommand('langvm.compile', source);
    await until('the listing', () => activeUri() === listingOf(bytecode).toString());
    assert.deepEqual(new Uint8Array(await readFile(bytecode.fsPath)), bytecodeOf(7n));
  });

  it('compile a text that had no file before', async () => {
    const beside = await fileWith('beside.lang', 'return 1\n');
    const untitled = vscode.Uri.joinPath(beside, '../fresh.lang').with({ scheme: 'untitled' });
    const editor = await vscode.window.showTextDocument(untitled);
    assert.ok(await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'return 8\n')));
    await vscode.commands.executeCommand('langvm.compile');
    const bytecode = vscode.Uri.joinPath(beside, '../fresh.bc');
    await until('the listing', () => activeUri() === listingOf(bytecode).toString());
    assert.deepEqual(new Uint8Array(await readFile(bytecode.fsPath)), bytecodeOf(8n));
  });

  it('compile nothing from a source with mistakes, and go there', async () => {
    const source = await fileWith('bad.lang', 'return\n  what');
    await vscode.commands.executeCommand('langvm.compile', source);
    await until('the source', () => activeUri() === source.toString());
    await assert.rejects(readFile(source.fsPath.replace('.lang', '.bc')), { code: 'ENOENT' });
  });

  it('open any file as a listing', async () => {
    const file = await fileWith('program.bin', bytecodeOf(35n));
    await vscode.commands.executeCommand('langvm.openAsListing', file);
    await until('the listing', () => activeUri() === listingOf(file).toString());
  });

  it('copy the machine code of ops, and of the whole program', async () => {
    const { editor } = await openListing(7n, 35n);
    editor.selection = new vscode.Selection(5, 0, 5, 0);
    await vscode.commands.executeCommand('langvm.copyMachineCode');
    assert.equal(await vscode.env.clipboard.readText(), '48 b8 23 00 00 00 00 00 00 00');
    editor.selection = new vscode.Selection(3, 0, 3, 0);
    await vscode.commands.executeCommand('langvm.copyMachineCode');
    assert.equal(
      await vscode.env.clipboard.readText(),
      '55 48 89 e5 48 b8 07 00 00 00 00 00 00 00 48 b8 23 00 00 00 00 00 00 00 c9 c3',
    );
  });

  it('are all there', async () => {
    // The other tests open what activates it.
    await vscode.extensions.getExtension('langvm.langvm-debug')?.activate();
    const known = new Set(await vscode.commands.getCommands(true));
    for (const command of [
      'compile',
      'openAsListing',
      'copyMachineCode',
      'saveListingAsText',
      'saveListingAsBinary',
    ]) {
      assert.ok(known.has(`langvm.${command}`), `${command} exists`);
    }
  });
});
