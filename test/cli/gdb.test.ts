import { deepEqual, equal, match, doesNotMatch } from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gdbOrSkip } from '../engine/gdb/gdbProcess';
import { bundlePrograms, root, run, type Outcome, type Programs } from './programs';

const fibonacci =
  'function fib(n) { if (n < 2) return n; return fib(n - 1) + fib(n - 2); }\nprint 7;\nreturn fib(9);\n';

describe('langvm -j with gdb and perf', () => {
  let programs: Programs;
  let file: string;
  let endless: string;
  before(async () => {
    programs = await bundlePrograms();
    file = path.join(programs.folder, 'fib.lang');
    writeFileSync(file, fibonacci);
    endless = path.join(programs.folder, 'endless.lang');
    writeFileSync(endless, 'function fib(n) { while (1) n = n + 1; return n; }\nprint 7;\nreturn fib(9);\n');
  });
  after(() => programs.remove());

  /** Temporary files that lie in the programs' folder. */
  const left = (): string[] =>
    readdirSync(programs.folder).filter((name) => /^langvm-(gdb|debug)-/.test(name));

  /** Runs a program in gdb, which is told these commands. */
  const debug = (commands: readonly string[], program = file, ...options: string[]): Promise<Outcome> =>
    run(programs, 'langvm', ['-j', '--gdb', ...options, program], {
      input: `${commands.join('\n')}\n`,
      environment: { TMPDIR: programs.folder },
    });

  describe('--gdb', () => {
    before(async function () {
      await gdbOrSkip(this);
    });

    it('prints the beginning of an array however large it is', async () => {
      const large = path.join(programs.folder, 'large.lang');
      writeFileSync(large, 'array cells[1000000];\ncells[0] = 5;\nreturn 0;\n');
      const { stdout } = await debug(['next', 'print cells', 'continue'], large);
      match(stdout, /\$1 = \{5, 0 <repeats \d+ times>/);
    });

    it('stops before the first instruction, knows the source, and says how the program ended', async () => {
      const { exitCode, stdout, stderr } = await debug([
        'break fib if n == 1',
        'continue',
        'bt 3',
        'delete',
        'continue',
        'info program',
        'shell ls "$TMPDIR"',
      ]);
      match(stdout, /langvm_main \(\) at .*fib\.lang:2\n2\tprint 7;\n/);
      match(stdout, /<langvm_main>:\tpush +%rbp/);
      match(stdout, /#0 {2}fib \(n=1\) at .*\n#1 .* in fib \(n=2\) at .*\n#2 .* in fib \(n=3\) at/);
      // What is printed is told now and then: before gdb stops again, or behind that.
      match(stdout, /^7\n[^]*^Return value is 34\n/m);
      match(stdout, /\[Inferior 1 \(process \d+\) exited normally\]/);
      match(stdout + stderr, /The program being debugged is not being run\./);
      equal(exitCode, 0);
      match(stdout, /^langvm-gdb-/m);
      deepEqual(left(), [], 'no temporary file is left over');
    });

    it('ends the program with gdb, at once, and says so', async () => {
      const endings = [['tbreak fib', 'continue', 'quit'], ['tbreak fib', 'continue'], ['detach'], []];
      for (const commands of endings) {
        const detached = commands.includes('detach');
        const { exitCode, stdout, stderr } = await debug(commands, detached ? endless : file);
        doesNotMatch(stdout, /Return value/);
        match(stderr, /gdb has left before the program ended\.\n$/);
        equal(exitCode, 1, commands.join());
      }
      match((await debug(['kill'])).stdout, /Nothing was killed: quit ends the program/);
    });

    it('says that machine code has crashed', async () => {
      const { exitCode, stderr } = await debug(['signal SIGILL']);
      match(stderr, /no instruction \(SIGILL\)/);
      equal(exitCode, 1);
    });

    it('says at which op a trap was', async () => {
      const program = path.join(programs.folder, 'trap.lang');
      writeFileSync(program, 'a = 0;\nreturn 5 / a;\n');
      const { exitCode, stdout, stderr } = await debug(
        ['break trap.lang:2', 'continue', 'continue', 'info breakpoints'],
        program,
      );
      match(stderr, /Trap: Division by zero in main, op \d+ \(DIV .*\), line 2/);
      match(stdout, /exited with code 01/);
      match(stdout, /<PENDING> +trap\.lang:2\n\tbreakpoint already hit 1 time/);
      doesNotMatch(stderr, /re-setting/);
      equal(exitCode, 1);
    });

    it('runs version 1, in the syntax asked for', async () => {
      const program = path.join(root, 'samples/out.bc');
      const { exitCode, stdout } = await debug(['finish', 'continue'], program, '--syntax=intel');
      match(stdout, /movabs rax,0x23/);
      match(stdout, /Value returned is \$1 = 35/);
      match(stdout, /Return value is 35/);
      equal(exitCode, 0);
    });
  });

  it('says which options do not go together', async () => {
    const cases: [string[], RegExp][] = [
      [['--gdb', file], /--gdb is for machine code: add -j\./],
      [['--perf', file], /--perf is for machine code: add -j\./],
      [['-j', '--gdb', '--perf', file], /choose one of them/],
    ];
    for (const [words, message] of cases) {
      const { exitCode, stderr } = await run(programs, 'langvm', words);
      match(stderr, message);
      equal(exitCode, 1);
    }
    equal(existsSync(file), true);
  });
});
