import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { programOfReturns } from '../../src/engine/format/program';
import { writeProgram } from '../../src/engine/format/read';
import { eventually, useWorkbench } from './harness';

/** One op of version 1 stands below the four lines of a printed listing's header. */
const firstOp = 5;

const relative = {
  type: 'langvm',
  request: 'launch',
  name: 'By a relative path',
  program: 'programs/two.lang',
};

const attach = { ...relative, request: 'attach', name: 'To something that runs' };

function makeWorkspace(): string {
  const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'langvm-starting-')), 'workspace');
  mkdirSync(path.join(folder, 'programs'), { recursive: true });
  writeFileSync(path.join(folder, 'one.bc'), writeProgram(programOfReturns([1n])));
  writeFileSync(path.join(folder, 'endless.lang'), 'i = 0;\nwhile (1) {\n  i += 1;\n}\n');
  writeFileSync(path.join(folder, 'programs', 'two.lang'), 'return 2 + 0;\n');
  return folder;
}

describe('Starting a session from what is being edited', () => {
  const folder = makeWorkspace();
  process.once('exit', () => rmSync(path.dirname(folder), { recursive: true }));
  const workbench = useWorkbench({ folder });

  it('does not run what the file held when a listing cannot be saved', async () => {
    await workbench().explorer.open('one.bc');
    const editor = await workbench().editor('one.bc').opened();
    await editor.replaceLine(firstOp, 'RETRUN 2');
    await workbench().page.keyboard.press('F5');
    const { notifications } = workbench();
    assert.match(
      await notifications.dialog(),
      /^one\.bc has mistakes, .* Line 5, column 1: 'RETRUN' is no op/,
    );
    await notifications.dialogButton('OK');
    assert.equal(await editor.stoppedLine(), undefined);
    await notifications.clear();
    await editor.replaceLine(firstOp, 'RETURN 2');
    await editor.save();
  });

  it('says when the file of a session was saved, and why it does not start again', async () => {
    await workbench().explorer.open('endless.lang');
    const editor = await workbench().editor('endless.lang').opened();
    const { debug, notifications } = workbench();
    await editor.focus();
    await debug.start();
    await debug.stopped();
    await editor.replaceLine(1, 'i = ;');
    await editor.save();
    await debug.console.waitFor(
      /endless\.lang was saved\. The session that runs it goes on with the program as it was/,
    );
    await debug.press('Restart');
    assert.match(
      await notifications.dialog(),
      /^endless\.lang has a mistake:\s+1:5: Expected a value, found ';'/,
    );
    await notifications.dialogButton('OK');
    await debug.ended();
    await editor.replaceLine(1, 'i = 0;');
    await editor.save();
  });

  it('offers the engine and gdb while the program stands, like the steps', async () => {
    const { debug } = workbench();
    const ours = ['Switch to JIT', 'Attach gdb to Machine Code'];
    await workbench().editor('endless.lang').focus();
    await debug.start();
    await debug.stopped();
    await eventually(async () => assert.deepEqual(await debug.buttons('disabled'), []));
    await debug.continue();
    await eventually(async () => {
      const disabled = await debug.buttons('disabled');
      for (const button of [...ours, 'Step Over']) assert.ok(disabled.includes(button), button);
    });
    await debug.press('Pause');
    await eventually(async () => assert.deepEqual(await debug.buttons('disabled'), []));
    await debug.stop();
  });

  it('takes a relative path from the folder that is open', async () => {
    mkdirSync(path.join(workbench().folder, '.vscode'));
    const launchFile = path.join(workbench().folder, '.vscode', 'launch.json');
    writeFileSync(launchFile, JSON.stringify({ version: '0.2.0', configurations: [relative, attach] }));
    const { commands, debug, notifications } = workbench();
    await eventually(async () => {
      await commands.run('Debug: Select and Start Debugging');
      assert.ok((await commands.choices()).includes(relative.name));
    });
    await commands.pick(relative.name);
    await debug.console.waitFor(/Return value is 2/);
    await debug.ended();
    // There is nothing to attach to.
    await commands.run('Debug: Select and Start Debugging');
    await commands.pick(attach.name);
    assert.match(await notifications.dialog(), /^"request" is "attach" in the launch configuration/);
    await notifications.dialogButton('OK');
    rmSync(path.dirname(launchFile), { recursive: true });
  });

  it('shows the bytecode of a text without a file, and asks for a name to run it', async () => {
    const { commands, debug, page } = workbench();
    await commands.run('File: New Untitled Text File');
    const editor = await workbench().editor('Untitled-1').opened();
    await editor.focus();
    await page.keyboard.insertText('a = 3;\nreturn a;\n');
    await commands.run('Change Language Mode');
    await commands.write('langvm');
    await commands.pick(/^langvm\s*\(/);
    await eventually(async () => assert.ok((await editor.codeLenses()).includes('Bytecode')));
    await editor.clickCodeLens('Bytecode');
    const listing = await workbench().editor('Untitled-1 (bytecode)').opened();
    await eventually(async () => assert.match(await listing.text(), /RETURN r0/));

    await editor.clickCodeLens('Run');
    const file = path.join(workbench().folder, 'named.lang');
    await commands.answer(file, /a = 3;\.lang$/);
    await debug.console.waitFor(/Return value is 3/);
    assert.ok(existsSync(file));
  });
});
