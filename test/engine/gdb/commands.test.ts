import { doesNotMatch, equal, match } from 'node:assert/strict';
import type { Gdb } from '../../../src/engine/gdb/findGdb';
import { asSource, DebuggedHost } from './debuggedHost';
import { gdbOrSkip, type GdbProcess } from './gdbProcess';

/** Names that the C++ of Node has, too. */
const names = ['add', 'swap', 'sort', 'max', 'none'];
const source = [
  ...names.map((name) => `function ${name}(x) { return x + 1; }`),
  `return ${names.map((name) => `${name}(1)`).join(' + ')};\n`,
].join('\n');

describe('commands of gdb that mean something else here', () => {
  let gdb: Gdb;
  let debugged: DebuggedHost;
  let process: GdbProcess;
  let run: ReturnType<DebuggedHost['run']>;
  before(async function () {
    gdb = await gdbOrSkip(this);
  });
  beforeEach(async () => {
    debugged = await DebuggedHost.start(asSource(source, 'names.lang'));
    process = await debugged.attach(gdb);
    run = debugged.run();
    run.catch(() => undefined);
    await process.untilPrompt();
  });
  afterEach(() => debugged.end());

  it("finds the program's function, whatever names the host has", async () => {
    for (const [index, name] of names.entries()) {
      match(
        await process.command(`break ${name}`),
        new RegExp(`^Breakpoint \\d at 0x\\w+: file .*names\\.lang, line ${index + 1}\\.\\n$`),
      );
    }
  });

  it('does not let the program be started or killed', async () => {
    for (const command of ['run', 'r', 'start', 'starti'])
      match(await process.command(command), /^The program is running already: continue\./);
    match(await process.command('help run'), /To begin anew, quit gdb and start it again/);
    match(await process.command('kill'), /^Nothing was killed: .* the session lives on/);
    await process.quit();
    equal((await run).result, 10n);
  });

  it('does not call functions of the program as if they were of C', async () => {
    await process.command('break add');
    await process.command('continue');
    for (const command of ['print add(3)', 'call max(4)'])
      equal(await process.command(command), '', 'the reason goes to stderr');
    match(await process.command('finish'), /Value returned is \$1 = 2\n/);
    await process.quit();
    equal((await run).result, 10n);
  });

  it('lives on when the program has ended', async () => {
    await process.command('break add');
    await process.command('continue');
    await process.command('delete');
    await process.command('list 1,3');
    // Messages wait while the process is stopped: it reads this one after `continue`.
    const ended = run.then(() => debugged.host.end(0));
    match(await process.command('continue'), /\[Inferior 1 \(process \d+\) exited normally\]\n/);
    await ended;
    for (const command of ['list add', 'info line 2', 'break 2', 'list'])
      doesNotMatch(await process.command(command), /epoll|Fatal/);
    match(await process.command('echo alive'), /^alive/);
  });
});
