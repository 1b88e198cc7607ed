import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { closeEverything, fileWith, listingOf, replaceLine, until } from './support';

describe('editing a listing of version 3', () => {
  afterEach(closeEverything);

  const listing = [
    '.version 3 ; langvm bytecode',
    '.function main registers=2',
    '        LOAD_CONST r0, limit',
    'again:  CALL r1, twice, r0',
    '        JUMP_IF r1, again',
    '        RETURN r1',
    '.function twice parameters=1 registers=2',
    '        ADD r1, r0, r0',
    '        RETURN r1',
    '.constant limit int64 30',
    '',
  ];

  async function openVersion3(): Promise<vscode.TextEditor> {
    const file = await fileWith('listing.bc', listing.join('\n'));
    return vscode.window.showTextDocument(listingOf(file));
  }

  /** The range of a word on a line (from 1). */
  function rangeOf(line: number, word: string): vscode.Range {
    const start = listing[line - 1]?.indexOf(word) ?? -1;
    return new vscode.Range(line - 1, start, line - 1, start + word.length);
  }

  it('has an outline of functions, labels and constants, and folds by function', async () => {
    const { uri } = (await openVersion3()).document;
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    );
    assert.deepEqual(
      symbols.map(({ name, children }) => [name, children.map((child) => child.name)]),
      [
        ['main', ['again']],
        ['twice', []],
        ['limit', []],
      ],
    );
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      uri,
    );
    assert.deepEqual(
      folds.map(({ start, end }) => [start, end]),
      [
        [1, 5],
        [6, 8],
      ],
    );
  });

  it('goes to what a name stands for, and finds where it is used', async () => {
    const { uri } = (await openVersion3()).document;
    for (const [line, word, definition] of [
      [4, 'twice', 7],
      [5, 'again', 4],
      [3, 'limit', 10],
    ] as const) {
      const position = rangeOf(line, word).start;
      const [found] = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeDefinitionProvider',
        uri,
        position,
      );
      assert.deepEqual(found?.range, rangeOf(definition, word));
      const uses = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeReferenceProvider',
        uri,
        position,
      );
      assert.deepEqual(
        uses.map(({ range }) => range.start.line + 1).sort((one, other) => one - other),
        [line, definition].sort((one, other) => one - other),
      );
    }
  });

  it('renames a function everywhere, but to no name that is taken', async () => {
    const { document } = await openVersion3();
    const rename = (name: string) =>
      vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        document.uri,
        rangeOf(4, 'twice').start,
        name,
      );
    assert.ok(await vscode.workspace.applyEdit(await rename('double')));
    assert.equal(document.lineAt(3).text, 'again:  CALL r1, double, r0');
    assert.equal(document.lineAt(6).text, '.function double parameters=1 registers=2');
    await assert.rejects(async () => rename('main'), /taken/);
  });

  it('renames no label to the word for the end of a function', async () => {
    const { document } = await openVersion3();
    await assert.rejects(
      async () =>
        vscode.commands.executeCommand(
          'vscode.executeDocumentRenameProvider',
          document.uri,
          rangeOf(4, 'again').start,
          'end',
        ),
      /taken/,
    );
  });

  it('has no more in its outline than somebody reads', async () => {
    const constants = Array.from({ length: 1500 }, (_, index) => `.constant c${index} int64 ${index}`);
    const file = await fileWith(
      'many.bc',
      ['.version 2', 'RETURN r0', '.registers 1', ...constants].join('\n'),
    );
    const { document } = await vscode.window.showTextDocument(listingOf(file));
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.equal(symbols.filter(({ kind }) => kind === vscode.SymbolKind.Constant).length, 1000);
  });

  it('says of a name what the op means by it', async () => {
    const text = [
      '.version 3',
      '.function main registers=2',
      'LOAD_CONST r0, c0',
      'CALL r0, c0, r0',
      'RETURN r0',
      '.function c0 parameters=1 registers=2',
      'RETURN r0',
      '.constant c0 int64 30',
    ];
    const file = await fileWith('names.bc', text.join('\n'));
    const { document } = await vscode.window.showTextDocument(listingOf(file));
    const over = async (line: number): Promise<string> => {
      const position = new vscode.Position(line - 1, (text[line - 1] ?? '').indexOf('c0'));
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        position,
      );
      const [content] = hovers[0]?.contents ?? [];
      return content instanceof vscode.MarkdownString ? content.value : '';
    };
    assert.match(await over(3), /^\*\*c0\*\* — constant of type int64/);
    assert.match(await over(4), /^\*\*c0\*\* — 1 op, /);
  });

  it('shows the value of a constant behind its name', async () => {
    const { document } = await openVersion3();
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
    );
    assert.deepEqual(
      hints.map(({ position, label }) => [position, label]),
      [[rangeOf(3, 'limit').end, '= 30']],
    );
  });

  it('completes operands and directives', async () => {
    const editor = await openVersion3();
    const labelsAt = async (line: number, text: string): Promise<unknown[]> => {
      await replaceLine(editor, line, text);
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        editor.document.uri,
        new vscode.Position(line - 1, text.length),
      );
      return items.map(({ label }) => label);
    };
    assert.deepEqual(await labelsAt(8, '        CALL r1, '), ['main', 'twice']);
    assert.deepEqual(await labelsAt(8, '        ADD '), ['r0', 'r1']);
    assert.ok((await labelsAt(8, '.arr')).includes('.array'));
  });

  it('names several mistakes, and mends them', async () => {
    const editor = await openVersion3();
    const { document } = editor;
    await replaceLine(editor, 5, '        JUMP_IF r1, agian');
    await replaceLine(editor, 8, '        ADD r1, r0 r0');
    await until('two diagnostics', () => vscode.languages.getDiagnostics(document.uri).length === 2);
    for (const { range } of vscode.languages.getDiagnostics(document.uri)) {
      const [fix] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        range,
      );
      assert.ok(fix?.edit && (await vscode.workspace.applyEdit(fix.edit)));
    }
    await until('no diagnostic', () => vscode.languages.getDiagnostics(document.uri).length === 0);
    assert.equal(document.lineAt(4).text, '        JUMP_IF r1, again');
    assert.equal(document.lineAt(7).text, '        ADD r1, r0, r0');
  });

  it('says what the verifier refuses at the operand', async () => {
    const editor = await openVersion3();
    await replaceLine(editor, 8, '        ADD r1, r0, r9');
    const found = await until('a diagnostic', () => vscode.languages.getDiagnostics(editor.document.uri)[0]);
    assert.match(found.message, /^Register out of range: this op has register 9/);
    assert.deepEqual(found.range, new vscode.Range(7, 20, 7, 22));
  });

  it('formats in columns', async () => {
    const editor = await openVersion3();
    await replaceLine(editor, 4, '  again: call R1,twice , r0   @12:3');
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      'vscode.executeFormatDocumentProvider',
      editor.document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    const edit = new vscode.WorkspaceEdit();
    edit.set(editor.document.uri, edits);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(editor.document.lineAt(3).text, 'again:  CALL r1, twice, r0              @12:3');
  });
});
