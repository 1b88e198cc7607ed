import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { closeEverything, fileWith, until } from './support';

describe('editing a source', () => {
  afterEach(closeEverything);

  const lines = [
    'array cells[4];',
    'function swap(i, j) {',
    'kept = cells[i];',
    '  cells[i] = cells[j];',
    '  cells[j] = kept;',
    '}',
    'i = 1;',
    'swap(i, 2);',
  ];

  async function open(...more: string[]): Promise<vscode.TextDocument> {
    const file = await fileWith('swap.lang', [...lines, ...more].join('\n'));
    return (await vscode.window.showTextDocument(file)).document;
  }

  /** A place on a line (from 1), at a column (from 1). */
  const at = (line: number, column: number): vscode.Position => new vscode.Position(line - 1, column - 1);

  const ask = <Answer>(command: string, ...parameters: unknown[]): Thenable<Answer> =>
    vscode.commands.executeCommand<Answer>(`vscode.execute${command}`, ...parameters);

  it('has its lenses above the first line of code, whatever the comments above', async () => {
    const file = await fileWith('lenses.lang', '/*\n * A heading,\n */ // and more\n\nreturn 5;\n');
    const { uri } = (await vscode.window.showTextDocument(file)).document;
    const lenses = await ask<vscode.CodeLens[]>('CodeLensProvider', uri);
    assert.deepEqual([...new Set(lenses.map(({ range }) => range.start.line + 1))], [5]);
  });

  it('has an outline, with mistakes elsewhere', async () => {
    const { uri } = await open('x = ;');
    const symbols = await ask<vscode.DocumentSymbol[]>('DocumentSymbolProvider', uri);
    const names = symbols.map(({ name, children }) => [name, children.map((child) => child.name)]);
    assert.deepEqual(
      names.filter(([name]) => name !== 'x'),
      [
        ['cells', []],
        ['swap(i, j)', ['i', 'j', 'kept']],
        ['i', []],
      ],
    );
  });

  it('goes to the declaration, finds and marks every use', async () => {
    const { uri } = await open();
    const [definition] = await ask<vscode.Location[]>('DefinitionProvider', uri, at(4, 9));
    assert.deepEqual(definition?.range.start, at(2, 15));
    const uses = await ask<vscode.Location[]>('ReferenceProvider', uri, at(8, 1));
    assert.deepEqual(
      uses.map(({ range }) => range.start),
      [at(2, 10), at(8, 1)],
    );
    const marks = await ask<vscode.DocumentHighlight[]>('DocumentHighlights', uri, at(3, 1));
    assert.deepEqual(
      marks.map(({ range, kind }) => [range.start.line + 1, kind]),
      [
        [3, vscode.DocumentHighlightKind.Write],
        [5, vscode.DocumentHighlightKind.Read],
      ],
    );
  });

  it('renames a parameter in its function only, and to no name that is taken', async () => {
    const document = await open();
    const rename = (name: string) =>
      ask<vscode.WorkspaceEdit>('DocumentRenameProvider', document.uri, at(2, 15), name);
    assert.ok(await vscode.workspace.applyEdit(await rename('first')));
    assert.equal(document.lineAt(1).text, 'function swap(first, j) {');
    assert.equal(document.lineAt(3).text, '  cells[first] = cells[j];');
    assert.equal(document.lineAt(6).text, 'i = 1;');
    await assert.rejects(async () => rename('kept'), /taken/);
    await assert.rejects(async () => rename('while'), /word of the language/);
  });

  it('completes names in scope, and shows the parameters of a call', async () => {
    const { uri } = await open('swap(1, ');
    const { items } = await ask<vscode.CompletionList>('CompletionItemProvider', uri, at(9, 9));
    const details = new Map(items.map(({ label, detail }) => [label, detail]));
    assert.equal(details.get('swap'), 'swap(i, j)');
    assert.equal(details.get('cells'), 'array of 4 cells');
    assert.equal(details.get('i'), 'variable in register r0');
    assert.ok(!details.has('kept'));
    const help = await ask<vscode.SignatureHelp>('SignatureHelpProvider', uri, at(9, 9), ',');
    assert.equal(help.signatures[0]?.label, 'swap(i, j)');
    assert.equal(help.activeParameter, 1);
  });

  it('completes a call or a cell up to the bracket that is there already', async () => {
    const { uri } = await open('sw(1, 2);', 'x = ce[1];', 'y = ce;');
    const inserted = async (line: number, column: number, name: string): Promise<unknown> => {
      const { items } = await ask<vscode.CompletionList>('CompletionItemProvider', uri, at(line, column));
      const text = items.find(({ label }) => label === name)?.insertText;
      return text instanceof vscode.SnippetString ? text.value : text;
    };
    assert.equal(await inserted(9, 3, 'swap'), 'swap');
    assert.equal(await inserted(10, 7, 'cells'), 'cells');
    assert.equal(await inserted(11, 7, 'cells'), 'cells[${1:index}]');
  });

  it('says what is under the mouse and what its line becomes', async () => {
    const { uri } = await open();
    const textAt = async (position: vscode.Position): Promise<string> => {
      const hovers = await ask<vscode.Hover[]>('HoverProvider', uri, position);
      return hovers
        .flatMap(({ contents }) => contents)
        .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
        .join('\n');
    };
    assert.match(await textAt(at(4, 9)), /\*\*i\*\* — parameter in register r0[^]*STORE_CELL/);
    assert.match(await textAt(at(8, 2)), /\*\*swap\(i, j\)\*\* — function[^]*CALL/);
  });

  it('shows several mistakes where they are', async () => {
    const { uri } = await open('swap(1);', 'return nothing;');
    const found = await until('two diagnostics', () => {
      const all = vscode.languages.getDiagnostics(uri);
      return all.length === 2 ? all : undefined;
    });
    assert.deepEqual(
      found.map(({ range }) => range),
      [new vscode.Range(at(9, 1), at(9, 5)), new vscode.Range(at(10, 8), at(10, 15))],
    );
  });

  it('indents by braces', async () => {
    const { uri } = await open();
    const edits = await ask<vscode.TextEdit[]>('FormatDocumentProvider', uri, {
      tabSize: 2,
      insertSpaces: true,
    });
    const edit = new vscode.WorkspaceEdit();
    edit.set(uri, edits);
    assert.ok(await vscode.workspace.applyEdit(edit));
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.lineAt(2).text, '  kept = cells[i];');
    assert.equal(document.lineAt(3).text, '  cells[i] = cells[j];');
  });
});
