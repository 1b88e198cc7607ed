import { strict as assert } from 'node:assert';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { closeEverything, fileWith, until } from './support';

const source = `array cells[4];
function square(n) {
  return n * n;
}
i = 1;
while (i < 4) {
  cells[i] = square(i);
  i = i + 1;
}
return cells[3];
`;

interface Frame {
  readonly name: string;
  readonly line: number;
  readonly source?: { readonly name: string; readonly path?: string };
}

const documentNamed = (ending: string): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find(({ uri, isClosed }) => !isClosed && uri.path.endsWith(ending));

const editorOf = (ending: string): vscode.TextEditor | undefined =>
  vscode.window.visibleTextEditors.find(({ document }) => document.uri.path.endsWith(ending));

const visible = (ending: string): Promise<vscode.TextEditor> =>
  until(`an editor of …${ending}`, () => editorOf(ending));

/** Where the innermost frame is shown. */
async function topFrame(session: vscode.DebugSession): Promise<Frame> {
  const { stackFrames } = (await session.customRequest('stackTrace', { threadId: 1, levels: 1 })) as {
    stackFrames: Frame[];
  };
  assert.ok(stackFrames[0]);
  return stackFrames[0];
}

/** Starts a session that stops on entry. */
async function start(file: vscode.Uri, configuration: object = {}): Promise<vscode.DebugSession> {
  assert.ok(
    await vscode.debug.startDebugging(undefined, {
      type: 'langvm',
      request: 'launch',
      name: 'test',
      program: file.fsPath,
      stopOnEntry: true,
      ...configuration,
    }),
  );
  await until('a stopped frame', () => vscode.debug.activeStackItem instanceof vscode.DebugStackFrame);
  const session = vscode.debug.activeDebugSession;
  assert.ok(session);
  return session;
}

async function stopAll(): Promise<void> {
  if (!vscode.debug.activeDebugSession) return;
  await vscode.debug.stopDebugging();
  await until('no session', () => vscode.debug.activeDebugSession === undefined);
}

describe('the texts of a program without a session', () => {
  afterEach(closeEverything);

  it('show what a source compiles to, and follow its edits', async () => {
    const file = await fileWith('edited.lang', source);
    const editor = await vscode.window.showTextDocument(file);
    await vscode.commands.executeCommand('langvm.showBytecode', file);
    const listing = await visible('edited.lang (bytecode)');
    assert.equal(listing.document.languageId, 'langvm-bytecode');
    assert.match(listing.document.getText(), /\.function square parameters=1[^]*MUL r1, r0, r0/);
    assert.equal(vscode.window.activeTextEditor, editor, 'the focus stays');
    assert.ok(await editor.edit((edit) => edit.replace(editor.document.lineAt(2).range, '  return n + n;')));
    await until('the edited listing', () =>
      documentNamed('(bytecode)')?.getText().includes('ADD r1, r0, r0'),
    );
    assert.ok(await editor.edit((edit) => edit.replace(editor.document.lineAt(2).range, '  return n +;')));
    await until('the mistake', () => documentNamed('(bytecode)')?.getText().startsWith('; '));
  });

  it('show machine code in a column of its own, with an outline', async () => {
    const file = await fileWith('columns.lang', source);
    await vscode.window.showTextDocument(file);
    await vscode.commands.executeCommand('langvm.showBytecode');
    await visible('columns.lang (bytecode)');
    await vscode.commands.executeCommand('langvm.showMachineCode');
    const machineCode = await visible('columns.lang (machine code)');
    assert.ok(editorOf('columns.lang') && editorOf('columns.lang (bytecode)'), 'nothing was hidden');
    assert.equal(machineCode.document.languageId, 'langvm-machine-code');
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      machineCode.document.uri,
    );
    const functions = symbols.filter(({ kind }) => kind === vscode.SymbolKind.Function);
    assert.deepEqual(
      functions.map(({ name }) => name),
      ['main', 'square'],
    );
    assert.equal(functions[1]?.children[0]?.name, 'prologue');
  });

  it('show the machine code of a listing that has no file yet', async () => {
    const content = 'RETURN 35\n';
    const untitled = await vscode.workspace.openTextDocument({ language: 'langvm-bytecode', content });
    await vscode.window.showTextDocument(untitled);
    await vscode.commands.executeCommand('langvm.showMachineCode');
    const { document } = await visible('(machine code)');
    assert.match(document.getText(), /movabs \$0x23,%rax/);
  });

  it('let machine code be copied', async () => {
    const file = await fileWith('copied.lang', 'return 35\n');
    await vscode.window.showTextDocument(file);
    await vscode.commands.executeCommand('langvm.showMachineCode');
    const { document } = await visible('copied.lang (machine code)');
    const editor = await vscode.window.showTextDocument(document, editorOf('(machine code)')?.viewColumn);
    const op = document
      .getText()
      .split('\n')
      .findIndex((line) => line.startsWith('op 0:'));
    editor.selection = new vscode.Selection(op, 0, op, 0);
    const copied = async (command: string, scope: string): Promise<string> => {
      await vscode.commands.executeCommand(command, { scope });
      return vscode.env.clipboard.readText();
    };
    assert.equal(await copied('langvm.copyMachineCodeAsHex', 'op'), '48 b8 23 00 00 00 00 00 00 00');
    assert.equal(
      await copied('langvm.copyMachineCodeAsHex', 'all'),
      '55 48 89 e5 48 b8 23 00 00 00 00 00 00 00 c9 c3',
    );
    assert.match(
      await copied('langvm.copyMachineCodeAsCArray', 'op'),
      /unsigned char op_0\[\] = \{[^]*0x48, 0xb8,/,
    );
    assert.match(await copied('langvm.copyMachineCodeAsText', 'function'), /^prologue:\n[^]*ret\n$/);
  });

  it('ask what to copy', async () => {
    const file = await fileWith('asked.lang', source);
    await vscode.window.showTextDocument(file);
    await vscode.commands.executeCommand('langvm.showMachineCode');
    const { document, viewColumn } = await visible('asked.lang (machine code)');
    const editor = await vscode.window.showTextDocument(document, viewColumn);
    const square = document.getText().split('\n').indexOf('square:');
    editor.selection = new vscode.Selection(square + 2, 0, square + 2, 0);
    await vscode.env.clipboard.writeText('');
    const copying = vscode.commands.executeCommand('langvm.copyMachineCodeAsHex');
    // The part with the cursor is the first choice, the function the second.
    await until('the list', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return vscode.env.clipboard.readText();
    });
    await copying;
    assert.match(await vscode.env.clipboard.readText(), /^55 48 89 e5 53/);
  });

  it('reveal what belongs to the selection', async () => {
    const lines = Array.from({ length: 200 }, (_, index) => `x${index} = ${index};`);
    const file = await fileWith('long.lang', `${lines.join('\n')}\nreturn x0;\n`);
    const editor = await vscode.window.showTextDocument(file);
    await vscode.commands.executeCommand('langvm.showBytecode');
    const listing = await visible('long.lang (bytecode)');
    const isShown = (line: number): boolean =>
      listing.visibleRanges.some(({ start, end }) => line >= start.line && line <= end.line);
    const listingLine = listing.document
      .getText()
      .split('\n')
      .findIndex((line) => line.includes('@180:1'));
    assert.ok(listingLine > 0 && !isShown(listingLine));
    editor.selection = new vscode.Selection(179, 0, 179, 0);
    await until('the listing of line 180', () => isShown(listingLine));
  });
});

