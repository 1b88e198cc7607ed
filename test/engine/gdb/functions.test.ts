import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Gdb } from '../../../src/engine/gdb/findGdb';
import { hostStubSize } from '../../../src/engine/gdb/hostStub';
import { makeSymbolObject } from '../../../src/engine/gdb/symbolObject';
import { asListing, asSource, DebuggedHost, vectorProgram, type ShownProgram } from './debuggedHost';
import { gdbOrSkip, type GdbProcess } from './gdbProcess';
import { Transcript } from './transcript';

/** The version whose words the golden transcripts hold. */
const goldenVersion = 13;

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

describe('gdb and programs with functions', function () {
  this.timeout(60_000);
  let gdb: Gdb;
  let debugged: DebuggedHost | undefined;
  before(async function () {
    gdb = await gdbOrSkip(this);
  });
  afterEach(async () => {
    await debugged?.end();
    debugged = undefined;
  });

  const start = async (shown: ShownProgram, viaInterface = true): Promise<DebuggedHost> =>
    (debugged = await DebuggedHost.start(shown, viaInterface));

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
      if (gdb.version.major !== goldenVersion) return this.skip();
      const { loaded } = await start(shown);
      const process = await debugged!.attach(gdb);
      const run = debugged!.run();
      const transcript = new Transcript(loaded);
      const greeting = await process.untilPrompt();
      transcript.add('source attach.gdb', greeting.slice(greeting.indexOf('\nThread ') + 1));
      for (const command of commands) transcript.add(command, await process.command(command));
      await process.quit();
      await run;
      transcript.compare(`${name}.txt`);
    });
  }

  /** Runs instruction by instruction until the code is left. @returns the functions on the stack, at each */
  const walk = async (process: GdbProcess): Promise<string[][]> => {
    const { address, size } = debugged!.loaded;
    const stub = debugged!.loaded.machine?.stub ?? 0n;
    const within = (start: bigint, bytes: number): string =>
      `($pc >= ${start} && $pc < ${start + BigInt(bytes)})`;
    const inside = `${within(address, size)} || ${within(stub, hostStubSize)}`;
    await process.command('undisplay 1');
    await process.command(`define walk\nwhile ${inside}\nbacktrace\necho ---\\n\nstepi\nend\nend`);
    const stacks = (await process.command('walk')).split('---\n').slice(0, -1);
    return stacks.map((text) => {
      doesNotMatch(text, /corrupt|error|Cannot/i);
      return [...text.matchAll(/^#\d+ +(?:0x[0-9a-f]+ in )?(\S+) \(/gm)].map(([, name = '']) => name);
    });
  };

  /** The distinct stacks of the machine's functions; the host is below every one of them. */
  const stacksOf = (walked: readonly string[][]): string[] => {
    const stacks = new Set<string>();
    for (const frames of walked) {
      deepEqual(frames.slice(-2), ['start_thread', 'clone3'], frames.join(' '));
      stacks.add(frames.filter((name) => /^(langvm_\w+|f|g)$/.test(name)).join(' '));
    }
    return [...stacks];
  };

  const dividing = asSource(
    'function f(x) { print x; return x / (3 - x); }\nreturn f(1) + f(2) + f(3);\n',
    'f.lang',
  );

  it('finds all callers at every single instruction', async () => {
    await start(dividing);
    const process = await debugged!.attach(gdb);
    const run = debugged!.run();
    await process.untilPrompt();
    const walked = await walk(process);
    ok(walked.length > 120, `${walked.length} instructions`);
    deepEqual(stacksOf(walked), [
      'langvm_main langvm_start langvm_enter',
      'f langvm_main langvm_start langvm_enter',
      // A trap gives all frames up.
      'langvm_exit langvm_enter',
      'langvm_enter',
    ]);
    await process.quit();
    equal((await run).stop, 'divisionByZero');
    deepEqual(debugged!.printed, [1n, 2n, 3n]);
  });

  it('finds all callers while frames are rebuilt, and in the rebuilt frames', async () => {
    await start(
      asSource(
        'function g(x) { return x + 1; }\nfunction f(x) { return g(x) * 2; }\nreturn f(4) + f(5);\n',
        'f.lang',
      ),
    );
    const { native, code, loaded } = debugged!;
    const inG = code.functions.findIndex(({ name }) => name === 'g');
    const firstOp = code.opOffsets.findIndex((offset) => offset >= (code.functions[inG]?.range.start ?? 0));
    equal((await native.run({ breakpoints: [firstOp] })).stop, 'breakpoint');
    const resume = code.entries?.resume ?? 0;
    const process = await debugged!.attach(gdb, {
      stopAddress: loaded.address + BigInt(resume),
      remainingSize: 16,
    });
    const run = debugged!.run();
    match(await process.untilPrompt(), /<langvm_resume>:/);
    deepEqual(stacksOf(await walk(process)), [
      'langvm_resume langvm_enter',
      'g f langvm_main langvm_start langvm_enter',
      'f langvm_main langvm_start langvm_enter',
      'langvm_main langvm_start langvm_enter',
      'langvm_start langvm_enter',
      'langvm_exit langvm_enter',
      'langvm_enter',
    ]);
    await process.quit();
    equal((await run).result, 22n);
  });

  it('shows variables at every instruction of a function and of its caller', async () => {
    await start(
      asSource('function add(x, y) { z = x + y; return z; }\nk = 5;\nreturn add(k, 7) + k;\n', 'f.lang'),
    );
    const process = await debugged!.attach(gdb);
    const run = debugged!.run();
    await process.untilPrompt();
    await process.command('undisplay 1');
    await process.command('break *&add');
    match(await process.command('continue'), /, add \(x=5, y=7\) at/);
    const returnTo = /^#1 +(0x[0-9a-f]+) /m.exec(await process.command('backtrace 2'))?.[1] ?? '';
    for (let steps = 0; ; steps++) {
      const pc = /(0x[0-9a-f]+)/.exec(await process.command('print/x $pc'))?.[1];
      if (BigInt(pc ?? 0) === BigInt(returnTo)) break;
      ok(steps < 40, 'the function comes back');
      match(await process.command('info args'), /^x = 5\ny = 7\n/);
      match(await process.command('up'), /langvm_main/);
      match(await process.command('info locals'), /^k = 5\n/);
      await process.command('down');
      await process.command('stepi');
    }
    // Where the call has come back, rbx still is the called function's.
    match(await process.command('info locals'), /^k = 5\n/);
    await process.command('stepi');
    match(await process.command('info locals'), /^k = 5\n/);
    match(await process.command('finish'), /Value returned is \$\d+ = 17\n/);
    await process.quit();
    equal((await run).result, 17n);
  });

  it('changes variables and cells', async () => {
    await start(sieve);
    const process = await debugged!.attach(gdb);
    const run = debugged!.run();
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
    const cells = await debugged!.native.readCells(0, 12);
    equal(cells[3], 1n);
  });

  it('learns about another program while it is attached, and moves its breakpoints there', async () => {
    await start(fibonacci);
    const process = await debugged!.attach(gdb);
    const first = debugged!.run();
    await process.untilPrompt();
    await process.command('break fib');
    const changed = asSource(
      'function other() { return 1; }\nfunction fib(n, m) { return n + m; }\nreturn fib(3, 4) + other();\n',
      'changed.lang',
    );
    const second = first.then(() => debugged!.replace(changed)).then(() => debugged!.run());
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
    writeFileSync(symbolFile.path, makeSymbolObject(debugged!.factsOf(sieve, loaded.address)));
    const process = await debugged!.attach(gdb, { symbolFile });
    const run = debugged!.run();
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
      const process = await debugged!.attach(gdb);
      const run = debugged!.run();
      await process.untilPrompt();
      await go(process);
      await process.quit();
      equal((await run).result, 5n);
      deepEqual(debugged!.printed, [5n]);
      equal(
        Buffer.from(await host.readMemory(loaded.address, loaded.size)).toString('hex'),
        Buffer.from(code.bytes).toString('hex'),
        'no breakpoint is left behind',
      );
    });
  }

  it('lets the host live on when gdb quits before the program runs', async () => {
    await start(fibonacci);
    const process = await debugged!.attach(gdb);
    // The script waits in `continue`: give it the time to come there.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    process.interrupt();
    await process.untilPrompt();
    await process.quit();
    equal((await debugged!.run()).result, 5n);
  });
});
