import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { closeEverything, fileWith, until } from './support';

describe('the command that verifies machine code', () => {
  afterEach(async () => {
    await vscode.debug.stopDebugging();
    await until('no session', () => vscode.debug.activeDebugSession === undefined);
    await closeEverything();
  });

  it('says that it is what was emitted, and nobody but the user lets it be written', async () => {
    const file = await fileWith('verified.lang', 'i = 1;\nreturn i + 34;\n');
    const configuration = { type: 'langvm', request: 'launch', name: 'test', program: file.fsPath };
    await vscode.debug.startDebugging(undefined, {
      ...configuration,
      mode: 'jit',
      stopOnEntry: true,
      // What a launch.json might say.
      machineCodeWritesAllowed: true,
    });
    await until('a stopped frame', () => vscode.debug.activeStackItem instanceof vscode.DebugStackFrame);
    const answer = await vscode.commands.executeCommand<{ isAsEmitted: boolean; text: string }>(
      'langvm.verifyMachineCode',
    );
    assert.match(answer.text, /^The \d+ bytes of machine code at (0x[0-9a-f]+) are what was emitted/);
    assert.equal(answer.isAsEmitted, true);
    const [address] = /0x[0-9a-f]+/.exec(answer.text) ?? [];
    const session = vscode.debug.activeDebugSession;
    assert.ok(session);
    await assert.rejects(
      Promise.resolve(session.customRequest('writeMemory', { memoryReference: address, data: 'zMw=' })),
      /langvm\.memory\.allowMachineCodeWrites/,
    );
  });
});