describe('the level of a session', () => {
  afterEach(async () => {
    await stopAll();
    await closeEverything();
  });

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

describe('the texts of a program that is looked at', () => {
  afterEach(async () => {
    await stopAll();
    await closeEverything();
  });

  it('are shown while another program is debugged', async () => {
    const running = await fileWith('running.lang', source);
    await vscode.window.showTextDocument(running);
    await start(running);
    await vscode.window.showTextDocument(await fileWith('other.lang', 'return 7;\n'));
    await vscode.commands.executeCommand('langvm.showBytecode');
    await until('the listing', () =>
      editorOf('other.lang (bytecode)')?.document.getText().includes('RETURN 7'),
    );
    assert.equal(editorOf('running.lang (bytecode)'), undefined);
  });

  it('are shown from the walkthrough in front of it', async () => {
    const file = await fileWith('behind.lang', 'return 7;\n');
    await vscode.window.showTextDocument(file, { preview: false });
    await vscode.commands.executeCommand(
      'workbench.action.openWalkthrough',
      { category: 'langvm.langvm-debug#getStarted' },
      false,
    );
    await until('the walkthrough', () => vscode.window.activeTextEditor === undefined);
    await vscode.commands.executeCommand('langvm.showBytecode');
    await until('the listing', () => editorOf('behind.lang (bytecode)'));
    await vscode.commands.executeCommand('langvm.compile');
    await until('the compiled file', () => editorOf('behind.bc'));
  });
});

describe('values while stopped', () => {
  afterEach(async () => {
    await stopAll();
    await closeEverything();
  });

  it('are evaluated in the frame they belong to', async () => {
    const file = await fileWith('values.lang', source);
    await vscode.window.showTextDocument(file);
    const at = new vscode.SourceBreakpoint(new vscode.Location(file, new vscode.Position(2, 0)));
    vscode.debug.addBreakpoints([at]);
    try {
      const session = await start(file, { stopOnEntry: false });
      await until('the breakpoint', async () => (await topFrame(session)).name === 'square(n=1)');
      const frameId = 1;
      const evaluated = (await session.customRequest('evaluate', {
        expression: 'n',
        frameId,
        context: 'hover',
      })) as {
        result: string;
      };
      assert.equal(evaluated.result, '1');
      await vscode.commands.executeCommand('langvm.showMachineCode');
      const machineCode = await visible('values.lang (machine code)');
      await until('the code of the session', () => machineCode.document.getText().includes('imul'));
    } finally {
      vscode.debug.removeBreakpoints([at]);
    }
  });
});
