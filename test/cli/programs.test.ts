import { equal, match } from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readProgram } from '../../src/engine/format/read';
import { bundlePrograms, root, run, type Outcome, type Programs } from './programs';

describe('langc and langvm on programs with functions', () => {
  let programs: Programs;
  let folder: string;
  before(async () => {
    programs = await bundlePrograms();
    folder = await mkdtemp(path.join(tmpdir(), 'langvm-programs-'));
  });
  after(() => Promise.all([programs.remove(), rm(folder, { recursive: true })]));

  const sample = (name: string): string => path.join(root, 'samples', name);
  const langvm = (...words: string[]): Promise<Outcome> => run(programs, 'langvm', words);

  for (const options of [[], ['-j']]) {
    const title = ['langvm', ...options].join(' ');

    it(`${title} prints what the program prints, then its result`, async () => {
      const { stdout, stderr, exitCode } = await langvm(...options, sample('sieve.lang'));
      equal(stdout, '168\nReturn value is 168\n');
      equal(stderr, '');
      equal(exitCode, 0);
    });

    it(`${title} names a trap, its function, its op and its line, and fails`, async () => {
      const { stdout, stderr, exitCode } = await langvm(...options, sample('division-by-zero.lang'));
      equal(stdout, '42\n');
      match(stderr, /^Trap: Division by zero in average, op \d+ \(DIV r\d+, r0, r1\), line 3\.\n$/);
      equal(exitCode, 1);
    });

    it(`${title} prints half a million lines in order`, async () => {
      const file = path.join(folder, 'lines.lang');
      await writeFile(file, 'i = 0;\nwhile (i < 500000) { print i; i = i + 1; }\n');
      const { stdout } = await langvm(...options, file);
      equal(stdout.length, Array.from({ length: 500_000 }, (_, index) => `${index}\n`).join('').length + 18);
      match(stdout.slice(-40), /\n499998\n499999\nReturn value is 0\n$/);
    });
  }

  it('langc writes a program that runs without its source, and names the source beside it', async () => {
    const output = path.join(folder, 'sieve.bc');
    const { exitCode } = await run(programs, 'langc', [sample('sieve.lang'), output]);
    equal(exitCode, 0);
    const { debug } = readProgram(await readFile(output));
    equal(path.resolve(folder, debug?.sourcePath ?? ''), sample('sieve.lang'));
    equal((await langvm(output)).stdout, '168\nReturn value is 168\n');
  });

  it('langc says every mistake of a source with its place, and writes nothing', async () => {
    const file = path.join(folder, 'wrong.lang');
    await writeFile(file, 'x = y + 1;\nreturn f(x);\n');
    const output = path.join(folder, 'wrong.bc');
    const { stderr, exitCode } = await run(programs, 'langc', [file, output]);
    match(stderr, /wrong\.lang:1:5: .*y.*\n.*wrong\.lang:2:8: .*f/);
    equal(exitCode, 1);
    await readFile(output).then(
      () => Promise.reject(new Error('a file was written')),
      () => undefined,
    );
  });
});
