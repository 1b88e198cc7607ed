import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundlePrograms, run, vectors, type Outcome, type Programs, type RunOptions } from './programs';

interface Expectation {
  readonly file: string;
  /** Hexadecimal. */
  readonly bytecode: string;
}

const expected = JSON.parse(readFileSync(path.join(vectors, 'langc.json'), 'utf8')) as Expectation[];
const silentSuccess = { exitCode: 0, stdout: '', stderr: '' };

/** What the reference writes and ours refuses: an integer that does not fit is no silent limit (docs say so). */
const refused = 'lang-clamp-max.lang';

describe('langc', () => {
  let programs: Programs;
  let folder: string;
  before(async () => (programs = await bundlePrograms()));
  after(() => programs.remove());
  beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'langc-test-'))));
  afterEach(() => rm(folder, { recursive: true }));

  const langc = (words: readonly string[], options?: RunOptions): Promise<Outcome> =>
    run(programs, 'langc', words, { cwd: folder, ...options });
  const inFolder = (name: string): string => path.join(folder, name);
  const hexOf = (name: string): string => readFileSync(inFolder(name)).toString('hex');
  const write = (name: string, text: string): void => writeFileSync(inFolder(name), text);

  for (const { file, bytecode } of expected.filter((vector) => vector.file !== refused)) {
    it(`writes for ${file} the bytes of the reference`, async () => {
      deepEqual(await langc([path.join(vectors, file), 'result.bc']), silentSuccess);
      equal(hexOf('result.bc'), bytecode);
      deepEqual(await langc([path.join(vectors, file)]), silentSuccess);
      equal(hexOf('out.bc'), bytecode);
      for (const words of [[], ['-']]) {
        await rm(inFolder('out.bc'));
        deepEqual(await langc(words, { input: readFileSync(path.join(vectors, file)) }), silentSuccess);
        equal(hexOf('out.bc'), bytecode);
      }
    });
  }

  it('refuses an integer that does not fit, and writes nothing', async () => {
    const { exitCode, stderr } = await langc([path.join(vectors, refused)]);
    equal(exitCode, 1);
    match(stderr, /lang-clamp-max\.lang:\d+:\d+: .* does not fit/);
    deepEqual(readdirSync(folder), []);
  });

  it('names what is wrong with a value that stands alone, without a stack trace', async () => {
    const { exitCode, stderr } = await langc([], { input: '(y); print 2;' });
    equal(exitCode, 1);
    match(stderr, /^<stdin>:1:1: A value alone [^\n]*\n<stdin>:1:2: 'y' is never assigned[^\n]*\n$/);
  });

  it('keeps the old output after an error', async () => {
    write('out.bc', 'precious');
    write('bad.lang', 'return 1 2');
    const { exitCode, stdout, stderr } = await langc(['bad.lang']);
    deepEqual({ exitCode, stdout }, { exitCode: 1, stdout: '' });
    ok(stderr.startsWith('bad.lang:1:10: '), stderr);
    equal(readFileSync(inFolder('out.bc'), 'utf8'), 'precious');
    match((await langc([], { input: 'oops!' })).stderr, /^<stdin>:1:1: /);
    equal(readFileSync(inFolder('out.bc'), 'utf8'), 'precious');
  });

  it('keeps the rights of a file and the link to it', async () => {
    write('real.bc', '');
    chmodSync(inFolder('real.bc'), 0o640);
    symlinkSync('real.bc', inFolder('link.bc'));
    deepEqual(await langc(['-', 'link.bc'], { input: 'return 1' }), silentSuccess);
    equal(statSync(inFolder('real.bc')).mode & 0o777, 0o640);
    equal(statSync(inFolder('real.bc')).size, 24);
    deepEqual(readdirSync(folder).sort(), ['link.bc', 'real.bc'], 'no temporary file is left');
  });

  it('writes to a device', async () => {
    deepEqual(await langc(['-', '/dev/null'], { input: 'return 1' }), silentSuccess);
    ok(existsSync('/dev/null') && statSync('/dev/null').isCharacterDevice());
  });

  it('makes the file that a link points to, where there is none yet', async () => {
    symlinkSync('later.bc', inFolder('link.bc'));
    deepEqual(await langc(['-', 'link.bc'], { input: 'return 1' }), silentSuccess);
    ok(lstatSync(inFolder('link.bc')).isSymbolicLink());
    equal(statSync(inFolder('later.bc')).size, 24);
  });

  // As /dev/stdout does; a copy of it, lest a defect puts a file in the place of the machine's own.
  it('writes into a pipe that a link leads to, and leaves the link', function () {
    if (process.platform !== 'linux') this.skip();
    symlinkSync('/proc/self/fd/1', inFolder('stdout'));
    const command = '"$0" "$1" - stdout | cat';
    const words = ['-c', command, process.execPath, path.join(programs.folder, 'langc.js')];
    equal(execFileSync('sh', words, { cwd: folder, input: 'return 1' }).length, 24);
    ok(lstatSync(inFolder('stdout')).isSymbolicLink());
  });

  it('never overwrites its source', async () => {
    write('same.lang', 'return 1');
    symlinkSync('same.lang', inFolder('link.lang'));
    for (const output of ['same.lang', './same.lang', 'link.lang']) {
      const { exitCode, stderr } = await langc(['same.lang', output]);
      equal(exitCode, 1);
      match(stderr, /is the source file: compiling would overwrite it/);
    }
    equal(readFileSync(inFolder('same.lang'), 'utf8'), 'return 1');
  });

  it('names files that it cannot read or write, and why', async () => {
    equal((await langc(['missing.lang'])).stderr, 'Cannot open missing.lang: no such file or directory.\n');
    equal(
      (await langc(['-', 'missing/out.bc'], { input: 'return 1' })).stderr,
      'Cannot write missing/out.bc: no such file or directory. Nothing was written.\n',
    );
  });

  it('explains itself', async () => {
    deepEqual(await langc(['a', 'b', 'c']), {
      exitCode: 1,
      stdout: '',
      stderr: "usage: langc [in.lang [out.bc]]\n'langc --help' lists all options.\n",
    });
    match((await langc(['-o', 'x'])).stderr, /Unknown option -o\./);
    match((await langc(['--help'])).stdout, /^usage: langc \[in\.lang \[out\.bc\]\]\n/);
    match((await langc(['--version'])).stdout, /^langc \d/);
  });
});
