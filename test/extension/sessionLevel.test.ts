import { strict as assert } from 'node:assert';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import {
  documentNamed,
  editorOf,
  endEverything,
  source,
  start,
  stopAll,
  topFrame,
  visible,
} from './sessions';
import { fileWith, until } from './support';

describe('the level of a session', () => {
  afterEach(endEverything);

  it('is the source for a source, and follows the focus to the listing and back', async () => {
    const file = await fileWith('levels.lang', source);
    await vscode.window.showTextDocument(file);
    const session = await start(file);
    assert.equal((await topFrame(session)).source?.name, 'levels.lang');
    await vscode.commands.executeCommand('langvm.showBytecode');
    const listing = await visible('levels.lang (bytecode)');
    assert.equal(listing.document.uri.scheme, 'debug');
    assert.equal(listing.document.languageId, 'langvm-bytecode');
    assert.equal((await topFrame(session)).source?.name, 'levels.lang', 'the focus is still in the source');
    await vscode.window.showTextDocument(listing.document, listing.viewColumn);
    await until('frames in the listing', async () =>
      (await topFrame(session)).source?.name.endsWith('(bytecode)'),
    );
    // Showing the frames at their new places VS Code may take the focus once more: a person clicks again.
    await until('frames in the source', async () => {
      await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.One });
      return (await topFrame(session)).source?.name === 'levels.lang';
    });
  });

  it('follows the focus between a file of bytecode and the source that it came from', async () => {
    const file = await fileWith('both.lang', source);
    await vscode.window.showTextDocument(file);
    await vscode.commands.executeCommand('langvm.compile', file);
    await until('the listing', () => documentNamed('both.bc'));
    const session = await start(file.with({ path: file.path.replace('.lang', '.bc') }));
    assert.equal(session.configuration.level, 'bytecode');
    assert.equal((await topFrame(session)).source?.name, 'both.bc');
    await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.Two });
    await until('frames in the source', async () => (await topFrame(session)).source?.name === 'both.lang');
  });

  it('knows the program however its path is written', async () => {
    const file = await fileWith('around.lang', source);
    await vscode.window.showTextDocument(file);
    const around = vscode.Uri.file(file.path.replace('/around', '/./there/../around'));
    const session = await start(around);
    assert.equal(session.configuration.program, file.fsPath);
    await vscode.commands.executeCommand('langvm.showBytecode');
    assert.equal((await visible('around.lang (bytecode)')).document.uri.scheme, 'debug');
  });

  it('stays what it is through a stop', async () => {
    const file = await fileWith('steps.lang', source);
    await vscode.window.showTextDocument(file);
    const session = await start(file, { level: 'bytecode' });
    const { line, source: shown } = await topFrame(session);
    assert.match(shown?.name ?? '', /\(bytecode\)$/);
    await until('the listing', () => vscode.window.activeTextEditor?.document.uri.scheme === 'debug');
    await session.customRequest('next', { threadId: 1 });
    await until('the next op', async () => (await topFrame(session)).line !== line);
    // Longer than the focus has to rest before the level follows it.
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.match((await topFrame(session)).source?.name ?? '', /\(bytecode\)$/);
    assert.equal(vscode.window.activeTextEditor?.document.uri.scheme, 'debug');
  });

  it('gives the listing of a source to the session, and takes it back', async () => {
    const file = await fileWith('taken.lang', source);
    const editor = await vscode.window.showTextDocument(file);
    await vscode.commands.executeCommand('langvm.showBytecode');
    const { viewColumn } = await visible('taken.lang (bytecode)');
    const shown = (): string[] =>
      vscode.window.tabGroups.all
        .filter((group) => group.viewColumn === viewColumn)
        .flatMap(({ tabs }) => tabs)
        .flatMap(({ input }) => (input instanceof vscode.TabInputText ? input.uri.scheme : []));
    assert.deepEqual(shown(), ['langvm-compiled-listing']);
    await start(file);
    await until('the listing of the session', () => shown().join() === 'debug');
    assert.equal(vscode.window.activeTextEditor?.document, editor.document, 'the focus stays');
    await stopAll();
    await until('the listing of the text', () => shown().join() === 'langvm-compiled-listing');
  });

  it('gives the listing of the new program after a restart', async () => {
    const file = await fileWith('restarted.lang', source);
    await vscode.window.showTextDocument(file);
    const session = await start(file);
    await vscode.commands.executeCommand('langvm.showBytecode');
    const listing = (): string => editorOf('restarted.lang (bytecode)')?.document.getText() ?? '';
    await until('the listing', () => listing().includes('int64 4'));
    await writeFile(file.fsPath, source.replace('i < 4', 'i < 3'));
    await vscode.commands.executeCommand('workbench.action.debug.restart');
    const isOfSession = (): boolean => editorOf('restarted.lang (bytecode)')?.document.uri.scheme === 'debug';
    await until('the new listing, of the session', () => isOfSession() && listing().includes('int64 3'));
    assert.doesNotMatch(listing(), /int64 4/);
    assert.equal(vscode.debug.activeDebugSession?.id, session.id);
  });

  it('is the bytecode when the listing has the focus at the start', async () => {
    const file = await fileWith('preview.lang', source);
    await vscode.window.showTextDocument(file);
    await vscode.commands.executeCommand('langvm.showBytecode');
    const { document, viewColumn } = await visible('preview.lang (bytecode)');
    await vscode.window.showTextDocument(document, viewColumn);
    const session = await start(file);
    assert.equal(session.configuration.level, 'bytecode');
    assert.match((await topFrame(session)).source?.name ?? '', /\(bytecode\)$/);
  });
});
