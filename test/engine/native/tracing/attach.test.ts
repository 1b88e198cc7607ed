import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { NativeUnavailable } from '../../../../src/engine/native/errors';
import type { Ptrace, ThreadEvent } from '../../../../src/engine/native/tracing/ptrace';
import { TracedThread } from '../../../../src/engine/native/tracing/tracedThread';
import { tryTracing } from '../../../../src/engine/native/tracing/trial';
import { killHosts, startHost, until } from '../hosts';
import { killTracers, startTracer } from './steppedThread';

/** More than Linux counts processes to. */
const noProcess = 2 ** 22 + 1;

const tracerOf = (pid: number): number =>
  Number(/^TracerPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

describe('A thread that a tracer cannot hold', () => {
  afterEach(async () => {
    killTracers();
    await killHosts();
  });

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
    const calls: string[] = [];
    let event: ThreadEvent = { kind: 'running' };
    const ptrace: Pick<Ptrace, 'seize' | 'interrupt' | 'wait' | 'detach'> = {
      seize: () => void calls.push('seize'),
      interrupt: () => void calls.push('interrupt'),
      wait: () => event,
      detach: () => void calls.push('detach'),
    };
    await assert.rejects(
      TracedThread.attach(ptrace as Ptrace, process.pid, 1),
      /did not stop for the tracer/,
    );
    assert.deepEqual(calls, ['seize', 'interrupt']);
    event = { kind: 'stopped', signal: 5, event: 128 };
    await until(() => calls.includes('detach'));
  });
});

describe('Trying whether threads can be traced', () => {
  afterEach(async () => {
    killTracers();
    await killHosts();
  });

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
