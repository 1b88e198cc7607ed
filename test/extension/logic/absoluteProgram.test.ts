import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { absoluteProgram } from '../../../src/extension/debug/absoluteProgram';
import { fileWith } from '../support';

describe('a relative program', () => {
  it('is that of the first folder that has it', async () => {
    const files = [await fileWith('a.lang', 'return 1;'), await fileWith('b.lang', 'return 2;')];
    const folders = files.map((file) => ({ uri: vscode.Uri.joinPath(file, '..') }));
    assert.deepEqual(
      await Promise.all(['a.lang', './b.lang', 'none.lang'].map((name) => absoluteProgram(name, folders))),
      [...files, vscode.Uri.joinPath(files[0] ?? assert.fail(), '../none.lang')].map(({ fsPath }) => fsPath),
    );
  });

  it('stays what it is without a folder', async () => {
    assert.equal(await absoluteProgram('a.lang'), 'a.lang');
    assert.equal(await absoluteProgram(5), 5);
  });
});
