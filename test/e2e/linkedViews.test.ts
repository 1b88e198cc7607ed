import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../adapter/support/conversation';
import { eventually, useWorkbench, type EditorLine } from './harness';

const source = readFileSync(path.join(root, 'samples/sieve.lang'), 'utf8').split('\n');

/** The line (from 1) of the source with this text. */
const lineOf = (text: string): number => source.findIndex((line) => line.includes(text)) + 1;

/** A line of the source, and what stands in the listing, and in the machine code, of an op that it became. */
const pairs = [
  ['multiple = prime * prime;', 'MUL r1, r0, r0'],
  ['while (multiple < 1000)', 'JUMP_LESS_CONST r1'],
  ['composite[multiple] = 1;', 'STORE_CELL composite'],
  ['multiple = multiple + prime;', 'ADD r1, r1, r0'],
] as const;

/** The op that each line of the machine code document belongs to: that of the heading above it. */
function opOfLine(lines: readonly EditorLine[]): Map<number, number | undefined> {
  const ops = new Map<number, number | undefined>();
  let op: number | undefined;
  for (const { number, text } of lines) {
    if (!text.startsWith('  ')) op = Number(/^(?:.* in )?op (\d+):/.exec(text)?.[1] ?? NaN);
    ops.set(number, op);
  }
  return ops;
}

