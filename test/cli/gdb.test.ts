import { equal, match, doesNotMatch } from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gdbOrSkip } from '../engine/gdb/gdbProcess';
import { bundlePrograms, root, run, type Outcome, type Programs } from './programs';

const fibonacci =
  'function fib(n) { if (n < 2) return n; return fib(n - 1) + fib(n - 2); }\nprint 7;\nreturn fib(9);\n';

describe('langvm -j with gdb and perf', function () {
  this.timeout(60_000);
  let programs: Programs;
  let file: string;
  before(async () => {
    programs = await bundlePrograms();
    file = path.join(programs.folder, 'fib.lang');
    writeFileSync(file, fibonacci);
  });
  after(() => programs.remove());

  const left = (): string[] => readdirSync(tmpdir()).filter((name) => /^langvm-(gdb|debug)-/.test(name));

  /** Runs a program in gdb, which is told these commands. */
  const debug = (commands: readonly string[], program = file, ...options: string[]): Promise<Outcome> =>
    run(programs, 'langvm', ['-j', '--gdb', ...options, program], { input: `${commands.join('\n')}\n` });

  describe('--gdb', () => {
    before(async function () {
      await gdbOrSkip(this);
    });

    it('stops before the first instruction, knows the source, and says how the program ended', async () => {
      const before = left();
      const { exitCode, stdout, stderr } = await debug([
        'break fib if n == 1',
        'continue',
        'bt 3',
        'delete',
        'continue',
        'info program',
      ]);
      match(stdout, /langvm_main \(\) at .*fib\.lang:2\n2\tprint 7;\n/);
      match(stdout, /<langvm_main>:\tpush +%rbp/);
      match(stdout, /#0 {2}fib \(n=1\) at .*\n#1 .* in fib \(n=2\) at .*\n#2 .* in fib \(n=3\) at/);
      match(stdout, /7\nReturn value is 34\n/);
      match(stdout + stderr, /The program being debugged is not being run\./);
      equal(exitCode, 0);
      equal(left().filter((name) => !before.includes(name)).length, 0, 'no temporary file is left over');
    });

    it('ends the program with gdb', async () => {
      const { exitCode, stdout, stderr } = await debug(['break fib', 'continue', 'kill']);
      doesNotMatch(stdout, /Return value/);
      match(stderr, /is gone: it was killed/);
      equal(exitCode, 1);
    });

    it('says at which op a trap was', async () => {
      const program = path.join(programs.folder, 'trap.lang');
      writeFileSync(program, 'a = 0;\nreturn 5 / a;\n');
      const { exitCode, stderr } = await debug(['continue'], program);
      match(stderr, /Trap: Division by zero in main, op \d+ \(DIV .*\), line 2/);
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

  it('--perf names every part of the code, for the process that ran it', async () => {
    const { exitCode, stdout, stderr } = await run(programs, 'langvm', ['-j', '--perf', file]);
    equal(exitCode, 0);
    equal(stdout, '7\nReturn value is 34\n');
    const map = /^Wrote (\/tmp\/perf-\d+\.map) for perf report\.\n$/.exec(stderr)?.[1] ?? '';
    const lines = readFileSync(map, 'utf8').trimEnd().split('\n');
    rmSync(map);
    const named: string[] = [];
    let end: number | undefined;
    for (const line of lines) {
      const [, start = '', size = '', name = ''] = /^([0-9a-f]+) ([0-9a-f]+) (.+)$/.exec(line) ?? [];
      const address = Number(BigInt(`0x${start}`));
      equal(address, end ?? address, `${line} follows the part before`);
      end = address + Number.parseInt(size, 16);
      named.push(name);
    }
    for (const name of ['langvm start', 'main prologue', 'main 1: PRINT r0', 'fib prologue']) {
      equal(named.includes(name), true, `${name} in\n${named.join('\n')}`);
    }
    equal(named.filter((name) => /^fib \d+: CALL /.test(name)).length, 2);
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
