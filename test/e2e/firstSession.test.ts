import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../adapter/support/conversation';
import { eventually, useWorkbench } from './harness';

const machineCode = '55 48 89 e5 48 b8 23 00 00 00 00 00 00 00 c9 c3';

/** One op of version 1 stands below the four lines of the listing's header. */
const firstOp = 5;

const lenses = ['Run', 'Debug', 'Debug in JIT mode', 'Machine code'];

describe('A first session', () => {
  const workbench = useWorkbench({ folder: path.join(root, 'samples') });

  it('opens a binary file from the explorer as a listing', async () => {
    await workbench().explorer.open('out.bc');
    const editor = await workbench().editor('out.bc').opened();
    await eventually(async () => assert.equal((await editor.line(firstOp)).text, 'RETURN 35'));
    assert.match((await editor.line(1)).text, /langvm bytecode, format version 1/);
    // The lenses push the op down when they come: only then do lines stay where they are.
    await eventually(async () => assert.deepEqual(await editor.codeLenses(), lenses));
  });

  it('sets a breakpoint by a click into the gutter', async () => {
    const editor = workbench().editor('out.bc');
    await editor.clickGutter(firstOp);
    await eventually(async () =>
      assert.deepEqual(
        (await editor.breakpoints()).map(({ line }) => line),
        [firstOp],
      ),
    );
  });

  it('starts with F5 and stops before the first op', async () => {
    const { debug } = workbench();
    await workbench().editor('out.bc').focus();
    await debug.start();
    await debug.stopped();
    await workbench().editor('out.bc').stoppedAt(firstOp);
    assert.deepEqual(await workbench().editor('out.bc').breakpoints(), [{ line: firstOp, verified: true }]);
  });

  it('shows the state of the machine', async () => {
    const { variables } = workbench().debug;
    await eventually(async () => assert.equal(await variables.value('State', 'op'), 'RETURN 35'));
    await eventually(async () => assert.equal(await variables.value('State', 'result'), '0'));
    await eventually(async () => assert.equal(await variables.value('State', 'engine'), 'interpreter'));
  });

  it('hovers an op for its machine code while stopped', async () => {
    const text = await workbench().editor('out.bc').hover(firstOp, 'RETURN');
    assert.match(text, /48 b8 23 00 00 00 00 00 00 00/);
    assert.match(text, /movabs \$0x23,%rax/);
  });

  it('switches to JIT from the debug toolbar and shows the bytes that ran', async () => {
    const { debug } = workbench();
    await debug.press('Switch to JIT');
    await eventually(async () =>
      assert.equal(await debug.variables.value('Machine Code', 'bytes'), machineCode),
    );
    await eventually(async () => assert.equal(await debug.variables.value('State', 'engine'), 'jit'));
    assert.match(await debug.console.text(), /JIT mode: 16 bytes of machine code at 0x[0-9a-f]+/);
  });

  it('shows the machine code document beside the listing, the current op marked', async () => {
    await workbench().debug.press('Show Machine Code');
    const document = await workbench().editor('out.bc (machine code)').opened();
    await eventually(async () => assert.match(await document.text(), /movabs \$0x23,%rax/));
  });

  it('says in the hover where the code lies', async () => {
    const text = await workbench().editor('out.bc').hover(firstOp, 'RETURN');
    assert.match(text, /0x7[0-9a-f]{11}/);
  });

  it('changes a value in the Variables view', async () => {
    const { variables } = workbench().debug;
    await variables.set(['State', 'result'], '0x10');
    await eventually(async () => assert.equal(await variables.value('State', 'result'), '16'));
  });

  it('evaluates in the Debug Console', async () => {
    const { console: debugConsole } = workbench().debug;
    assert.equal(await debugConsole.evaluate('param + 1,x'), '0x24');
    assert.equal(await debugConsole.evaluate('mode'), 'jit');
  });

  it('runs the machine code to its end and reports both results', async () => {
    const { debug } = workbench();
    await debug.stepOver();
    await debug.ended();
    const text = await debug.console.waitFor(/Return value is 35/);
    assert.match(text, /The processor returned 35; the interpreter says 35\./);
  });

  it('edits 35 to 36, saves the binary and runs it', async () => {
    const editor = workbench().editor('out.bc');
    await editor.clickGutter(firstOp);
    await editor.replaceLine(firstOp, 'RETURN 36');
    assert.equal(await editor.isDirty(), true);
    await editor.save();
    const bytes = readFileSync(path.join(workbench().folder, 'out.bc'));
    assert.equal(bytes.toString('hex'), 'efbeadde0100000001000000010000002400000000000000');
    await workbench().commands.run('langvm: Run Without Debugging');
    await workbench().debug.console.waitFor(/Return value is 36/);
  });

  it('finds the listing open after a restart', async () => {
    await workbench().restart();
    const editor = await workbench().editor('out.bc').opened();
    await eventually(async () => assert.equal((await editor.line(firstOp)).text, 'RETURN 36'));
  });

  it('refuses to save a listing with an error, and says where', async () => {
    const editor = workbench().editor('out.bc');
    await editor.replaceLine(firstOp, 'RETRUN 36');
    await workbench().page.keyboard.press('Control+s');
    assert.match(await workbench().notifications.waitFor(/Not saved/), /line 5, column 1: 'RETRUN' is no op/);
    assert.equal(await editor.isDirty(), true);
    await editor.replaceLine(firstOp, 'RETURN 36');
    await editor.save();
    await workbench().notifications.clear();
  });
});
