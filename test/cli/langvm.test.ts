import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeProgram } from '../../src/engine/format/read';
import { programOfReturns } from '../../src/engine/format/program';
import { bundlePrograms, run, vectors, type Outcome, type Programs } from './programs';

interface Expectation {
  readonly file: string;
  readonly version: number;
  readonly interpreter: { readonly exit: number; readonly result: string | null; readonly stderr: string };
  readonly machineCode?: string;
}

const expected = JSON.parse(readFileSync(path.join(vectors, 'expected.json'), 'utf8')) as Expectation[];

describe('langvm', () => {
  let programs: Programs;
  let folder: string;
  before(async () => {
    programs = await bundlePrograms();
    folder = await mkdtemp(path.join(tmpdir(), 'langvm-test-'));
  });
  after(() => Promise.all([programs.remove(), rm(folder, { recursive: true })]));

  const langvm = (...words: string[]): Promise<Outcome> => run(programs, 'langvm', words);
  const vector = (name: string): string => path.join(vectors, name);
  const fileWith = async (name: string, content: string | Uint8Array): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, content);
    return file;
  };

  for (const { file, interpreter, machineCode } of expected) {
    for (const options of [[], ['-j']]) {
      it(`does with ${[...options, file].join(' ')} what the reference does`, async () => {
        const { exitCode, stdout, stderr } = await langvm(...options, vector(file));
        equal(exitCode, interpreter.exit);
        equal(stdout, interpreter.result === null ? '' : `Return value is ${interpreter.result}\n`);
        ok(stderr.startsWith(interpreter.stderr), stderr);
        if (interpreter.stderr === '') equal(stderr, '');
      });
    }
    if (machineCode !== undefined) {
      it(`prints the machine code of ${file}`, async () => {
        const { stdout } = await langvm('-d', vector(file));
        equal(bytesColumn(stdout), machineCode);
      });
    }
  }

  it('prints a table of ops and machine code', async () => {
    const { stdout, stderr, exitCode } = await langvm('-d', vector('v1-two-returns.bc'));
    deepEqual(stdout.split('\n'), [
      'op  bytecode   offset  bytes                          machine code',
      '    prologue       00  55                             push %rbp',
      '                   01  48 89 e5                       mov %rsp,%rbp',
      ' 0  RETURN 35      04  48 b8 23 00 00 00 00 00 00 00  movabs $0x23,%rax',
      ' 1  RETURN -7      0e  48 b8 f9 ff ff ff ff ff ff ff  movabs $0xfffffffffffffff9,%rax',
      '    epilogue       18  c9                             leave',
      '                   19  c3                             ret',
      '',
    ]);
    deepEqual({ stderr, exitCode }, { stderr: '', exitCode: 0 });
  });

  it("prints it in Intel's syntax as well", async () => {
    const { stdout } = await langvm('-d', '--syntax', 'intel', vector('v1-return-35.bc'));
    match(stdout, /01 {2}48 89 e5 +mov rbp, rsp\n/);
    equal((await langvm('-d', '--syntax=intel', vector('v1-return-35.bc'))).stdout, stdout);
  });

  it('runs a listing and a source file', async () => {
    const listing = await fileWith('listing.bc', '; a listing\nRETURN 0x23 ; hexadecimal\nRETURN -7\n');
    equal((await langvm(listing)).stdout, 'Return value is -7\n');
    equal((await langvm('-j', listing)).stdout, 'Return value is -7\n');
    equal((await langvm(vector('lang-return-35.lang'))).stdout, 'Return value is 35\n');
    equal((await langvm('-j', vector('lang-return-35.lang'))).stdout, 'Return value is 35\n');
  });

  it('takes the ending of a source in any case, as the debugger does', async () => {
    const file = await fileWith('UPPER.LANG', 'return 36 - 1;\n');
    const { stdout, stderr } = await langvm(file);
    deepEqual({ stdout, stderr }, { stdout: 'Return value is 35\n', stderr: '' });
  });

  it('says that a source has another name, and nothing of its lines', async () => {
    const file = await fileWith('program.txt', 'i = 1;\nprint i;\n');
    const { stderr, exitCode } = await langvm(file);
    match(stderr, /^\S+program\.txt holds a source, not bytecode\. Give it a name that ends in \.lang/);
    deepEqual({ lines: stderr.trim().split('\n').length, exitCode }, { lines: 1, exitCode: 1 });
  });

  it('says what is wrong with a listing or a source file', async () => {
    const listing = await fileWith('bad.bc', 'RETURN 1\nRETRUN 2\n');
    const result = await langvm(listing);
    deepEqual({ ...result, stderr: '' }, { exitCode: 1, stdout: '', stderr: '' });
    ok(result.stderr.startsWith(`${listing}:2:1: `), result.stderr);
    const source = await fileWith('bad.lang', 'return\n  hello');
    const compiled = await langvm(source);
    equal(compiled.exitCode, 1);
    ok(compiled.stderr.startsWith(`${source}:2:3: `), compiled.stderr);
  });

  it('names a file that it cannot open, and why', async () => {
    const missing = path.join(folder, 'missing.bc');
    deepEqual(await langvm(missing), {
      exitCode: 1,
      stdout: '',
      stderr: `Cannot open ${missing} bytecode: no such file or directory.\n`,
    });
    match((await langvm(folder)).stderr, /Cannot open .* bytecode: illegal operation on a directory/);
  });

  it('interprets and says why where machine code cannot run', async () => {
    // Far from the project's packages, koffi is missing.
    const elsewhere = await bundlePrograms(folder);
    const { exitCode, stdout, stderr } = await run(elsewhere, 'langvm', ['-j', vector('v1-return-35.bc')]);
    deepEqual({ exitCode, stdout }, { exitCode: 0, stdout: 'Return value is 35\n' });
    match(stderr, /^Machine code cannot be run natively: the package koffi .* Interpreting it instead\.\n$/);
  });

  for (const [what, words, problem] of [
    ['no file', [], undefined],
    ['two files', ['a.bc', 'b.bc'], undefined],
    ['an unknown option', ['-x', 'a.bc'], 'Unknown option -x.'],
    ['a value for a switch', ['--jit=1', 'a.bc'], 'Unknown option --jit=1.'],
    ['an unknown syntax', ['-d', '--syntax', 'masm', 'a.bc'], '--syntax cannot be masm: it is att or intel.'],
    ['no syntax', ['a.bc', '--syntax'], '--syntax needs a value: att or intel.'],
    ['-d with -j', ['-d', '-j', 'a.bc'], '-d prints the machine code and does not run it: leave out -j.'],
    [
      '--syntax alone',
      ['--syntax', 'att', 'a.bc'],
      '--syntax is for -d and --gdb: it changes nothing without them.',
    ],
  ] as const) {
    it(`explains itself to ${what}`, async () => {
      const lines = ['usage: langvm [-j] <file>', problem, "'langvm --help' lists all options.", ''];
      deepEqual(await langvm(...words), {
        exitCode: 1,
        stdout: '',
        stderr: lines.filter((line) => line !== undefined).join('\n'),
      });
    });
  }

  it('takes what follows -- for a file', async () => {
    const { stderr } = await langvm('--', '-j');
    equal(stderr, 'Cannot open -j bytecode: no such file or directory.\n');
  });

  it('prints help and version', async () => {
    const help = await langvm('--help');
    equal(help.exitCode, 0);
    match(help.stdout, /^usage: langvm \[-j/);
    match((await langvm('--version')).stdout, /^langvm \d+\.\d+\.\d+\n$/);
  });

  it('ends quietly when nobody reads its output any more', async () => {
    const bytes = writeProgram(programOfReturns(Array.from({ length: 50_000 }, (_, index) => BigInt(index))));
    const big = await fileWith('big.bc', bytes);
    const child = spawn(process.execPath, [path.join(programs.folder, 'langvm.js'), '-d', big]);
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdout.once('data', () => child.stdout.destroy());
    const exitCode = await new Promise((resolve) => child.on('close', resolve));
    deepEqual({ exitCode, stderr }, { exitCode: 141, stderr: '' });
  });

  it('says when its output cannot be written', async function () {
    if (process.platform !== 'linux') this.skip();
    const full = openSync('/dev/full', 'w');
    const printing = await fileWith('printing.lang', 'print 1; return 2;');
    for (const words of [[printing], ['-j', printing], ['-d', printing], ['--version']]) {
      const script = path.join(programs.folder, 'langvm.js');
      const { status, stderr } = spawnSync(process.execPath, [script, ...words], {
        stdio: ['ignore', full, 'pipe'],
        encoding: 'utf8',
      });
      const said = 'Cannot write the output: no space left on device.\n';
      deepEqual({ status, stderr }, { status: 1, stderr: said });
    }
    closeSync(full);
  });
});

/** What stands in the column of bytes, without its spaces. */
function bytesColumn(table: string): string {
  const [header = '', ...rows] = table.split('\n');
  const [start, end] = [header.indexOf('bytes '), header.indexOf('machine code')];
  return rows.map((row) => row.slice(start, end).replaceAll(' ', '')).join('');
}
