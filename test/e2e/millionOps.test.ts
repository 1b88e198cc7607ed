import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { programOfReturns } from '../../src/engine/format/program';
import { writeProgram } from '../../src/engine/format/read';
import { eventually, useWorkbench } from './harness';

const opCount = 1_000_000;
const firstOp = 5;

/** Values of all sizes; the last one is the result. */
const valueOf = (opIndex: number): bigint => BigInt.asIntN(64, BigInt(opIndex) * 0x9e3779b97f4a7c15n);
const result = valueOf(opCount - 1);

describe('A program of 1,000,000 ops', () => {
  const folder = path.join(os.tmpdir(), `langvm-million-${process.pid}`);
  before(() => {
    mkdirSync(folder);
    writeFileSync(
      path.join(folder, 'million.bc'),
      writeProgram(programOfReturns(Array.from({ length: opCount }, (_, opIndex) => valueOf(opIndex)))),
    );
  });
  const workbench = useWorkbench({ folder });
  after(() => rmSync(folder, { recursive: true }));
  const times: string[] = [];

  /** Notes how long a person waits for something. Never asserted: these are for the reader. */
  async function timed<Result>(what: string, action: () => Promise<Result>): Promise<Result> {
    const start = performance.now();
    const answer = await action();
    times.push(`${what} ${((performance.now() - start) / 1000).toFixed(2)} s`);
    return answer;
  }
  after(() => console.log(`      ${times.join(', ')}`));

  it('opens', async () => {
    await timed('open', async () => {
      await workbench().explorer.open('million.bc');
      const editor = workbench().editor('million.bc');
      await eventually(async () => assert.equal((await editor.line(firstOp)).text, 'RETURN 0'), 120);
    });
  });

  it('hovers', async () => {
    const editor = workbench().editor('million.bc');
    const text = await timed('first hover', () => editor.hover(firstOp + 1, 'RETURN'));
    assert.match(text, /movabs \$0x9e3779b97f4a7c15,%rax/);
    assert.match(await timed('second hover', () => editor.hover(firstOp + 2, 'RETURN')), /op 2 of 1/);
  });

  it('stops on entry, steps, and switches to JIT', async () => {
    const { debug } = workbench();
    const editor = workbench().editor('million.bc');
    await editor.focus();
    await timed('F5 to stopped', async () => {
      await debug.start();
      await debug.stopped();
      await editor.stoppedAt(firstOp);
    });
    await timed('step', async () => {
      await debug.stepOver();
      await editor.stoppedAt(firstOp + 1);
    });
    await timed('switch to JIT', async () => {
      await debug.press('Switch to JIT');
      await debug.console.waitFor(/JIT mode: 10000006 bytes of machine code/);
    });
    await timed('native step', async () => {
      await debug.stepOver();
      await editor.stoppedAt(firstOp + 2);
    });
    await debug.press('Show Machine Code');
    const machineCode = await workbench().editor('million.bc (machine code)').opened();
    await eventually(async () => assert.match(await machineCode.text(), /ops 0 to 1999 of 1000000/));
  });

  it('runs to the end, natively and compared with the interpreter', async () => {
    const { debug } = workbench();
    await timed('native run', async () => {
      await debug.continue();
      await debug.ended();
    });
    const text = await debug.console.waitFor(/Return value is/);
    assert.ok(text.includes(`The processor returned ${result}; the interpreter says ${result}.`), text);
    assert.ok(text.includes(`Return value is ${result}`), text);
  });

  it('runs in the interpreter', async () => {
    await workbench().editor('million.bc').focus();
    await timed('interpreted run', async () => {
      await workbench().commands.run('langvm: Run Without Debugging');
      await workbench().debug.console.waitFor(new RegExp(`Return value is ${result}`));
    });
  });

  it('edits, checks and saves', async () => {
    const editor = workbench().editor('million.bc');
    await editor.replaceLine(firstOp, 'RETURN 1');
    await timed('save', () => editor.save());
  });
});
