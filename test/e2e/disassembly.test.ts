import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../adapter/support/conversation';
import { eventually, useWorkbench } from './harness';
import type { DisassemblyRow } from './harness/disassembly';

const source = readFileSync(path.join(root, 'samples/sieve.lang'), 'utf8').split('\n');

/** The line (from 1) of the source with this text. */
const lineOf = (text: string): number => source.findIndex((line) => line.includes(text)) + 1;

const square = lineOf('multiple = prime * prime;');

const isOutside = ({ instruction }: DisassemblyRow): boolean => instruction === '??';
const lengthOf = ({ bytes }: DisassemblyRow): number => bytes.split(' ').length;

/** Each row begins where the one above it ends; a row outside of the code stands for one byte. */
function assertWithoutGaps(rows: readonly DisassemblyRow[]): void {
  rows.forEach((row, index) => {
    const before = rows[index - 1];
    if (!before) return;
    const length = isOutside(before) ? 1 : lengthOf(before);
    assert.equal(
      BigInt(row.address),
      BigInt(before.address) + BigInt(length),
      `the row below ${before.address} ${before.bytes}`,
    );
  });
}

/** The rows of all screens, each once; one screen has to overlap with the one before it. */
function joined(screens: readonly DisassemblyRow[][]): DisassemblyRow[] {
  const rows = new Map<string, DisassemblyRow>();
  for (const screen of screens) {
    assertWithoutGaps(screen);
    assert.ok(rows.size === 0 || screen.some(({ address }) => rows.has(address)), 'nothing is skipped');
    for (const row of screen) rows.set(row.address, row);
  }
  return [...rows.values()].sort((one, other) => (BigInt(one.address) < BigInt(other.address) ? -1 : 1));
}

describe('The Disassembly View in JIT mode', () => {
  const workbench = useWorkbench({ folder: path.join(root, 'samples') });
  let code: { size: number; address: string };

  it('opens where the program stands, the source above its instructions', async () => {
    await workbench().explorer.open('sieve.lang');
    const editor = await workbench().editor('sieve.lang').opened();
    await eventually(async () => assert.notEqual((await editor.codeLenses()).length, 0));
    await editor.clickGutter(square);
    await editor.focus();
    const { debug, disassembly } = workbench();
    await debug.start();
    await debug.stopped();
    await debug.press('Switch to JIT');
    const text = await debug.console.waitFor(/JIT mode/);
    const [, size, address] = /(\d+) bytes of machine code at (0x[0-9a-f]+)/.exec(text) ?? [];
    code = { size: Number(size), address: address ?? '' };
    await debug.continue();
    await editor.stoppedAt(square);
    await disassembly.open();
    const current = await disassembly.current();
    assert.equal(current.source.trim(), `${square}:   multiple = prime * prime;`);
    const sources = (await disassembly.rows()).map((row) => row.source.trim());
    for (const text of ['composite[multiple] = 1;', 'multiple = multiple + prime;'])
      assert.ok(
        sources.some((line) => line.startsWith(`${lineOf(text)}: `) && line.endsWith(text)),
        `${text} in ${JSON.stringify(sources)}`,
      );
  });

  it('scrolls over all of the code, up and down, without a gap', async () => {
    const { disassembly } = workbench();
    const first = BigInt(code.address);
    const end = first + BigInt(code.size);
    const isBefore = ({ address }: DisassemblyRow): boolean => BigInt(address) < first;
    const isBehind = ({ address }: DisassemblyRow): boolean => BigInt(address) >= end;
    const up = joined(await disassembly.scrollTo(-1, isBefore));
    const rows = joined(await disassembly.scrollTo(1, isBehind));
    const shown = rows.filter((row) => !isBefore(row) && !isBehind(row));
    assert.equal(shown[0]?.address, code.address);
    assert.equal(
      shown.reduce((sum, row) => sum + lengthOf(row), 0),
      code.size,
    );
    assert.deepEqual(shown.filter(isOutside), []);
    // Whichever way a row comes into sight, it is the same.
    const byAddress = new Map(rows.map((row) => [row.address, row]));
    for (const row of up.filter((each) => !isBefore(each))) assert.deepEqual(row, byAddress.get(row.address));
    await disassembly.scrollTo(-1, ({ current }) => current);
  });

  it('steps ten instructions, rax changing in the variables', async () => {
    const { debug, disassembly, page } = workbench();
    await disassembly.focus();
    const seen: string[] = [];
    let before = await disassembly.current();
    for (let step = 0; step < 10; step++) {
      await page.keyboard.press(step % 2 === 0 ? 'F11' : 'F10');
      const now = await eventually(async () => {
        const row = await disassembly.current();
        assert.notEqual(row.address, before.address);
        // The scope of the processor says the same as the view.
        assert.match(await debug.variables.value('CPU', 'rip'), new RegExp(`^${row.address} <mark\\+`));
        return row;
      });
      seen.push(await debug.variables.value('CPU', 'rax'));
      const isJump = before.instruction.startsWith('j');
      if (!isJump) assert.equal(BigInt(now.address), BigInt(before.address) + BigInt(lengthOf(before)));
      before = now;
    }
    for (const rax of seen) assert.match(rax, /^0x[0-9a-f]+$/);
    // 2, the prime; 4, its square; and whether that is below 1000: whatever the templates are, rax has them all.
    assert.ok(seen.includes('0x4'), seen.join());
    assert.ok(new Set(seen).size >= 3, seen.join());
  });

  it('stops at an instruction that was clicked left of', async () => {
    const { debug, disassembly } = workbench();
    const step = `${lineOf('multiple = multiple + prime;')}: `;
    const target = (await disassembly.rows()).find((row) => row.source.trim().startsWith(step));
    assert.ok(target);
    await disassembly.toggleBreakpoint(target.address);
    await debug.continue();
    await eventually(async () => assert.equal((await disassembly.current()).address, target.address));
    await eventually(async () => assert.equal(await debug.stopReason(), 'Paused on instruction breakpoint'));
    await eventually(async () => assert.equal(await debug.variables.value('Locals', 'multiple'), '4'));
    await disassembly.toggleBreakpoint(target.address);
  });

  it('shows the instructions of the engine that runs', async () => {
    const { debug, disassembly } = workbench();
    const native = await disassembly.current();
    await debug.press('Switch to Interpreter');
    await eventually(async () => {
      const op = await disassembly.current();
      assert.equal(op.instruction, 'ADD r1, r1, r0');
      assert.equal(op.source, native.source);
    });
    await debug.press('Switch to JIT');
    await eventually(async () => assert.equal((await disassembly.current()).instruction, native.instruction));
    await debug.stop();
  });
});