describe('Source, listing and machine code beside each other', () => {
  const workbench = useWorkbench({
    folder: path.join(root, 'samples'),
    viewport: { width: 1800, height: 1300 },
    settings: { 'editor.minimap.enabled': false, 'editor.stickyScroll.enabled': false },
  });
  const sieve = () => workbench().editor('sieve.lang');
  const listing = () => workbench().editor('sieve.lang (bytecode)');
  const machineCode = () => workbench().editor('sieve.lang (machine code)');

  /** The last one: main has an op or two that are written like those of the function that the tests look at. */
  const lineWith = (lines: readonly EditorLine[], text: string): EditorLine => {
    const found = lines.findLast((line) => line.text.includes(text));
    assert.ok(found, `${text} is on the screen`);
    return found;
  };

  /** The lines on the screen with a background that is this colour of the theme. */
  async function linesIn(editor: { lines(): Promise<EditorLine[]> }, color: string): Promise<number[]> {
    const wanted = await workbench().themeColor(color);
    const lines = await editor.lines();
    return lines.filter(({ backgrounds }) => backgrounds.includes(wanted)).map(({ number }) => number);
  }

  /** The lines of machine code on the screen that belong to some ops, ways out included. */
  async function machineLinesOf(...ops: number[]): Promise<number[]> {
    const lines = [...opOfLine(await machineCode().lines())];
    return lines.filter(([, op]) => op !== undefined && ops.includes(op)).map(([line]) => line);
  }

  /** The number of the op whose heading has a text. */
  async function opWith(text: string): Promise<number> {
    return Number(/^op (\d+):/.exec(lineWith(await machineCode().lines(), text).text)?.[1]);
  }

  const selected = 'langvm.linkedSelection';
  const current = 'editor.stackFrameHighlightBackground';

  it('opens machine code where that of the program begins', async () => {
    await workbench().explorer.open('sieve.lang');
    await sieve().opened();
    await workbench().commands.run('langvm: Show Bytecode');
    await listing().opened();
    await workbench().commands.run('langvm: Show Machine Code');
    await machineCode().opened();
    await eventually(async () => assert.equal((await machineCode().lines())[0]?.text, 'main:'));
  });

  it('gives lines that belong together the same colour', async () => {
    await sieve().putCursor(lineOf('composite[multiple] = 1;'));
    await eventually(async () => {
      const colors = new Set<string | undefined>();
      for (const [statement, op] of pairs) {
        const [color] = (await sieve().line(lineOf(statement))).backgrounds;
        assert.ok(color, `${statement} has a colour`);
        assert.equal(lineWith(await listing().lines(), op).backgrounds[0], color, `${op} in the listing`);
        const heading = lineWith(await machineCode().lines(), op);
        assert.equal(heading.backgrounds[0], color, `${op} in the machine code`);
        const below = await machineCode().line(heading.number + 1);
        assert.match(below.text, /^ {2}\+[0-9a-f]{4} {2}/);
        assert.equal(below.backgrounds[0], color, `the instructions of ${op}`);
        colors.add(color);
      }
      assert.equal(colors.size, pairs.length, 'neighbours have different colours');
    });
  });

  it('marks in the other texts what belongs to a line of the source', async () => {
    await eventually(async () => {
      const store = await opWith('STORE_CELL composite');
      // The value is loaded by the op before it, which stands on the same line of the source.
      assert.deepEqual(await linesIn(machineCode(), selected), await machineLinesOf(store - 1, store));
      const marked = lineWith(await listing().lines(), 'STORE_CELL composite').number;
      assert.deepEqual(await linesIn(listing(), selected), [marked - 1, marked]);
      assert.deepEqual(await linesIn(sieve(), selected), [], 'nothing where the cursor is');
    });
  });

  it('marks in the other texts what belongs to an instruction', async () => {
    const heading = lineWith(await machineCode().lines(), 'MUL r1, r0, r0');
    await machineCode().putCursor(heading.number + 2);
    await eventually(async () => {
      assert.deepEqual(await linesIn(sieve(), selected), [lineOf('multiple = prime * prime;')]);
      const op = lineWith(await listing().lines(), 'MUL r1, r0, r0');
      assert.deepEqual(await linesIn(listing(), selected), [op.number]);
      assert.deepEqual(await linesIn(machineCode(), selected), []);
    });
  });

  it('marks the op that runs next in the machine code while stopped', async () => {
    const inner = lineOf('composite[multiple] = 1;');
    await sieve().clickGutter(inner);
    await sieve().focus();
    const { debug } = workbench();
    await debug.start();
    await debug.stopped();
    await debug.continue();
    await sieve().stoppedAt(inner);
    await debug.press('Switch to JIT');
    await debug.console.waitFor(/JIT mode/);
    await eventually(async () => {
      assert.match(lineWith(await machineCode().lines(), 'STORE_CELL composite').text, / @ 0x[0-9a-f]+$/);
      const first = (await opWith('STORE_CELL composite')) - 1;
      assert.deepEqual(await linesIn(machineCode(), current), await machineLinesOf(first));
    });
    await debug.stepOver();
    await sieve().stoppedAt(inner + 1);
    await eventually(async () => {
      const add = await opWith('ADD r1, r1, r0');
      assert.deepEqual(await linesIn(machineCode(), current), await machineLinesOf(add));
    });
  });

  it('marks the line of the source while stepping through the listing', async () => {
    const { debug } = workbench();
    await listing().focus();
    // The session answers at the level of the listing now, and VS Code marks the frame there.
    await eventually(async () => {
      const at = lineWith(await listing().lines(), 'ADD r1, r1, r0').number;
      assert.equal(await listing().stoppedLine(), at);
      assert.deepEqual(await linesIn(sieve(), current), [lineOf('multiple = multiple + prime;')]);
    });
    await debug.stepOver();
    await eventually(async () => {
      const at = lineWith(await listing().lines(), 'JUMP_LESS_CONST r1').number;
      assert.equal(await listing().stoppedLine(), at);
      assert.deepEqual(await linesIn(sieve(), current), [lineOf('while (multiple < 1000)')]);
      assert.deepEqual(
        await linesIn(machineCode(), current),
        await machineLinesOf(await opWith('JUMP_LESS_CONST r1')),
      );
    });
  });

  it('marks the very instruction while stepping by instruction', async () => {
    const { disassembly, page, commands } = workbench();
    await sieve().focus();
    await disassembly.open();
    await disassembly.focus();
    const before = await disassembly.current();
    await page.keyboard.press('F11');
    await eventually(async () => {
      const { address, bytes } = await disassembly.current();
      assert.notEqual(address, before.address);
      const marked = await linesIn(machineCode(), current);
      assert.equal(marked.length, 1);
      const { text } = await machineCode().line(marked[0] ?? 0);
      assert.ok(text.includes(` ${bytes} `), `${text} is ${bytes}`);
    });
    await commands.run('View: Close Editor');
  });

  it('keeps the colours, and no mark, when the session is over', async () => {
    await workbench().debug.stop();
    await eventually(async () => {
      for (const editor of [sieve(), machineCode()]) assert.deepEqual(await linesIn(editor, current), []);
      const [color] = (await sieve().line(lineOf('multiple = multiple + prime;'))).backgrounds;
      assert.ok(color);
      assert.equal(lineWith(await machineCode().lines(), 'ADD r1, r1, r0').backgrounds[0], color);
    });
  });
});

for (const theme of ['Default High Contrast', 'Default High Contrast Light']) {
  describe(`Linked views with the theme ${theme}`, () => {
    const workbench = useWorkbench({
      folder: path.join(root, 'samples'),
      settings: { 'workbench.colorTheme': theme, 'editor.minimap.enabled': false },
    });

    it('marks what belongs to the selection', async () => {
      await workbench().explorer.open('sieve.lang');
      const sieve = await workbench().editor('sieve.lang').opened();
      await workbench().commands.run('langvm: Show Bytecode');
      const listing = await workbench().editor('sieve.lang (bytecode)').opened();
      await sieve.putCursor(lineOf('multiple = prime * prime;'));
      await eventually(async () => {
        const lines = await listing.lines();
        const marked = lines.filter(({ backgrounds }) => backgrounds.length > 1);
        assert.deepEqual(
          marked.map(({ text }) => text.trim().split('  ')[0]),
          ['MUL r1, r0, r0'],
        );
        const colors = new Set(lines.flatMap(({ backgrounds }) => backgrounds));
        assert.ok(!colors.has('rgba(0, 0, 0, 0)'), 'each mark can be seen');
        assert.ok(colors.size >= 5, `lines have different colours: ${[...colors].join(' ')}`);
      });
    });
  });
}
