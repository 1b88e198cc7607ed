import { deepEqual, doesNotMatch, equal } from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { childrenOf } from '../adapter/support/childProcesses';
import { gdbOrSkip } from '../engine/gdb/gdbProcess';
import { isAlive, until } from '../engine/native/hosts';
import { bundlePrograms, type Programs } from './programs';

const endless = `function spin(n) {
  while (n) {
    n = n + 1;
  }
  return n;
}
print 7;
return spin(1);
`;

describe('langvm -j --gdb and signals', () => {
  let programs: Programs;
  let child: ChildProcess | undefined;
  let output: string;
  before(async function () {
    programs = await bundlePrograms();
    await gdbOrSkip(this);
    writeFileSync(path.join(programs.folder, 'endless.lang'), endless);
  });
  afterEach(() => {
    child?.kill();
    child = undefined;
  });
  after(() => programs.remove());

  /** Runs a command whose input stays open, and waits for gdb's prompt. */
  const start = async (command: string, words: readonly string[]): Promise<ChildProcess> => {
    output = '';
    const started = (child = spawn(command, words, {
      cwd: programs.folder,
      env: { ...process.env, TMPDIR: programs.folder, TERM: 'dumb' },
    }));
    for (const stream of [started.stdout, started.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    started.stdin.on('error', () => undefined);
    await until(() => /Next: [^]*\(gdb\) /.test(output));
    return started;
  };
  const langvm = (): string[] => [
    path.join(programs.folder, 'langvm.js'),
    ...['-j', '--gdb', path.join(programs.folder, 'endless.lang')],
  ];
  /**
   * A terminal of its own, which `script` makes: part of util-linux, which every Linux has. It runs commands in the
   * person's shell. Not every shell makes way for the last command by itself, and one that stays takes Ctrl+C too.
   */
  const startInTerminal = (): Promise<ChildProcess> => {
    const command = `exec ${[process.execPath, ...langvm()].map((word) => `'${word}'`).join(' ')}`;
    return start('script', ['--quiet', '--return', '--command', command, '/dev/null']);
  };
  /** A process and all that it started. */
  const familyOf = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(familyOf)];
  const left = (): string[] =>
    readdirSync(programs.folder).filter((name) => /^langvm-(gdb|debug)-/.test(name));
  const type = (text: string): void => {
    output = '';
    child?.stdin?.write(text);
  };
  const answered = async (text: RegExp): Promise<void> => {
    await until(() => /\(gdb\) $/.test(output) && text.test(output)).catch((error: unknown) => {
      throw new Error(`gdb said:\n${output}`, { cause: error });
    });
  };

  for (const [signal, expected] of [
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    for (const [state, command] of [
      ['holds the program', 'info registers rip'],
      ['lets it run', 'continue'],
    ] as const) {
      it(`ends everything with ${signal} while gdb ${state}`, async () => {
        const started = await start(process.execPath, langvm());
        const family = familyOf(started.pid!);
        equal(family.length, 3, 'langvm, its host, and gdb');
        equal(left().length, 2);
        type(`${command}\n`);
        await until(() => (command === 'continue' ? /7\n/ : /\(gdb\) /).test(output));
        const ended = new Promise((resolve) => started.once('exit', resolve));
        started.kill(signal);
        equal(await ended, expected);
        await until(() => !family.some(isAlive));
        deepEqual(left(), []);
        doesNotMatch(output, /Fatal/);
      });
    }
  }

  it('leaves nothing when nobody reads what the program prints', async () => {
    const started = await start(process.execPath, langvm());
    const family = familyOf(started.pid!);
    const ended = new Promise((resolve) => started.once('exit', resolve));
    started.stdout?.destroy();
    type('continue\n');
    equal(await ended, 141);
    await until(() => !family.some(isAlive));
    deepEqual(left(), []);
  });

  it('leaves nothing when its terminal goes', async () => {
    const started = await startInTerminal();
    const family = familyOf(started.pid!);
    started.kill('SIGKILL');
    await until(() => !family.some(isAlive));
    deepEqual(left(), []);
  });

  it('gives Ctrl+C to gdb, which stops the program where it is', async () => {
    const started = await startInTerminal();
    const ended = new Promise((resolve) => started.once('exit', resolve));
    type('continue\n');
    await until(() => /\r\n7\r\n/.test(output));
    type('\x03');
    await answered(/"langvm" received signal SIGINT.*\r\n.*spin \(n=\d+\) at .*endless\.lang:[23]\r\n/);
    type('bt 2\n');
    await answered(/#0 .*spin \(n=\d+\)[^]*#1 .*langvm_main \(\) at/);
    type('next\n');
    await answered(/[23]\t.*(while|n = n)/);
    // It came once: the terminal sends it to its whole process group, gdb to the program.
    doesNotMatch(output, /SIGINT/);
    type('quit\n');
    equal(await ended, 1);
    deepEqual(left(), []);
  });
});
