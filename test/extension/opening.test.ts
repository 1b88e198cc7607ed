import { strict as assert } from 'node:assert';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { bytecodeOf, closeEverything, fileWith, listingOf, openLikeUser, tabsOf, until } from './support';

const customTab = (file: vscode.Uri): vscode.Tab | undefined =>
  tabsOf(file).find(({ input }) => input instanceof vscode.TabInputCustom);

describe('opening a .bc file', () => {
  afterEach(closeEverything);

  it('shows binary bytecode as its listing, a text document, and nothing else', async () => {
    const file = await fileWith('out.bc', bytecodeOf(35n));
    const { document } = await openLikeUser(file);
    assert.equal(document.uri.toString(), listingOf(file).toString());
    assert.equal(document.languageId, 'langvm-bytecode');
    assert.equal(document.lineAt(4).text, 'RETURN 35');
    await until('one tab', () => tabsOf(file).length === 1);
    assert.ok(tabsOf(file)[0]?.input instanceof vscode.TabInputText);
  });

  it('finds the listing that is open already', async () => {
    const file = await fileWith('out.bc', bytecodeOf(35n));
    await openLikeUser(file);
    await openLikeUser(await fileWith('other.bc', bytecodeOf(1n)));
    await openLikeUser(file);
    await until('one tab', () => tabsOf(file).length === 1);
  });

  it('keeps the column, and preview or not', async () => {
    const file = await fileWith('out.bc', bytecodeOf(35n));
    await vscode.commands.executeCommand('vscode.open', file, { viewColumn: 2, preview: false });
    await until(
      'the listing',
      () => vscode.window.activeTextEditor?.document.uri.scheme === 'langvm-bytecode',
    );
    const [tab] = await until('one tab', () => (tabsOf(file).length === 1 ? tabsOf(file) : undefined));
    assert.equal(tab?.group.viewColumn, 2);
    assert.equal(tab.isPreview, false);
  });

  it('shows a preview as a preview', async () => {
    const file = await fileWith('out.bc', bytecodeOf(35n));
    await vscode.commands.executeCommand('vscode.open', file, { preview: true });
    await until(
      'the listing',
      () => vscode.window.activeTextEditor?.document.uri.scheme === 'langvm-bytecode',
    );
    await until('one tab', () => tabsOf(file).length === 1);
    assert.equal(tabsOf(file)[0]?.isPreview, true);
  });

  it('shows a file that is a listing itself as it is', async () => {
    const file = await fileWith('listing.bc', '; mine\nRETURN 35\n');
    const { document } = await openLikeUser(file);
    assert.equal(document.uri.toString(), listingOf(file).toString());
    assert.equal(document.getText(), '; mine\nRETURN 35\n');
    await until('one tab', () => tabsOf(file).length === 1);
  });

  it('leaves a script of the calculator alone', async () => {
    const file = await fileWith('pi.bc', 'scale = 20\n4 * a(1)\n');
    const { document } = await openLikeUser(file);
    const { languageId } = await until('another language', () =>
      vscode.workspace.textDocuments.find(
        ({ uri, languageId }) => uri.path === document.uri.path && languageId !== 'langvm-bytecode',
      ),
    );
    assert.equal(languageId, 'plaintext');
    assert.deepEqual(vscode.languages.getDiagnostics(file), []);
  });

  for (const [what, bytes] of [
    ['LLVM bitcode', [0x42, 0x43, 0xc0, 0xde, 0, 0, 0, 0]],
    ['big-endian bytecode', [0xde, 0xad, 0xbe, 0xef, 0, 0, 0, 1, 0, 0, 0, 0]],
    ['an unknown version', [0xef, 0xbe, 0xad, 0xde, 7, 0, 0, 0, 0, 0, 0, 0]],
    ['a truncated file', [0xef, 0xbe, 0xad, 0xde, 1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 1, 0]],
    ['an unknown opcode', [...bytecodeOf(1n).map((byte, index) => (index === 12 ? 9 : byte))]],
    ['an empty file', []],
    ['other binary data', [0, 1, 2, 3]],
  ] as const) {
    it(`stays a page for ${what}`, async () => {
      const file = await fileWith('foreign.bc', Uint8Array.from(bytes));
      await vscode.commands.executeCommand('vscode.open', file);
      await until('the page', () => customTab(file));
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.ok(customTab(file), 'it is not replaced');
      assert.equal(tabsOf(file).length, 1);
    });
  }

  it('turns the page into the listing once the file is whole', async () => {
    const whole = bytecodeOf(35n);
    const file = await fileWith('out.bc', whole.subarray(0, 20));
    await vscode.commands.executeCommand('vscode.open', file);
    await until('the page', () => customTab(file));
    await writeFile(file.fsPath, whole);
    await until(
      'the listing',
      () => vscode.window.activeTextEditor?.document.uri.toString() === listingOf(file).toString(),
    );
    await until('one tab', () => tabsOf(file).length === 1);
  });

  it('never takes a side out of a comparison', async () => {
    const left = await fileWith('left.bc', bytecodeOf(1n));
    const right = await fileWith('right.bc', bytecodeOf(2n));
    await vscode.commands.executeCommand('vscode.diff', left, right);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
    assert.equal(tabs.length, 1);
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  it('compares listings as texts', async () => {
    const left = listingOf(await fileWith('left.bc', bytecodeOf(1n)));
    const right = listingOf(await fileWith('right.bc', bytecodeOf(2n)));
    await vscode.commands.executeCommand('vscode.diff', left, right);
    await until(
      'the right side',
      () => vscode.window.activeTextEditor?.document.uri.toString() === right.toString(),
    );
  });
});
