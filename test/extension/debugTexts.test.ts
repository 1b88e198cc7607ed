import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { documentNamed, editorOf, endEverything, source, start, topFrame, visible } from './sessions';
import { closeEverything, fileWith, until } from './support';

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

  it('say when the program is not there any more', async () => {
    const beside = await fileWith('beside.lang', 'return 1;\n');
    const saved = vscode.Uri.joinPath(beside, '../saved.lang');
    const editor = await vscode.window.showTextDocument(saved.with({ scheme: 'untitled' }));
    assert.ok(await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'return 8;\n')));
    const shown = async (program: string): Promise<() => string[]> => {
      await vscode.commands.executeCommand('langvm.showBytecode');
      await vscode.commands.executeCommand('langvm.showMachineCode');
      const names = [`${program} (bytecode)`, `${program} (machine code)`];
      const documents = (await Promise.all(names.map(visible))).map(({ document }) => document);
      return () => documents.map((document) => document.getText());
    };
    const textsOfUntitled = await shown('saved.lang');
    assert.ok(await editor.document.save());
    const closed =
      '; saved.lang is not open any more. If you saved it, open this view again from the file.\n';
    await until('the reason in both', () => textsOfUntitled().every((text) => text === closed));
    await closeEverything();

    // Opened as a person does: what an extension opens, VS Code keeps for a while.
    await vscode.commands.executeCommand('vscode.open', beside, { preview: false });
    const textsOfFile = await shown('beside.lang');
    await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.workspace.fs.delete(beside);
    const gone = `; ${beside.fsPath} is not there any more. If it was renamed, open this view again from the file.\n`;
    await until('the reason in both', () => textsOfFile().every((text) => text === gone));
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

describe('the texts of a program that is looked at', () => {
  afterEach(endEverything);

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

describe('a session that runs', () => {
  const configuration = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('langvm');
  const setSyntax = (syntax: string | undefined): Thenable<void> =>
    configuration().update('disassembly.syntax', syntax, vscode.ConfigurationTarget.Global);

  afterEach(async () => {
    await setSyntax(undefined);
    await endEverything();
  });

  it('writes disassembly as the setting says now', async () => {
    const session = await start(await fileWith('syntax.lang', 'return 35;\n'), { mode: 'jit' });
    const nextOp = async (): Promise<string | undefined> => {
      const { id: frameId } = await topFrame(session);
      const { scopes } = (await session.customRequest('scopes', { frameId })) as {
        scopes: { name: string; variablesReference: number }[];
      };
      const scope = scopes.find(({ name }) => name === 'Machine Code');
      const { variables } = (await session.customRequest('variables', {
        variablesReference: scope?.variablesReference,
      })) as { variables: { name: string; value: string }[] };
      return variables.find(({ name }) => name === 'next op')?.value;
    };
    assert.match((await nextOp()) ?? '', /movabs \$0x23,%rax/);
    await setSyntax('intel');
    await until('the other syntax', async () => /mov rax, ?0x23/.test((await nextOp()) ?? ''));
  });
});

describe('values while stopped', () => {
  afterEach(endEverything);

  it('are evaluated in the frame they belong to', async () => {
    const file = await fileWith('values.lang', source);
    await vscode.window.showTextDocument(file);
    const at = new vscode.SourceBreakpoint(new vscode.Location(file, new vscode.Position(2, 0)));
    vscode.debug.addBreakpoints([at]);
    try {
      const session = await start(file, { stopOnEntry: false });
      await until('the breakpoint', async () => (await topFrame(session)).name === 'square(n=1)');
      const { id: frameId } = await topFrame(session);
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
