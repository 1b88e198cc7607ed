import assert from 'node:assert/strict';
import { execFileSync, fork } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NativeUnavailable } from '../../../../src/engine/native/errors';
import { tryTracing } from '../../../../src/engine/native/tracing/trial';
import { startHost, until } from '../hosts';
import { killAll, startTracer } from './steppedThread';

/** More than Linux counts processes to. */
const noProcess = 2 ** 22 + 1;

const tracerOf = (pid: number): number =>
  Number(/^TracerPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

/** Whether the main thread of a process is in a sleep that nothing interrupts (proc(5)). */
const isUninterruptible = (pid: number): boolean =>
  /^State:\s+D/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));

describe('A thread that a tracer cannot hold', () => {
  afterEach(killAll);

  it('runs on where the memory of its process cannot be opened', async () => {
    const [host, tracer] = [await startHost(), await startTracer()];
    await host.allowDebugger(tracer.pid);
    await assert.rejects(
      tracer.attach(noProcess, host.pid),
      (error) =>
        error instanceof NativeUnavailable && /memory of the native host \(ENOENT/.test(error.message),
    );
    assert.equal(tracerOf(host.pid), 0);
    assert.ok((await tracer.attach(host.pid, host.pid)).registers, 'it can be held afterwards');
  });

  it('is let go when it stops too late', async () => {
    const tracer = await startTracer();
    const folder = mkdtempSync(path.join(tmpdir(), 'langvm-attach-'));
    const pipe = path.join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const script = path.join(__dirname, 'threadThatCannotStop.ts');
    const child = fork(script, [pipe, String(tracer.pid)], { execArgv: ['--import', 'tsx'] });
    const { pid = 0 } = child;
    const words: unknown[] = [];
    child.on('message', (word) => words.push(word));
    try {
      await until(() => words.length > 0 && isUninterruptible(pid));
      await assert.rejects(tracer.attach(pid, pid), /did not stop for the tracer/);
      assert.equal(tracerOf(pid), tracer.pid, 'it will stop as soon as it can');
      closeSync(openSync(pipe, 'w'));
      await until(() => words.includes('runs on'));
      assert.equal(tracerOf(pid), 0);
    } finally {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true });
    }
  });
});

describe('Trying whether threads can be traced', () => {
  afterEach(killAll);

  it('is no debugger of the process in the eyes of who waits for one', async () => {
    const [host, tracer] = [await startHost(), await startTracer()];
    const seen: number[] = [];
    const watched = {
      pid: tracer.pid,
      attach: async (pid: number, thread: number) => {
        const state = await tracer.attach(pid, thread);
        assert.equal(tracerOf(thread), tracer.pid);
        seen.push(tracerOf(pid));
        return state;
      },
      detach: () => tracer.detach(),
    };
    await tryTracing(watched, host);
    assert.deepEqual(seen, [0]);
  });
});
