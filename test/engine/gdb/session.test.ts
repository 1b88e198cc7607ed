import { doesNotMatch, equal, match } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { programOfReturns } from '../../../src/engine/format/program';
import { makeSymbolObject } from '../../../src/engine/gdb/symbolObject';
import type { DebuggedHost } from './debuggedHost';
import { asListing, vectorProgram } from './debuggedHost';
import type { GdbProcess } from './gdbProcess';
import { goldenVersion, Transcript } from './transcript';
import { useGdb } from './useGdb';

describe('a session with gdb', () => {
  const { gdb, start, debugged } = useGdb();

  const startVector = (name: string): Promise<DebuggedHost> => start(asListing(vectorProgram(name), name));

  for (const syntax of ['att', 'intel'] as const) {
    it(`shows a learner the machine code of return 35, in the syntax ${syntax}`, async function () {
      if (gdb().version.major !== goldenVersion) return this.skip();
      const { host, loaded } = await startVector('v1-return-35.bc');
      const process = await debugged().attach(gdb(), { syntax });
      const run = host.run({ from: 'entry' });
      const transcript = new Transcript(loaded);
      const greeting = await process.untilPrompt();
      transcript.add('source attach.gdb', greeting.slice(greeting.indexOf('\nThread ') + 1));
      for (const command of [
        'backtrace 1',
        'info locals',
        'nexti',
        'nexti',
        'list',
        'nexti',
        'info registers rax',
        'info locals',
        'backtrace 1',
        'finish',
      ]) {
        transcript.add(command, await process.command(command));
      }
      await process.quit();
      equal((await run).result, 35n);
      transcript.compare(`return-35-${syntax}.txt`);
    });
  }

  it('goes through the lines of the listing', async () => {
    const { host } = await startVector('v1-two-returns.bc');
    const process = await debugged().attach(gdb());
    const run = host.run({ from: 'entry' });
    await process.untilPrompt();
    match(
      await process.command('break v1-two-returns.bc:6'),
      /Breakpoint 2 at .*: file .*v1-two-returns.bc, line 6/,
    );
    match(await process.command('step'), /^5\tRETURN 35\n/m);
    match(await process.command('continue'), /hit Breakpoint 2, langvm_main \(\) at .*\n6\tRETURN -7\n/);
    match(await process.command('info locals'), /^result = 35\n/);
    match(await process.command('next'), /^4\t; main:\n/m);
    match(await process.command('print result'), /\$1 = -7\n/);
    match(await process.command('info symbol $pc'), /^langvm_main \+ 24 in section \.text/);
    match(await process.command('finish'), /Value returned is \$2 = -7\n/);
    await process.quit();
    equal((await run).result, -7n);
  });

  it('finds the caller and finishes at every instruction', async () => {
    const { host, loaded } = await startVector('v1-two-returns.bc');
    const process = await debugged().attach(gdb());
    let run = host.run({ from: 'entry' });
    await process.untilPrompt();
    await process.command(`break *${loaded.address}`);
    const callers = new Set<string | undefined>();
    for (const [steps, mnemonic] of ['push', 'mov', 'movabs', 'movabs', 'leave', 'ret'].entries()) {
      if (steps > 0) match(await process.command('continue'), /hit Breakpoint 2/);
      if (steps > 0) await process.command(`stepi ${steps}`);
      match(await process.command('x/i $pc'), new RegExp(`:\\t${mnemonic}\\b`));
      const backtrace = await process.command('backtrace 3');
      callers.add(/^#1 +(0x\w+) /m.exec(backtrace)?.[1]);
      match(backtrace, /^#2 +0x/m);
      match(await process.command('finish'), /Value returned is \$\d = -7\n/);
      run = run.then(() => host.run({ from: 'entry' }));
    }
    await process.quit();
    equal((await run).result, -7n);
    equal(callers.size, 1, 'there is one caller, wherever it is looked for');
  });

  const stages: Record<string, (process: GdbProcess) => Promise<unknown>> = {
    'at the first instruction': () => Promise.resolve(),
    'after one instruction': (process) => process.command('nexti'),
    'with a breakpoint on a line': (process) => process.command('break v1-two-returns.bc:6'),
    'at the ret': (process) => process.command('stepi 5'),
    'after finish': (process) => process.command('finish'),
    'after detach': (process) => process.command('detach'),
  };
  for (const [stage, go] of Object.entries(stages)) {
    it(`lets the program run on when gdb quits ${stage}`, async () => {
      const { host, loaded, code } = await startVector('v1-two-returns.bc');
      const process = await debugged().attach(gdb());
      const run = host.run({ from: 'entry' });
      await process.untilPrompt();
      await go(process);
      await process.quit();
      equal((await run).result, -7n);
      equal((await host.run({ from: 'entry' })).result, -7n);
      equal(
        Buffer.from(await host.readMemory(loaded.address, 99)).toString('hex'),
        Buffer.from(code.bytes).toString('hex'),
        'no breakpoint is left behind',
      );
    });
  }

  it('lets the host live on when gdb quits before the program runs', async () => {
    const { host } = await startVector('v1-return-35.bc');
    const process = await debugged().attach(gdb());
    // The script waits in `continue`: give it the time to come there.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    process.interrupt();
    await process.untilPrompt();
    await process.quit();
    equal((await host.run({ from: 'entry' })).result, 35n);
  });

  it('begins at the op where the session stands', async () => {
    const { host, code, loaded } = await startVector('v1-two-returns.bc');
    const offset = code.opOffsets[1]!;
    const process = await debugged().attach(gdb(), {
      stopAddress: loaded.address + BigInt(offset),
      remainingSize: code.bytes.length - offset,
    });
    const run = host.run({ from: { offset, result: 77n } });
    match(await process.untilPrompt(), /langvm_main \(\) at .*\n6\tRETURN -7\n/);
    match(await process.command('info locals'), /^result = 77\n/);
    match(await process.command('finish'), /Value returned is \$1 = -7\n/);
    await process.quit();
    equal((await run).result, -7n);
  });

  it('learns about code that is loaded while it is attached', async () => {
    const { host } = await startVector('v1-return-35.bc');
    const process = await debugged().attach(gdb());
    const first = host.run({ from: 'entry' });
    await process.untilPrompt();
    await process.command('break langvm_main');
    const program = programOfReturns([1n, 2n, 3n]);
    const text = ';\n;\n;\n; main:\nRETURN 1\nRETURN 2\nRETURN 3\n';
    // Messages wait while the process is stopped: it reads them after `continue`.
    const second = first
      .then(() => debugged().replace({ program, name: 'new.bc', text }))
      .then(() => host.run({ from: 'entry' }));
    match(await process.command('continue'), /hit Breakpoint 2, langvm_main \(\) at .*\n5\tRETURN 35\n/);
    match(
      await process.command('continue'),
      /hit Breakpoint 2, langvm_main \(\) at .*new\.bc:5\n5\tRETURN 1\n/,
    );
    match(await process.command('info breakpoints'), /in langvm_main at .*new\.bc:5\n/);
    await process.quit();
    equal((await first).result, 35n);
    equal((await second).result, 3n);
  });

  it('reads the symbols from a file where the interface is missing', async () => {
    const shown = asListing(vectorProgram('v1-return-35.bc'), 'v1-return-35.bc');
    const { host, folder, loaded } = await start(shown, false);
    const symbolFile = { path: path.join(folder, 'symbols "of" v1.o'), address: loaded.address };
    writeFileSync(symbolFile.path, makeSymbolObject(debugged().factsOf(shown, loaded.address)));
    const process = await debugged().attach(gdb(), { symbolFile });
    const run = host.run({ from: 'entry' });
    match(await process.untilPrompt(), /hit Temporary breakpoint 1, langvm_main \(\) at .*\n4\t; main:\n/);
    match(await process.command('stepi 2'), /5\tRETURN 35\n/);
    match(await process.command('finish'), /Value returned is \$1 = 35\n/);
    await process.quit();
    equal((await run).result, 35n);
  });

  it('does not disturb the learner with threads and signals of Node', async () => {
    const { host } = await startVector('v1-return-35.bc');
    const process = await debugged().attach(gdb());
    const run = host.run({ from: 'entry' });
    doesNotMatch(await process.untilPrompt(), /New LWP|New Thread|Stop.*Print/);
    await process.quit();
    await run;
  });
});
