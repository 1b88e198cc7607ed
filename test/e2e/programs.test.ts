import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../adapter/support/conversation';
import { eventually, useWorkbench } from './harness';

const source = readFileSync(path.join(root, 'samples/sieve.lang'), 'utf8').split('\n');

/** Lines are found by what stands on them, so that the sample may get another comment. Lines count from 1. */
function lineOf(text: string): number {
  const index = source.findIndex((line) => line.includes(text));
  assert.notEqual(index, -1, `${text} in sieve.lang`);
  return index + 1;
}

describe('A program in .lang', () => {
  const workbench = useWorkbench({ folder: path.join(root, 'samples') });
  const inner = lineOf('composite[multiple] = 1');

  it('starts with F5 before its first statement', async () => {
    await workbench().explorer.open('sieve.lang');
    const editor = await workbench().editor('sieve.lang').opened();
    await eventually(async () => assert.notEqual((await editor.codeLenses()).length, 0));
    await editor.focus();
    await workbench().debug.start();
    await workbench().debug.stopped();
    await editor.stoppedAt(lineOf('count = 0;'));
  });

  it('steps into the function that a line calls', async () => {
    const { debug } = workbench();
    const editor = workbench().editor('sieve.lang');
    const call = lineOf('mark(candidate);');
    await editor.clickGutter(call);
    await debug.continue();
    await editor.stoppedAt(call);
    await editor.clickGutter(call);
    await eventually(async () => assert.deepEqual(await editor.breakpoints(), []));
    await debug.stepInto();
    await editor.stoppedAt(lineOf('multiple = prime * prime;'));
    await eventually(async () => assert.equal((await debug.callStack())[0]?.name, 'mark(prime=2)'));
    await eventually(async () => assert.equal(await debug.variables.value('Locals', 'multiple'), '0'));
  });

  it('stops at a breakpoint in the inner loop, in a function that was called', async () => {
    const { debug } = workbench();
    const editor = workbench().editor('sieve.lang');
    await editor.clickGutter(inner);
    await debug.continue();
    await editor.stoppedAt(inner);
    await eventually(async () => {
      const frames = await debug.callStack();
      assert.deepEqual(
        frames.map(({ name }) => name),
        ['mark(prime=2)', 'main'],
      );
    });
  });

  it('shows variables by name, and arrays', async () => {
    const { variables } = workbench().debug;
    await eventually(async () => assert.equal(await variables.value('Locals', 'prime'), '2'));
    await eventually(async () => assert.equal(await variables.value('Locals', 'multiple'), '4'));
    await eventually(async () =>
      assert.match(await variables.value('Arrays', 'composite'), /^\(1000\) \[0, 0, 0, 0, 0/),
    );
  });

  it('hovers a variable for its value', async () => {
    const text = await workbench().editor('sieve.lang').hover(inner, 'multiple');
    assert.match(text, /4/);
  });

  it('shows the bytecode beside the source, the current op marked', async () => {
    await workbench().debug.press('Show Bytecode');
    const listing = await workbench().editor('sieve.lang (bytecode)').opened();
    await eventually(async () => assert.match(await listing.text(), /STORE_CELL composite, /));
  });

  it('goes on in JIT mode from the middle of the loop', async () => {
    const { debug } = workbench();
    await workbench().editor('sieve.lang').focus();
    await debug.press('Switch to JIT');
    await debug.continue();
    await eventually(async () => assert.equal(await debug.variables.value('Locals', 'multiple'), '6'));
    await eventually(async () =>
      assert.match(await debug.variables.value('Arrays', 'composite'), /^\(1000\) \[0, 0, 0, 0, 1, 0, 0/),
    );
    assert.equal(await debug.variables.value('Arrays', 'composite', '[0..99]', '[4]'), '1');
    assert.equal(await debug.variables.value('Arrays', 'composite', '[0..99]', '[5]'), '0');
  });

  it('shows its machine code in the Disassembly View, and steps there', async () => {
    const { debug, disassembly } = workbench();
    await disassembly.open();
    const addresses = new Set<string>();
    let current = await disassembly.current();
    await disassembly.focus();
    for (let steps = 0; steps < 10; steps++) {
      addresses.add(current.address);
      await debug.stepOver();
      current = await disassembly.currentBehind(current);
    }
    assert.equal(addresses.size, 10);
  });

  it('stops at the very instruction that has a breakpoint there', async () => {
    const { debug, disassembly } = workbench();
    let current = await disassembly.current();
    // Behind an instruction that goes straight on.
    while (!/^(mov|add|cmp|xor|sub)/.test(current.instruction)) {
      await debug.stepOver();
      current = await disassembly.currentBehind(current);
    }
    const target = await eventually(async () => {
      const rows = await disassembly.rows();
      const next = rows[rows.findIndex(({ address }) => address === current.address) + 1];
      assert.ok(next, 'the next instruction is on the screen');
      return next;
    });
    await disassembly.toggleBreakpoint(target.address);
    await debug.continue();
    await eventually(async () => assert.equal((await disassembly.current()).address, target.address));
    const instructionPointer = new RegExp(`^${target.address} <mark\\+`);
    await eventually(async () => assert.match(await debug.variables.value('CPU', 'rip'), instructionPointer));
    await disassembly.toggleBreakpoint(target.address);
  });

  it('steps out into the caller, and on to the end', async () => {
    const { debug } = workbench();
    const editor = workbench().editor('sieve.lang');
    await editor.focus();
    await editor.clickGutter(inner);
    await debug.stepOut();
    // The CALL is the last op of its line: what comes next stands on the line below.
    await editor.stoppedAt(lineOf('candidate = candidate + 1'));
    await debug.continue();
    await debug.ended();
    const text = await debug.console.waitFor(/Return value is 168/);
    assert.match(text, /^168$/m);
    assert.doesNotMatch(text, /disagree/);
  });
});
