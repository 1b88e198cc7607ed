import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { hostStubSize } from '../../../src/engine/gdb/hostStub';
import { asSource } from './debuggedHost';
import type { GdbProcess } from './gdbProcess';
import { useGdb } from './useGdb';

describe('gdb at every single instruction', () => {
  const { gdb, start, debugged } = useGdb();

  /** Runs instruction by instruction until the code is left. @returns the functions on the stack, at each */
  const walk = async (process: GdbProcess): Promise<string[][]> => {
    const { address, size } = debugged().loaded;
    const stub = debugged().loaded.machine?.stub ?? 0n;
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

  it('finds all callers', async () => {
    await start(dividing);
    const process = await debugged().attach(gdb());
    const run = debugged().run();
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
    deepEqual(debugged().printed, [1n, 2n, 3n]);
  });

  it('finds all callers while frames are rebuilt, and in the rebuilt frames', async () => {
    await start(
      asSource(
        'function g(x) { return x + 1; }\nfunction f(x) { return g(x) * 2; }\nreturn f(4) + f(5);\n',
        'f.lang',
      ),
    );
    const { native, code, loaded } = debugged();
    const inG = code.functions.findIndex(({ name }) => name === 'g');
    const firstOp = code.opOffsets.findIndex((offset) => offset >= (code.functions[inG]?.range.start ?? 0));
    equal((await native.run({ breakpoints: [firstOp] })).stop, 'breakpoint');
    const resume = code.entries?.resume ?? 0;
    const process = await debugged().attach(gdb(), {
      stopAddress: loaded.address + BigInt(resume),
      remainingSize: 16,
    });
    const run = debugged().run();
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

  it('shows the variables of a function and of its caller', async () => {
    await start(
      asSource('function add(x, y) { z = x + y; return z; }\nk = 5;\nreturn add(k + 1, 7) + k;\n', 'f.lang'),
    );
    const process = await debugged().attach(gdb());
    const run = debugged().run();
    await process.untilPrompt();
    await process.command('undisplay 1');
    await process.command('break *&add');
    match(await process.command('continue'), /, add \(x=6, y=7\) at/);
    const returnTo = /^#1 +(0x[0-9a-f]+) /m.exec(await process.command('backtrace 2'))?.[1] ?? '';
    for (let steps = 0; ; steps++) {
      const pc = /(0x[0-9a-f]+)/.exec(await process.command('print/x $pc'))?.[1];
      if (BigInt(pc ?? 0) === BigInt(returnTo)) break;
      ok(steps < 40, 'the function comes back');
      // On the last two instructions rbx is the caller's already: the window of the function is known no more.
      const isLeaving = /\t(pop +%rbp|ret)/.test(await process.command('x/i $pc'));
      const gone = /^x = <optimized out>\ny = <optimized out>\n/;
      match(await process.command('info args'), isLeaving ? gone : /^x = 6\ny = 7\n/);
      match(await process.command('up'), /langvm_main/);
      match(await process.command('info locals'), /^k = 5\n/);
      await process.command('down');
      await process.command('stepi');
    }
    match(await process.command('info locals'), /^k = 5\n/);
    await process.command('stepi');
    match(await process.command('info locals'), /^k = 5\n/);
    match(await process.command('finish'), /Value returned is \$\d+ = 18\n/);
    await process.quit();
    equal((await run).result, 18n);
  });
});
