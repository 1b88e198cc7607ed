import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../adapter/support/conversation';
import { eventually, useWorkbench } from './harness';

const source = readFileSync(path.join(root, 'samples/sieve.lang'), 'utf8').split('\n');
const inner = source.findIndex((line) => line.includes('composite[multiple] = 1;')) + 1;

describe('Memory', () => {
  const workbench = useWorkbench({
    folder: path.join(root, 'samples'),
    extension: path.join(root, 'test/fixtures/memory-editor'),
  });
  const cells = () => workbench().memory(/^0x40000000$/);
  const secondCell = () => workbench().memory(/^0x40000008$/);
  const register = () => workbench().memory(/^0x2000/);
  const code = () => workbench().memory(/^0x7/);

  async function showsValue(value: RegExp, ...name: string[]): Promise<void> {
    await eventually(async () => assert.match(await workbench().debug.variables.value(...name), value));
  }

  it('of an array opens from the variables', async () => {
    await workbench().explorer.open('sieve.lang');
    const editor = await workbench().editor('sieve.lang').opened();
    await eventually(async () => assert.notEqual((await editor.codeLenses()).length, 0));
    await editor.clickGutter(inner);
    await editor.focus();
    const { debug } = workbench();
    await debug.start();
    await debug.stopped();
    await debug.continue();
    await editor.stoppedAt(inner);
    await debug.variables.viewBinaryData('Arrays', 'composite');
    assert.match(await cells().bytes(), /^00( 00){63}$/);
    // Beside the first one.
    await debug.variables.viewBinaryData('Arrays', 'composite', '[0..99]', '[1]');
    assert.match(await secondCell().bytes(), /^00( 00){63}$/);
  });

  it('is read again after a step', async () => {
    await workbench().debug.stepOver();
    // composite[4] = 1
    await cells().waitFor(/^(00 ){32}01( 00){31}$/);
    await secondCell().waitFor(/^(00 ){24}01( 00){39}$/);
  });

  it('that is written changes the array, and other views of the same bytes', async () => {
    assert.equal(await cells().write(8, '2a 01'), 'written');
    await showsValue(/^\(1000\) \[0, 298, 0, 0, 1, 0/, 'Arrays', 'composite');
    await secondCell().waitFor(/^2a 01 00/);
  });

  it('is read again after a variable was changed', async () => {
    const { variables } = workbench().debug;
    await variables.set(['Arrays', 'composite', '[0..99]', '[2]'], '255');
    await cells().waitFor(/^(00 ){8}2a 01( 00){6} ff 00/);
    await secondCell().waitFor(/^2a 01( 00){6} ff 00/);
  });

  it('of a register changes the variable, in the middle of a native run too', async () => {
    const { debug } = workbench();
    await workbench().editor('sieve.lang').focus();
    await debug.press('Switch to JIT');
    await debug.console.waitFor(/JIT mode/);
    await debug.variables.viewBinaryData('Locals', 'multiple');
    await register().waitFor(/^04 00/);
    assert.equal(await register().write(0, '0a'), 'written');
    await showsValue(/^10$/, 'Locals', 'multiple');
    await debug.continue();
    await showsValue(/^12$/, 'Locals', 'multiple');
    await register().waitFor(/^0c 00/);
  });

  it('of machine code shows what runs, and cannot be written', async () => {
    const { variables } = workbench().debug;
    await variables.collapse('Arrays');
    const shown = await variables.value('Machine Code', 'bytes');
    await variables.viewBinaryData('Machine Code', 'bytes');
    assert.equal(`${await code().bytes()} …`, shown);
    const answer = await code().write(0, 'cc');
    assert.match(answer, /Machine code cannot be written: .* langvm\.memory\.allowMachineCodeWrites/);
    assert.equal(`${await code().bytes()} …`, shown);
  });
});
