import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import {
  closeEverything,
  fileWith,
  listingOf,
  bytecodeOfAll,
  openListing,
  replaceLine,
  until,
} from './support';

const textOf = (hovers: readonly vscode.Hover[]): string =>
  hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n---\n');

async function hoverAt(uri: vscode.Uri, line: number, column: number): Promise<string> {
  const position = new vscode.Position(line - 1, column - 1);
  return textOf(
    await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position),
  );
}

describe('editing a listing', () => {
  afterEach(closeEverything);

  it('names mistakes while they are typed, and forgets them', async () => {
    const { editor } = await openListing(35n);
    const { uri } = editor.document;
    await replaceLine(editor, 5, 'RETRUN 36');
    const [found] = await until('a diagnostic', () => {
      const diagnostics = vscode.languages.getDiagnostics(uri);
      return diagnostics.length > 0 ? diagnostics : undefined;
    });
    assert.deepEqual(found?.range, new vscode.Range(4, 0, 4, 6));
    assert.equal(found.severity, vscode.DiagnosticSeverity.Error);
    await replaceLine(editor, 5, 'RETURN 36');
    await until('no diagnostic', () => vscode.languages.getDiagnostics(uri).length === 0);
  });

  it('offers the mnemonic that was meant', async () => {
    const { editor } = await openListing(35n);
    await replaceLine(editor, 5, 'RETRUN 36');
    await until('a diagnostic', () => vscode.languages.getDiagnostics(editor.document.uri).length === 1);
    const [fix] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      new vscode.Range(4, 0, 4, 0),
    );
    assert.equal(fix?.title, 'Replace with RETURN');
    assert.ok(fix.edit && (await vscode.workspace.applyEdit(fix.edit)));
    assert.equal(editor.document.lineAt(4).text, 'RETURN 36');
  });

  it('warns that a binary file keeps no comments, where it is one', async () => {
    const { editor } = await openListing(35n);
    await replaceLine(editor, 5, 'RETURN 35 ; mine');
    const found = await until('a diagnostic', () => vscode.languages.getDiagnostics(editor.document.uri)[0]);
    assert.equal(found.severity, vscode.DiagnosticSeverity.Information);
    assert.equal(found.code, 'commentNotKept');

    const text = listingOf(await fileWith('listing.bc', 'RETURN 35 ; mine\n'));
    await vscode.workspace.openTextDocument(text);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(vscode.languages.getDiagnostics(text), []);
  });

  it('names mistakes in sources', async () => {
    const source = await fileWith('bad.lang', 'return return');
    await vscode.workspace.openTextDocument(source);
    await until('a diagnostic', () => vscode.languages.getDiagnostics(source).length > 0);
  });

  it('completes mnemonics with their documentation', async () => {
    const { editor } = await openListing(35n);
    await replaceLine(editor, 5, 'RE');
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      editor.document.uri,
      new vscode.Position(4, 2),
    );
    const item = items.find(({ label }) => label === 'RETURN');
    assert.equal(item?.detail, 'RETURN param');
    assert.match(
      item.documentation instanceof vscode.MarkdownString ? item.documentation.value : '',
      /result/,
    );
  });

  it('formats without losing comments', async () => {
    const file = await fileWith('listing.bc', ' return   0x23;why\nnonsense  \n');
    const { uri } = await vscode.workspace.openTextDocument(file);
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      'vscode.executeFormatDocumentProvider',
      uri,
      {
        tabSize: 2,
        insertSpaces: true,
      },
    );
    const edit = new vscode.WorkspaceEdit();
    edit.set(uri, edits);
    await vscode.workspace.applyEdit(edit);
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.getText(), 'RETURN 35 ;why\nnonsense\n');
  });

  it('has an outline', async () => {
    const { editor } = await openListing(1n, 2n);
    const [symbol] = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      editor.document.uri,
    );
    assert.equal(symbol?.name, 'main');
    assert.deepEqual(symbol.range, new vscode.Range(3, 0, 5, 8));
  });
});

describe('hovering', () => {
  afterEach(closeEverything);

  it('over an op shows machine code, disassembly, offset and bytes', async () => {
    const { editor } = await openListing(7n, 35n);
    const text = await hoverAt(editor.document.uri, 6, 1);
    assert.match(text, /48 b8 23 00 00 00 00 00 00 00 {2}movabs \$0x23,%rax/);
    assert.match(text, /main\+0xe/);
    assert.match(text, /01 00 00 00 {2}23 00 00 00 00 00 00 00/);
    assert.match(text, /byte 24/);
    assert.match(text, /The result becomes param/);
  });

  it('over an operand adds the other ways to write it', async () => {
    const { editor } = await openListing(35n);
    assert.match(await hoverAt(editor.document.uri, 5, 8), /`35` · `0x23` · `'#'`/);
  });

  it('over the entry shows prologue and epilogue', async () => {
    const { editor } = await openListing(35n);
    const text = await hoverAt(editor.document.uri, 4, 4);
    assert.match(text, /55 +push/);
    assert.match(text, /48 89 e5 +mov/);
    assert.match(text, /c9 +leave/);
    assert.match(text, /c3 +ret/);
  });

  it('writes the syntax of the setting', async () => {
    const configuration = vscode.workspace.getConfiguration('langvm');
    const { editor } = await openListing(35n);
    await configuration.update('disassembly.syntax', 'intel', vscode.ConfigurationTarget.Global);
    try {
      assert.match(await hoverAt(editor.document.uri, 5, 1), /mov rax, 0x23/);
    } finally {
      await configuration.update('disassembly.syntax', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('over a source line shows what it becomes', async () => {
    const source = await fileWith('return35.lang', 'return 35\n');
    await vscode.workspace.openTextDocument(source);
    assert.match(await hoverAt(source, 1, 1), /RETURN 35[^]*movabs \$0x23,%rax/);
  });

  it('of a million ops comes at once', async () => {
    const file = await fileWith(
      'out.bc',
      bytecodeOfAll(Array.from({ length: 1_000_000 }, (_, index) => BigInt(index))),
    );
    const opened = performance.now();
    const { uri } = (await vscode.window.showTextDocument(listingOf(file))).document;
    const first = performance.now();
    assert.match(await hoverAt(uri, 1_000_004, 1), /RETURN 999999/);
    const second = performance.now();
    assert.match(await hoverAt(uri, 500_004, 1), /RETURN 499999/);
    const end = performance.now();
    console.log(
      `a million ops: open ${Math.round(first - opened)} ms, first hover ${Math.round(second - first)} ms, ` +
        `next ${Math.round(end - second)} ms`,
    );
    assert.ok(end - second < 500, 'nothing is computed again');
  });
});
