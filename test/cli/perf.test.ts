import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readJitDump, type JitDump } from '../support/jitDumpReader';
import { bundlePrograms, root, run, type Outcome, type Programs } from './programs';

describe('langvm -j --perf', () => {
  let programs: Programs;
  let home: string;
  let file: string;
  before(async () => {
    programs = await bundlePrograms();
    home = mkdtempSync(path.join(tmpdir(), 'langvm-test-'));
    file = path.join(home, 'fib.lang');
    writeFileSync(
      file,
      'function fib(n) {\n  if (n < 2) return n;\n  return fib(n - 1) + fib(n - 2);\n}\nprint 7;\nreturn fib(9);\n',
    );
  });
  after(async () => {
    rmSync(home, { recursive: true });
    await programs.remove();
  });

  /** Runs a program for perf; the map is there until it was read. */
  const measure = async (
    program: string,
    environment: Record<string, string> = {},
  ): Promise<Outcome & { readonly map: string }> => {
    const outcome = await run(programs, 'langvm', ['-j', '--perf', program], {
      environment: { HOME: home, JITDUMPDIR: '', ...environment },
    });
    const name = /^Wrote (\/tmp\/perf-\d+\.map) for perf report\.$/m.exec(outcome.stderr)?.[1] ?? '';
    const map = readFileSync(name, 'utf8');
    rmSync(name);
    return { ...outcome, map };
  };

  const dumpIn = ({ stderr }: Outcome): { readonly path: string; readonly dump: JitDump } => {
    const found = /^Wrote (.+) for perf inject --jit\.$/m.exec(stderr)?.[1] ?? '';
    return { path: found, dump: readJitDump(readFileSync(found)) };
  };

  it('says when the source is not shown, because it was edited since', async () => {
    const source = path.join(home, 'old.lang');
    const bytecode = path.join(home, 'old.bc');
    writeFileSync(source, 'x = 1;\nreturn x;\n');
    equal((await run(programs, 'langc', [source, bytecode])).exitCode, 0);
    const later = Date.now() / 1000 + 10;
    writeFileSync(source, '\nx = 1;\nreturn x;\n');
    utimesSync(source, later, later);
    const { stdout, stderr } = await measure(bytecode);
    equal(stdout, 'Return value is 1\n');
    match(stderr, /^old\.lang is newer than old\.bc and does not compile to it any more/m);
  });

  it('names every part of the code, for the process that ran it', async () => {
    const { exitCode, stdout, map } = await measure(file);
    equal(exitCode, 0);
    equal(stdout, '7\nReturn value is 34\n');
    const named: string[] = [];
    let end: number | undefined;
    for (const line of map.trimEnd().split('\n')) {
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

  describe('and its jitdump', () => {
    before(function () {
      if (process.platform !== 'linux') this.skip();
    });

    it('stays in a folder of its own below ~/.debug/jit, with the source lines of the code', async () => {
      const outcome = await measure(file);
      const found = dumpIn(outcome);
      const { pid, functions, closed } = found.dump;
      match(path.relative(home, found.path), /^\.debug\/jit\/langvm-\d{8}-\w{6}\/jit-\d+\.dump$/);
      equal(path.basename(found.path), `jit-${pid}.dump`);
      equal(statSync(found.path).mode & 0o777, 0o600);
      deepEqual(readdirSync(path.dirname(found.path)), [path.basename(found.path)]);
      equal(closed, true);

      const fib = functions.find(({ name }) => name === 'fib');
      const named = outcome.map.split('\n').find((line) => line.endsWith(' fib prologue'));
      equal(fib?.address.toString(16), named?.split(' ')[0], 'the code is where the map says');
      deepEqual(new Set(fib?.entries.map((entry) => entry.file)), new Set([file]));
      deepEqual([...new Set(fib?.entries.map(({ line }) => line))].sort(), [2, 3]);
    });

    it('has the printed listing beside it where there is no source', async () => {
      const { path: dump, dump: read } = dumpIn(await measure(path.join(root, 'samples/out.bc')));
      deepEqual(
        read.functions.map(({ name }) => name),
        ['main'],
      );
      const [prologue, op] = read.functions[0]?.entries ?? [];
      equal(path.dirname(op?.file ?? ''), path.dirname(dump));
      const lines = readFileSync(op?.file ?? '', 'utf8').split('\n');
      match(lines[(op?.line ?? 0) - 1] ?? '', /^RETURN 35/);
      match(lines[(prologue?.line ?? 0) - 1] ?? '', /main:/);
    });

    it('goes by the lines of a listing that is a file itself', async () => {
      const listing = path.join(home, 'listing.bc');
      writeFileSync(listing, '; two results\nRETURN 1\n\nRETURN 2\n');
      const { dump } = dumpIn(await measure(listing));
      const entries = dump.functions[0]?.entries.map((entry) => [entry.file, entry.line]) ?? [];
      deepEqual(entries.slice(1, 3), [
        [listing, 2],
        [listing, 4],
      ]);
    });

    it('goes where JITDUMPDIR says', async () => {
      const elsewhere = path.join(home, 'dumps');
      const outcome = await measure(file, { HOME: '/nowhere', JITDUMPDIR: mkdtempSync(elsewhere) });
      ok(dumpIn(outcome).path.startsWith(elsewhere), outcome.stderr);
    });

    it('is not needed to run: why it cannot be there is said', async () => {
      // Where Node's own way to make folders would try for ever, and where there is no folder at all.
      for (const folder of ['/proc', path.join(home, 'missing')]) {
        const { exitCode, stdout, stderr } = await measure(file, { JITDUMPDIR: folder });
        equal(stdout, '7\nReturn value is 34\n');
        equal(exitCode, 0);
        const [, message] = stderr.split('\n');
        equal(
          message,
          'perf annotate will not know the instructions: there is no jitdump. ' +
            `${folder}/.debug/jit cannot be written (no such file or directory): name another folder with JITDUMPDIR.`,
        );
      }
    });
  });
});
