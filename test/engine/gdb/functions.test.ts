import { deepEqual, equal, match } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeSymbolObject } from '../../../src/engine/gdb/symbolObject';
import { asListing, asSource, vectorProgram, type ShownProgram } from './debuggedHost';
import type { GdbProcess } from './gdbProcess';
import { goldenVersion, Transcript } from './transcript';
import { useGdb } from './useGdb';

const fibonacci = asSource(
  `function fib(n) {
  if (n < 2) return n;
  return fib(n - 1) + fib(n - 2);
}
a = fib(5);
print a;
return a;
`,
  'fib.lang',
);

const sieve = asSource(
  `array composite[12];
function strike(step) {
  i = step * step;
  while (i < 12) {
    composite[i] = 1;
    i = i + step;
  }
  return i;
}
n = 2;
while (n < 12) {
  if (composite[n] == 0) last = strike(n);
  n = n + 1;
}
return last;
`,
  'sieve.lang',
);

describe('gdb and programs with functions', () => {
  const { gdb, start, debugged } = useGdb();

  const sessions: readonly [string, ShownProgram, readonly string[]][] = [
    [
      'fibonacci',
      fibonacci,
      [
        'info locals',
        'break fib',
        'continue',
        'info args',
        'backtrace 3',
        'continue',
        'backtrace 4',
        'step',
        'step',
        'frame',
        'delete',
        'finish',
        'info args',
        'next',
        'next',
        'list',
        'info locals',
        'disassemble /s fib',
        'finish',
      ],
    ],
    [
      'sieve',
      sieve,
      [
        'break sieve.lang:5',
        'continue',
        'info args',
        'info locals',
        'up',
        'info locals',
        'print composite',
        'next',
        'next',
        'delete',
        'until 8',
        'print composite',
        'finish',
        'info locals',
        'ptype strike',
        'ptype composite',
        'info line sieve.lang:11',
        'tbreak 14',
        'continue',
        'info locals',
      ],
    ],
    [
      'listing-version-2',
      asListing(vectorProgram('v2-arith.bc'), 'v2-arith.bc'),
      ['stepi 5', 'step', 'step', 'step', 'info locals', 'list', 'step', 'backtrace 2'],
    ],
  ];
  for (const [name, shown, commands] of sessions) {
    it(`shows what a person expects: ${name}`, async function () {
      if (gdb().version.major !== goldenVersion) return this.skip();
      const { loaded, entry } = await start(shown);
      const process = await debugged().attach(gdb());
      const run = debugged().run();
      const transcript = new Transcript(loaded, entry);
      const greeting = await process.untilPrompt();
      transcript.add('source attach.gdb', greeting.slice(greeting.indexOf('\nThread ') + 1));
      for (const command of commands) transcript.add(command, await process.command(command));
      await process.quit();
      await run;
      transcript.compare(`${name}.txt`);
    });
  }

  it('changes variables and cells', async () => {
    await start(sieve);
    const process = await debugged().attach(gdb());
    const run = debugged().run();
    await process.untilPrompt();
    await process.command('break sieve.lang:8');
    await process.command('continue');
    await process.command('set variable i = 77');
    await process.command('set variable composite[3] = 1');
    await process.command('delete');
    await process.quit();
    const { result } = await run;
    // 3 is no prime any more, and strike(2) returned 77; strike(11) is the last.
    equal(result, 121n);
    const cells = await debugged().native.readCells(0, 12);
    equal(cells[3], 1n);
  });

  it('learns about another program while it is attached, and moves its breakpoints there', async () => {
    await start(fibonacci);
    const process = await debugged().attach(gdb());
    const first = debugged().run();
    await process.untilPrompt();
    await process.command('break fib');
    const changed = asSource(
      'function other() { return 1; }\nfunction fib(n, m) { return n + m; }\nreturn fib(3, 4) + other();\n',
      'changed.lang',
    );
    const second = first.then(() => debugged().replace(changed)).then(() => debugged().run());
    for (let calls = 0; calls < 15; calls++)
      match(await process.command('continue'), /Breakpoint 2, fib \(n=\d\)/);
    match(await process.command('continue'), /Breakpoint 2, fib \(n=3, m=4\) at .*changed\.lang:2\n/);
    match(await process.command('info breakpoints'), /in fib at .*changed\.lang:2\n/);
    match(await process.command('finish'), /Value returned is \$1 = 7\n/);
    await process.quit();
    equal((await first).result, 5n);
    equal((await second).result, 8n);
  });

  it('reads the symbols from a file where the interface is missing', async () => {
    const { loaded, folder } = await start(sieve, false);
    const symbolFile = { path: path.join(folder, 'symbols.o'), address: loaded.address };
    writeFileSync(symbolFile.path, makeSymbolObject(debugged().factsOf(sieve, loaded.address)));
    const process = await debugged().attach(gdb(), { symbolFile });
    const run = debugged().run();
    match(await process.untilPrompt(), /langvm_main \(\) at .*sieve\.lang:10\n/);
    await process.command('break strike');
    match(await process.command('continue'), /strike \(step=2\) at/);
    match(await process.command('backtrace 3'), /#1 .* in langvm_main \(\).*\n#2 .* in langvm_start \(\)/);
    match(await process.command('print composite'), /\{0 <repeats 12 times>\}|\{0, 0, /);
    await process.command('delete');
    match(await process.command('finish'), /Value returned is \$2 = 12\n/);
    await process.quit();
    equal((await run).result, 121n);
  });

  const stages: Record<string, (process: GdbProcess) => Promise<unknown>> = {
    'at the first instruction': () => Promise.resolve(),
    'at a breakpoint': async (process) => {
      await process.command('break fib.lang:3');
      return process.command('continue');
    },
    'in the middle of a template': async (process) => {
      await process.command('break fib.lang:3');
      await process.command('continue');
      return process.command('stepi 2');
    },
    'in a nested call': async (process) => {
      await process.command('break fib if n == 1');
      return process.command('continue');
    },
    'after finish': async (process) => {
      await process.command('tbreak fib if n == 2');
      await process.command('continue');
      return process.command('finish');
    },
    'behind the end of the program': (process) => process.command('finish'),
    'after detach': async (process) => {
      await process.command('break fib');
      return process.command('detach');
    },
  };
  for (const [stage, go] of Object.entries(stages)) {
    it(`lets the program run on when gdb quits ${stage}`, async () => {
      const { host, loaded, code } = await start(fibonacci);
      const process = await debugged().attach(gdb());
      const run = debugged().run();
      await process.untilPrompt();
      await go(process);
      await process.quit();
      equal((await run).result, 5n);
      deepEqual(debugged().printed, [5n]);
      equal(
        Buffer.from(await host.readMemory(loaded.address, loaded.size)).toString('hex'),
        Buffer.from(code.bytes).toString('hex'),
        'no breakpoint is left behind',
      );
    });
  }

  it('lets the host live on when gdb quits before the program runs', async () => {
    await start(fibonacci);
    const process = await debugged().attach(gdb());
    // The script waits in `continue`: give it the time to come there.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    process.interrupt();
    await process.untilPrompt();
    await process.quit();
    equal((await debugged().run()).result, 5n);
  });
});
