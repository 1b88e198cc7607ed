import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findHostScript } from '../../../src/engine/native/hostScript';
import {
  NativeHost,
  NativeHostGone,
  NativeUnavailable,
  type HostExit,
} from '../../../src/engine/native/nativeHost';
import { codeOf, isAlive, killHosts, startHost, until } from './hosts';

/** `jmp .`: two bytes that never end. */
const endlessLoop = Uint8Array.of(0xeb, 0xfe);
/** `ud2` */
const invalidInstruction = Uint8Array.of(0x0f, 0x0b);

const exitOf = (host: NativeHost): Promise<HostExit> => new Promise((resolve) => host.onExit(resolve));

describe('a host that dies', () => {
  afterEach(killHosts);

  it('rejects what waits for it when it is killed in the middle', async () => {
    const host = await startHost();
    await host.load(endlessLoop);
    const run = host.run({ from: 'entry' });
    // The loop runs on a thread: the host still answers.
    equal((await host.readMemory(0n, 1)).length, 0);
    process.kill(host.pid, 'SIGKILL');
    await rejects(run, (error) => error instanceof NativeHostGone && error.exit.signal === 'SIGKILL');
    deepEqual(await exitOf(host), { code: null, signal: 'SIGKILL', requested: false });
    await rejects(host.run({ from: 'entry' }), /process \d+\) is gone: it was killed \(SIGKILL\)/);
    await rejects(host.load(endlessLoop), NativeHostGone);
  });

  it('names the signal that machine code caused', async () => {
    const host = await startHost();
    await host.load(invalidInstruction);
    await rejects(host.run({ from: 'entry' }), /the processor met bytes that are no instruction \(SIGILL\)/);
  });

  it('leaves no core file', async function () {
    if (process.platform !== 'linux') this.skip();
    const host = await startHost();
    match(readFileSync(`/proc/${host.pid}/limits`, 'utf8'), /^Max core file size +0 +0 /m);
  });

  it('tells a kill that was asked for from any other', async () => {
    const host = await startHost();
    await host.load(endlessLoop);
    const run = host.run({ from: 'entry' });
    host.kill();
    await rejects(run, NativeHostGone);
    equal((await exitOf(host)).requested, true);
  });

  it('ends by itself when it is told to, but not while code runs', async () => {
    const host = await startHost();
    await host.load(codeOf(35n).bytes);
    equal((await host.run({ from: 'entry' })).result, 35n);
    await host.end(3);
    deepEqual(host.exit, { code: 3, signal: null, requested: true });
    await host.end(3);

    const busy = await startHost();
    await busy.load(endlessLoop);
    const run = busy.run({ from: 'entry' });
    await rejects(busy.end(0), /runs machine code already/);
    busy.kill();
    await rejects(run, NativeHostGone);
  });

  it('refuses to load or run while code runs', async () => {
    const host = await startHost();
    await host.load(endlessLoop);
    const run = host.run({ from: 'entry' });
    await rejects(host.run({ from: 'entry' }), /runs machine code already/);
    await rejects(host.load(codeOf(1n).bytes), /runs machine code already/);
    host.kill();
    await rejects(run, NativeHostGone);
  });

  it('goes with its parent, even out of an endless loop', async () => {
    const { path: script, nodeArguments } = findHostScript(
      path.join(__dirname, '../../../src/engine/native'),
    );
    const parentScript = path.join(__dirname, 'parentThatDies.ts');
    const parent = fork(parentScript, [script], { execArgv: [...nodeArguments], serialization: 'advanced' });
    const pid = await new Promise<number>((resolve) =>
      parent.once('message', (message) => resolve(Number(message))),
    );
    equal(isAlive(pid), true);
    parent.kill('SIGKILL');
    await until(() => !isAlive(pid));
  });
});

describe('a host that does not start', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'langvm-test-'))));
  after(() => rmSync(folder, { recursive: true }));

  const scriptOf = (name: string, text: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const reasonOf = async (hostScript: string, startTimeout = 10_000): Promise<string> => {
    try {
      await NativeHost.start({ hostScript, startTimeout });
    } catch (error) {
      if (error instanceof NativeUnavailable) return error.message;
      throw error;
    }
    throw new Error('It did start.');
  };

  it('says so when it takes too long', async () => {
    const silent = scriptOf('silent.js', 'setInterval(() => {}, 1000)');
    match(await reasonOf(silent, 300), /did not start within 0.3 seconds/);
  });

  it('says so when it ends at once', async () => {
    match(
      await reasonOf(scriptOf('ends.js', 'process.exit(3)')),
      /could not be started: it exited with code 3/,
    );
  });

  it('says why it cannot run machine code', async () => {
    const script = scriptOf('cannot.js', "process.send({ kind: 'unavailable', reason: 'No luck today.' })");
    equal(await reasonOf(script), 'No luck today.');
  });

  it('refuses a host that speaks another language', async () => {
    match(await reasonOf(scriptOf('babble.js', "process.send('hello')")), /of different versions/);
  });
});
