import assert from 'node:assert/strict';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { programOfReturns } from '../../src/engine/format/program';
import { writeProgram } from '../../src/engine/format/read';
import { eventually, useWorkbench } from './harness';

/** One op of version 1 stands below the four lines of a printed listing's header. */
const firstOp = 5;

/** A workspace with something of each kind that F5 may meet, and no launch.json. */
function makeWorkspace(): string {
  const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'langvm-launching-')), 'workspace');
  mkdirSync(folder);
  const bytes = writeProgram(programOfReturns([1n, 2n, 3n]));
  writeFileSync(path.join(folder, 'three.bc'), bytes);
  writeFileSync(path.join(folder, 'answer.lang'), '// the answer\nreturn 42\n');
  writeFileSync(path.join(folder, 'wrong.lang'), 'a = w;\nb = x;\nc = y;\nd = z;\n');
  writeFileSync(path.join(folder, 'text.bc'), '; text\nRETURN 7 ; kept\n\nRETURN 8\n');
  return folder;
}

describe('Launching', () => {
  const folder = makeWorkspace();
  // At the end of the process: nothing calls a hook of tests that were not chosen.
  process.once('exit', () => rmSync(path.dirname(folder), { recursive: true }));
  const workbench = useWorkbench({ folder });

  it('debugs a .lang file at its own lines with F5', async () => {
    await workbench().explorer.open('answer.lang');
    const editor = await workbench().editor('answer.lang').opened();
    await editor.focus();
    await workbench().debug.start();
    await workbench().debug.stopped();
    await editor.stoppedAt(2);
    await workbench().debug.continue();
    await workbench().debug.console.waitFor(/Return value is 42/);
    await workbench().debug.ended();
  });

  it('debugs a text listing at the lines of the text', async () => {
    await workbench().explorer.open('text.bc');
    const editor = await workbench().editor('text.bc').opened();
    await editor.focus();
    await workbench().debug.start();
    await workbench().debug.stopped();
    await editor.stoppedAt(2);
    await workbench().debug.stepOver();
    await editor.stoppedAt(4);
    // The marked line may be there a moment before the values are.
    await eventually(async () =>
      assert.equal(await workbench().debug.variables.value('State', 'result'), '7'),
    );
  });

  it('restarts', async () => {
    await workbench().debug.press('Restart');
    const editor = workbench().editor('text.bc');
    await editor.stoppedAt(2);
    await workbench().debug.stop();
  });

  it('starts from the buttons of the editor, in JIT mode', async () => {
    await workbench().explorer.open('three.bc');
    const editor = await workbench().editor('three.bc').opened();
    await eventually(async () => assert.ok((await editor.codeLenses()).includes('Debug in JIT mode')));
    await editor.clickCodeLens('Debug in JIT mode');
    await workbench().debug.stopped();
    await editor.stoppedAt(firstOp);
    await eventually(async () =>
      assert.equal(await workbench().debug.variables.value('State', 'engine'), 'jit'),
    );
  });

  it('jumps when opIndex is changed, and shows hexadecimal', async () => {
    const { variables, console: debugConsole } = workbench().debug;
    await variables.set(['State', 'opIndex'], '2');
    await workbench()
      .editor('three.bc')
      .stoppedAt(firstOp + 2);
    assert.match(await debugConsole.evaluate('hex on'), /hexadecimal/);
    await eventually(async () => assert.equal(await variables.value('State', 'opCount'), '0x3'));
  });

  it('runs to the end from there', async () => {
    await workbench().debug.continue();
    await workbench().debug.console.waitFor(/The processor returned 3; the interpreter says 3\./);
    await workbench().debug.ended();
  });

  it('says the first mistakes of a source, and where all of them are', async () => {
    await workbench().explorer.open('wrong.lang');
    await (await workbench().editor('wrong.lang').opened()).focus();
    await workbench().debug.start();
    const message = await workbench().notifications.dialog();
    assert.match(
      message,
      /wrong\.lang has mistakes:\s*1:5: .*\s2:5: .*\s3:5: .*\s… and 1 more\. See Problems\./,
    );
    assert.doesNotMatch(message, /workspace/, 'no path');
    await workbench().notifications.dialogButton('Cancel');
    await workbench().editor('wrong.lang').close();
  });

  it('ends the launch of a broken file with its message', async () => {
    const file = path.join(workbench().folder, 'three.bc');
    await workbench().editor('three.bc').close();
    writeFileSync(path.join(workbench().folder, 'broken.bc'), Buffer.from('efbeadde0700000001000000', 'hex'));
    mkdirSync(path.join(workbench().folder, '.vscode'));
    writeFileSync(
      path.join(workbench().folder, '.vscode/launch.json'),
      JSON.stringify({
        version: '0.2.0',
        configurations: [
          { type: 'langvm', request: 'launch', name: 'Broken', program: '${workspaceFolder}/broken.bc' },
          { type: 'langvm', request: 'launch', name: 'Three', program: file, mode: 'jit', stopOnEntry: true },
        ],
      }),
    );
    // The status bar names the configuration once VS Code has seen the new file.
    await workbench().page.locator('.statusbar-item', { hasText: 'Broken' }).waitFor();
    await workbench().commands.run('Debug: Select and Start Debugging');
    await workbench().commands.pick('Broken');
    assert.match(await workbench().notifications.dialog(), /Bad lang version 7\. 1 was awaited/);
    await workbench().notifications.dialogButton('Cancel');
  });

  it('starts what launch.json names', async () => {
    await workbench().commands.run('Debug: Select and Start Debugging');
    await workbench().commands.pick('Three');
    await workbench().debug.stopped();
    await workbench().editor('three.bc').stoppedAt(firstOp);
    await eventually(async () =>
      assert.equal(await workbench().debug.variables.value('State', 'engine'), 'jit'),
    );
    await workbench().debug.stop();
  });
});
