import { equal, match, ok } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeProgram } from '../../src/engine/format/read';
import { compileLang } from '../../src/engine/lang/compile';
import { canMeasure, perfEvent } from '../../scripts/test/perf.mjs';
import { bundlePrograms, root, type Programs } from './programs';

/** Long enough for dozens of samples, a thousandth of a second apart. */
const fibonacci = `function fib(n) {
  if (n < 2)
    return n;
  return fib(n - 1) + fib(n - 2);
}
return fib(34);
`;

/** What the real perf makes of a run; `npm test` says so where there is none. */
describe('perf and langvm -j --perf', () => {
  let programs: Programs | undefined;
  let home: string;
  before(async function () {
    if (!canMeasure()) return this.skip();
    programs = await bundlePrograms();
  });
  after(() => programs?.remove());
  beforeEach(() => (home = mkdtempSync(path.join(tmpdir(), 'langvm-test-'))));
  afterEach(() => rmSync(home, { recursive: true }));

  /** perf with a home of its own: it keeps files there. */
  const perf = (...words: readonly string[]): string =>
    execFileSync('perf', words, {
      cwd: home,
      env: { ...process.env, HOME: home, JITDUMPDIR: '', LC_ALL: 'C' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      // perf pads each line to its longest symbol, and Node has symbols of a thousand letters.
      maxBuffer: Infinity,
    });

  /** Records a program and injects its jitdump, all as docs/perf.md says. @returns the folder of the dump */
  const record = (file: string): string => {
    const langvm = path.join(programs?.folder ?? '', 'langvm.js');
    const words = ['-k', 'mono', '-e', perfEvent, '-o', 'perf.data', process.execPath, langvm];
    // perf adds words of its own to the messages, on the same stream.
    const command = ['record', ...words, '-j', '--perf', file];
    const said = execFileSync('sh', ['-c', 'exec perf "$@" 2>&1', 'sh', ...command], {
      cwd: home,
      env: { ...process.env, HOME: home, JITDUMPDIR: '', LC_ALL: 'C' },
      encoding: 'utf8',
    });
    const [, map = ''] = /^Wrote (.+) for perf report\.$/m.exec(said) ?? [];
    rmSync(map);
    perf('inject', '--jit', '-i', 'perf.data', '-o', 'jit.data');
    const [, dump = ''] = /^Wrote (.+) for perf inject --jit\.$/m.exec(said) ?? [];
    return path.dirname(dump);
  };

  /** The lines of `perf annotate`: a share with an instruction, or a text with a number that perf counts its own way. */
  const annotated = (name: string): readonly string[] =>
    perf('annotate', '-i', 'jit.data', '--stdio', '-l', '-s', name)
      .split('\n')
      .map((line) => line.trim().replace(/\s+/g, ' '));

  it('show the instructions of a function below its source lines, with their shares', () => {
    const file = path.join(home, 'fib.lang');
    writeFileSync(file, fibonacci);
    record(file);
    match(
      perf('report', '-i', 'jit.data', '--stdio', '--sort', 'dso,symbol'),
      /jitted-\d+-\d+\.so +\[\.\] fib\s/,
    );
    const lines = annotated('fib');
    const condition = lines.findIndex((line) => /^: \d+ if \(n < 2\)$/.test(line));
    const sum = lines.findIndex((line) => /^: \d+ return fib\(n - 1\) \+ fib\(n - 2\);$/.test(line));
    ok(condition >= 0 && sum > condition, lines.join('\n'));
    const instructions = lines.slice(sum).filter((line) => /^\d+\.\d+ : [0-9a-f]+: \w+/.test(line));
    ok(
      instructions.some((line) => / call .*<fib>/.test(line)),
      lines.join('\n'),
    );
    ok(
      instructions.some((line) => !line.startsWith('0.00')),
      'samples hit the instructions of the line',
    );
    ok(
      lines.slice(0, condition).some((line) => /^\d+\.\d+ fib\.lang:4$/.test(line)),
      'lines have their shares',
    );
  });

  it('show the ops of a program without debug information', () => {
    const file = path.join(home, 'fib.bc');
    const { debug, ...program } = compileLang(fibonacci, 'fib.lang');
    ok(debug);
    writeFileSync(file, writeProgram(program));
    record(file);
    const lines = annotated('fib');
    // Above its first instruction, objdump prints lines of the function before as well.
    const call = lines.findLastIndex((line) => /^: \d+ CALL r\d+, fib, r\d+$/.test(line));
    ok(call >= 0, lines.join('\n'));
    match(lines[call + 1] ?? '', /^\d+\.\d+ : [0-9a-f]+: \w+/);
  });

  it('know the code of version 1, with a line for each op', () => {
    const folder = record(path.join(root, 'samples/out.bc'));
    const mapped = perf('script', '-i', 'jit.data', '--show-mmap-events');
    const [, object = ''] = /PERF_RECORD_MMAP2 .*\s(\/\S+\/jitted-\d+-0\.so)\n/.exec(mapped) ?? [];
    equal(path.dirname(object), folder);
    ok(existsSync(object));
    const code = execFileSync('objdump', ['-d', '-l', object], { encoding: 'utf8' });
    match(code, /<main>:[^]*out\.bc:(\d+)\n[^]*movabs \$0x23,%rax\n[^]*out\.bc:\d+\n[^]*leave[^]*ret/);
  });
});
