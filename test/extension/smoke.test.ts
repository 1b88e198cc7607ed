import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension host', () => {
  it('is that of a real VS Code, with our extension in it', () => {
    assert.match(vscode.version, /^1\.\d+/);
    assert.ok(vscode.extensions.getExtension('langvm.langvm-debug'));
  });
});
