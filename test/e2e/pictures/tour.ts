/**
 * Takes the pictures of the README and of the walkthrough from the running program. A picture is taken when what it
 * shows is on the screen, so that a tour that stopped working fails instead of lying.
 */
import path from 'node:path';
import { root } from '../../adapter/support/conversation';
import { eventually, launchWorkbench, type Workbench } from '../harness';

const images = path.join(root, 'docs/images');
const wanted = process.argv.slice(2);
const firstOp = 5;
/** `composite[multiple] = 1;` in samples/sieve.lang. */
const lineOfMark = 8;

async function main(): Promise<void> {
  const workbench = await launchWorkbench({
    folder: path.join(root, 'samples'),
    viewport: { width: 1440, height: 800 },
    scale: 2,
    settings: {
      'workbench.colorTheme': 'Default Light Modern',
      'breadcrumbs.enabled': false,
      'editor.minimap.enabled': false,
      'editor.hover.delay': 100,
      'window.commandCenter': true,
    },
  });
  try {
    await tour(workbench);
    await tourOfSources(workbench);
  } finally {
    await workbench.close();
  }
}

async function take(workbench: Workbench, name: string): Promise<void> {
  if (wanted.length > 0 && !wanted.includes(name)) return;
  await workbench.screenshot(path.join(images, `${name}.png`));
  console.log(`took ${name}`);
}

/** A source at all levels: variables, bytecode and machine code beside it, and the Disassembly View. */
async function tourOfSources(workbench: Workbench): Promise<void> {
  const { page, explorer, debug, disassembly, commands } = workbench;
  await commands.run('View: Close All Editors');
  await commands.run('View: Hide Panel');
  await explorer.open('sieve.lang');
  const source = await workbench.editor('sieve.lang').opened();
  await until(async () => (await source.codeLenses()).length > 0);
  await source.clickGutter(lineOfMark);
  await source.focus();
  await debug.start();
  await debug.stopped();
  await debug.continue();
  await source.stoppedAt(lineOfMark);
  await debug.press('Show Bytecode');
  const listing = await workbench.editor('sieve.lang (bytecode)').opened();
  await until(async () => (await listing.text()).includes('STORE_CELL'));
  await debug.variables.value('Locals', 'multiple');
  await page.mouse.move(0, 0);
  await take(workbench, 'source');

  await source.focus();
  await debug.press('Switch to JIT');
  await listing.close();
  await debug.press('Show Machine Code');
  const machineCode = await workbench.editor('sieve.lang (machine code)').opened();
  await until(async () => (await machineCode.text()).includes(' @ 0x'));
  await source.focus();
  await source.putCursor(lineOfMark, 3);
  await debug.variables.value('Locals', 'multiple');
  await page.mouse.move(0, 0);
  await take(workbench, 'linked');

  await machineCode.close();
  await disassembly.open();
  await disassembly.focus();
  const current = async () => (await disassembly.rows()).find((row) => row.current)?.address;
  for (let steps = 0; steps < 4; steps++) {
    const before = await current();
    await debug.stepOver();
    await until(async () => {
      const now = await current();
      return now !== undefined && now !== before;
    });
  }
  await debug.variables.collapse('Locals');
  await until(async () =>
    (await debug.variables.value('CPU', 'rip')).startsWith((await current()) ?? 'nowhere'),
  );
  await page.mouse.move(0, 0);
  await take(workbench, 'disassembly');
  await debug.stop();
}

async function tour(workbench: Workbench): Promise<void> {
  const { page, explorer, debug, terminal, commands } = workbench;

  await explorer.open('out.bc');
  const listing = await workbench.editor('out.bc').opened();
  await until(async () => (await listing.codeLenses()).length > 0);
  await listing.hover(firstOp, 'RETURN');
  await take(workbench, 'hover');

  await page.mouse.move(0, 0);
  await listing.clickGutter(firstOp);
  await listing.focus();
  await debug.start();
  await debug.stopped();
  await debug.variables.expand('State', 'op');
  await take(workbench, 'stopped');

  await debug.press('Switch to JIT');
  await debug.variables.collapse('State');
  await debug.variables.expand('Machine Code');
  await debug.press('Show Machine Code');
  const machineCode = await workbench.editor('out.bc (machine code)').opened();
  await until(async () => (await machineCode.text()).includes(' @ 0x'));
  await debug.console.waitFor(/JIT mode/);
  await take(workbench, 'jit');

  await machineCode.close();
  await commands.run('langvm: Attach gdb to Machine Code');
  await terminal.waitFor(/Next: ni/, 40);
  await terminal.type('ni');
  await terminal.type('ni');
  await terminal.type('ni');
  await terminal.type('info registers rax');
  await terminal.waitFor(/^rax\s+0x23\s+35$/m);
  await take(workbench, 'gdb');
  await terminal.type('quit');
  await debug.console.waitFor(/gdb has left/);

  await listing.focus();
  await debug.continue();
  await debug.ended();
  await debug.console.waitFor(/Return value is 35/);
  await take(workbench, 'result');
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  await eventually(async () => {
    if (!(await condition())) throw new Error('The tour waits for something that does not come.');
  });
}

void main();
