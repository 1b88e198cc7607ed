import { doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { Gdb } from '../../../src/engine/gdb/findGdb';
import { until } from '../native/hosts';
import { asSource, DebuggedHost } from './debuggedHost';
import { gdbOrSkip, type GdbProcess } from './gdbProcess';

const endless = asSource(
  `function spin(n) {
  while (n < 1000000000000) {
    if (n < 0) { print n; n = 1; }
    n = n + 1;
  }
  return n;
}
return spin(-1);
`,
  'endless.lang',
);

describe('Ctrl+C in gdb', () => {
  let gdb: Gdb;
  let debugged: DebuggedHost;
  let process: GdbProcess;
  before(async function () {
    gdb = await gdbOrSkip(this);
  });
  beforeEach(async () => {
    debugged = await DebuggedHost.start(endless);
    process = await debugged.attach(gdb);
    run = debugged.run();
    run.catch(() => undefined);
    await process.untilPrompt();
  });
  afterEach(() => debugged.end());
  let run: Promise<unknown>;

  /** Ticks of the processor that the program's thread has had (proc(5): utime). */
  const ticksOfThread = (): number => {
    const folder = `/proc/${debugged.host.pid}/task`;
    const thread = readdirSync(folder).find((id) => name(`${folder}/${id}`) === 'langvm');
    return Number(readFileSync(`${folder}/${thread}/stat`, 'utf8').split(' ')[13]);
  };
  const name = (folder: string): string => readFileSync(`${folder}/comm`, 'utf8').trimEnd();

  /** Lets the program go on with a command, interrupts it when it is on its way, and gives what gdb says. */
  const interrupted = async (command: string, isOnItsWay?: () => boolean) => {
    const before = ticksOfThread();
    const stopped = process.command(command);
    // Single steps take none; a loop that runs freely does.
    await until(isOnItsWay ?? (() => ticksOfThread() > before + 2));
    process.interrupt();
    return stopped;
  };
  const inSpin =
    /Thread \d+ "langvm" received signal SIGINT, Interrupt\.\n.*spin \(n=\d+\) at .*endless\.lang:\d\n/;

  it('stops the program where it is, and all commands are about the program', async () => {
    match(await interrupted('continue', () => debugged.printed.length === 1), inSpin);
    match(await process.command('backtrace 2'), /^#0 .*spin \(n=\d+\) .*\n#1 .* langvm_main \(\) at/m);
    doesNotMatch(await process.command('info locals'), /epoll/);
    for (let times = 0; times < 4; times++) match(await process.command('next'), /^\d\t.*(while|if|n = )/m);
    await process.command('set variable n = -2');
    match(await interrupted('continue', () => debugged.printed.length === 2), inSpin);
    // Between two instructions of a line, the sum with the old value may be in a register already.
    await process.command('next');
    await process.command('set variable n = 1000000000000');
    match(await process.command('finish'), /Value returned is \$\d+ = 1000000000\d+\n/);
  });

  it('stops it again and again', async () => {
    for (let times = 0; times < 10; times++) match(await interrupted('continue'), inSpin);
  });

  for (const command of ['next', 'finish', 'until 6', 'advance 6']) {
    it(`stops it while ${command} waits for an endless loop`, async () => {
      if (command !== 'next') {
        await process.command('tbreak spin');
        await process.command('continue');
      }
      match(await interrupted(command), inSpin);
    });
  }

  it('leaves SIGINT to the one thread of the program, which has a name', () => {
    const folder = `/proc/${debugged.host.pid}/task`;
    const open = readdirSync(folder).filter((id) => {
      const mask = /^SigBlk:\s+(\S+)$/m.exec(readFileSync(`${folder}/${id}/status`, 'utf8'))?.[1];
      return (BigInt(`0x${mask}`) & 2n) === 0n;
    });
    equal(open.length, 1);
    equal(name(`${folder}/${open[0]}`), 'langvm');
    ok(readdirSync(folder).length > 2);
  });
});
