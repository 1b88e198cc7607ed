import { strict as assert } from 'node:assert';
import { chmod, lstat, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { readProgram, writeProgram } from '../../src/engine/format/read';
import { parseListing } from '../../src/engine/listing/parse';
import {
  bytecodeOf,
  bytecodeOfAll,
  closeEverything,
  fileWith,
  listingOf,
  openListing,
  replaceLine,
  until,
} from './support';

describe('saving a listing', () => {
  afterEach(closeEverything);

  it('writes the binary file', async () => {
    const { file, editor } = await openListing(35n);
    await replaceLine(editor, 5, 'RETURN 36');
    assert.ok(await editor.document.save());
    assert.deepEqual(new Uint8Array(await readFile(file.fsPath)), bytecodeOf(36n));
    assert.equal(editor.document.isDirty, false);
  });

  it('leaves nothing else in the folder', async () => {
    const { file, editor } = await openListing(35n);
    await replaceLine(editor, 5, 'RETURN 36');
    assert.ok(await editor.document.save());
    assert.deepEqual(await readdir(path.dirname(file.fsPath)), ['out.bc']);
  });

  it('shows what the file now prints as, whatever was typed', async () => {
    const { file, editor } = await openListing(35n);
    await replaceLine(editor, 5, '  return 0x24 ; hex\n\nreturn -1');
    assert.ok(await editor.document.save());
    assert.deepEqual(new Uint8Array(await readFile(file.fsPath)), bytecodeOf(36n, -1n));
    await until('canonical text', () =>
      editor.document.getText().endsWith('; 2 ops\n; main:\nRETURN 36\nRETURN -1\n'),
    );
    assert.equal(editor.document.isDirty, false);
    // And again, since the first time left a time of change of its own.
    await replaceLine(editor, 5, 'return 1');
    assert.ok(await editor.document.save());
    await until('canonical text again', () => editor.document.lineAt(4).text === 'RETURN 1');
    assert.equal(editor.document.isDirty, false);
  });

  it('refuses a listing with mistakes, which stays as it is', async () => {
    const { file, editor } = await openListing(35n);
    await replaceLine(editor, 5, 'RETRUN 36');
    assert.equal(await editor.document.save(), false);
    assert.equal(editor.document.isDirty, true);
    assert.equal(editor.document.lineAt(4).text, 'RETRUN 36');
    assert.deepEqual(new Uint8Array(await readFile(file.fsPath)), bytecodeOf(35n));
    await assert.rejects(
      async () => vscode.workspace.fs.writeFile(listingOf(file), new TextEncoder().encode('RETRUN 36')),
      /line 1, column 1: 'RETRUN' is no op of version 1/,
    );
  });

  it('of a file that is text writes the text, with its comments and even with mistakes', async () => {
    const file = await fileWith('listing.bc', '; mine\nRETURN 35\n');
    const editor = await vscode.window.showTextDocument(listingOf(file));
    await replaceLine(editor, 2, 'return 0x24 ; more\nRETRUN');
    assert.ok(await editor.document.save());
    assert.equal(await readFile(file.fsPath, 'utf8'), '; mine\nreturn 0x24 ; more\nRETRUN\n');
  });

  it('keeps the bytes after the last op', async () => {
    const file = await fileWith('out.bc', Uint8Array.of(...bytecodeOf(35n), 1, 2, 3));
    const editor = await vscode.window.showTextDocument(listingOf(file));
    await replaceLine(editor, 5, 'RETURN 36');
    assert.ok(await editor.document.save());
    assert.deepEqual(new Uint8Array(await readFile(file.fsPath)), Uint8Array.of(...bytecodeOf(36n), 1, 2, 3));
  });

  it('of version 3 keeps sections that it does not know, and puts labels where they belong', async () => {
    const { program } = parseListing(
      '.version 3\n.function main registers=1\nLOAD_CONST r0, 1\nend: JUMP end\n',
    );
    const section = { kind: 1000, content: Uint8Array.of(1, 2, 3) };
    const file = await fileWith('out.bc', writeProgram({ ...program, unknownSections: [section] }));
    const editor = await vscode.window.showTextDocument(listingOf(file));
    assert.equal(editor.document.lineAt(5).text, 'L1:     JUMP L1');
    await replaceLine(editor, 5, '        LOAD_CONST r0, 2\n        PRINT r0');
    assert.ok(await editor.document.save());
    await until('canonical text', () => editor.document.lineAt(6).text === 'L2:     JUMP L2');
    const saved = readProgram(new Uint8Array(await readFile(file.fsPath)));
    assert.deepEqual(saved.unknownSections, [section]);
    assert.deepEqual(
      saved.constants.map(({ bits }) => bits),
      [1n, 2n],
    );
  });

  it('keeps mode and links', async function () {
    if (process.platform === 'win32') this.skip();
    const file = await fileWith('real.bc', bytecodeOf(35n));
    await chmod(file.fsPath, 0o600);
    const link = vscode.Uri.joinPath(file, '../link.bc');
    await symlink('real.bc', link.fsPath);
    const editor = await vscode.window.showTextDocument(listingOf(link));
    await replaceLine(editor, 5, 'RETURN 36');
    assert.ok(await editor.document.save());
    assert.ok((await lstat(link.fsPath)).isSymbolicLink());
    assert.deepEqual(new Uint8Array(await readFile(file.fsPath)), bytecodeOf(36n));
    assert.equal((await stat(file.fsPath)).mode & 0o777, 0o600);
  });

  it('does not write a read-only file', async function () {
    if (process.platform === 'win32') this.skip();
    const file = await fileWith('out.bc', bytecodeOf(35n));
    await chmod(file.fsPath, 0o444);
    assert.equal(
      (await vscode.workspace.fs.stat(listingOf(file))).permissions,
      vscode.FilePermission.Readonly,
    );
    await assert.rejects(async () =>
      vscode.workspace.fs.writeFile(listingOf(file), new TextEncoder().encode('RETURN 1')),
    );
    assert.deepEqual(new Uint8Array(await readFile(file.fsPath)), bytecodeOf(35n));
  });
});

describe('a listing whose file changes on disk', () => {
  afterEach(closeEverything);

  it('follows', async () => {
    const { file, editor } = await openListing(35n);
    await writeFile(file.fsPath, bytecodeOf(1n, 2n));
    await until('the new listing', () => editor.document.getText().endsWith('RETURN 1\nRETURN 2\n'));
    assert.equal(editor.document.isDirty, false);
  });

  it('follows even to an older file', async () => {
    const { file, editor } = await openListing(35n);
    await writeFile(file.fsPath, bytecodeOf(7n));
    await utimes(file.fsPath, 1000, 1000);
    await until('the new listing', () => editor.document.lineAt(4).text === 'RETURN 7');
  });

  it('keeps what was typed, and does not overwrite unasked', async () => {
    const { file, editor } = await openListing(35n);
    await replaceLine(editor, 5, 'RETURN 36');
    await writeFile(file.fsPath, bytecodeOf(1n, 2n));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.equal(editor.document.lineAt(4).text, 'RETURN 36');
    assert.equal(await editor.document.save(), false);
    assert.deepEqual(new Uint8Array(await readFile(file.fsPath)), bytecodeOf(1n, 2n));
  });

  it('is not found once it is deleted', async () => {
    const { file } = await openListing(35n);
    await rm(file.fsPath);
    await assert.rejects(async () => vscode.workspace.fs.stat(listingOf(file)), { code: 'FileNotFound' });
    await assert.rejects(async () => vscode.workspace.fs.readFile(listingOf(file)), { code: 'FileNotFound' });
  });

  it('says what is wrong with a broken file', async () => {
    const file = await fileWith('out.bc', bytecodeOf(35n).subarray(0, 20));
    await assert.rejects(
      async () => vscode.workspace.fs.readFile(listingOf(file)),
      /Error reading bytecode in file: the op count at byte 8 says 1/,
    );
  });

  it('says when it is too large', async () => {
    const file = await fileWith('out.bc', bytecodeOfAll(new Array<bigint>(2_000_000).fill(-(2n ** 63n))));
    await assert.rejects(
      async () => vscode.workspace.fs.readFile(listingOf(file)),
      /VS Code shows extensions no text/,
    );
  });
});
