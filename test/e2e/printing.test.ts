import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { useWorkbench } from './harness';

describe('A program that prints', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'langvm-printing-'));
  // At the end of the process: nothing calls a hook of tests that were not chosen.
  process.once('exit', () => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, 'endless.lang'), 'i = 0;\nwhile (1) {\n  i = i + 1;\n  print i;\n}\n');
  writeFileSync(
    path.join(folder, 'many.lang'),
    'i = 0;\nwhile (i < 100000) {\n  i = i + 1;\n  print i;\n}\n',
  );
  const workbench = useWorkbench({ folder });
  const times: string[] = [];
  after(() => console.log(`      ${times.join(', ')}`));

  /** Notes how long a person waits for something. Never asserted: these are for the reader. */
  async function timed(what: string, action: () => Promise<unknown>): Promise<void> {
    const start = performance.now();
    await action();
    times.push(`${what} ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }

  for (const [button, engine] of [
    ['Debug', 'interpreter'],
    ['Debug in JIT mode', 'jit'],
  ] as const) {
    it(`can be paused while it never ends (${engine})`, async () => {
      const { explorer, debug } = workbench();
      await explorer.open('endless.lang');
      const editor = await workbench().editor('endless.lang').opened();
      await editor.clickCodeLens(button);
      await debug.stopped();
      await debug.press('Continue');
      // It prints for a while, far more than the window can show at once.
      await debug.console.waitFor(/\n\d{5,}\n/);
      await timed(`${engine}: pause`, async () => {
        await debug.press('Pause');
        await debug.stopped();
      });
      const shown = (await debug.console.text()).match(/^\d+$/gm) ?? [];
      assert.ok(shown.length > 0);
      await debug.stop();
    });
  }

  it('shows all that it printed, in order', async () => {
    const { explorer, debug } = workbench();
    await explorer.open('many.lang');
    const editor = await workbench().editor('many.lang').opened();
    await editor.clickCodeLens('Debug');
    await debug.stopped();
    await timed('100,000 lines', async () => {
      await debug.press('Continue');
      await debug.console.waitFor(/99999\n100000\nReturn value is 0/);
    });
    await debug.ended();
  });
});
