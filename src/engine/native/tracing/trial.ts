import { readdir } from 'node:fs/promises';
import type { NativeHost } from '../nativeHost';
import type { Tracer } from './tracer';

/**
 * Asks the system whether threads of a host can be traced: stops one for a moment, also while the program runs. Not the
 * main thread, whose tracer is what `TracerPid` of the process says: whoever waits for gdb would take ours for it.
 * @throws NativeUnavailable where they cannot; TracingEnded; NativeHostGone
 */
export async function tryTracing(
  tracer: Pick<Tracer, 'pid' | 'attach' | 'detach'>,
  host: Pick<NativeHost, 'pid' | 'allowDebugger'>,
): Promise<void> {
  await host.allowDebugger(tracer.pid);
  await tracer.attach(host.pid, await otherThread(host.pid));
  await tracer.detach();
}

/** A thread of Node that is not the main one; the main one where the host has just ended, which the attempt will say. */
async function otherThread(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  return threads.map(Number).find((thread) => thread !== pid) ?? pid;
}
