import { readFileSync } from 'node:fs';
import { NativeHost, type NativeHostOptions } from '../../../src/engine/native/nativeHost';
import { programOfReturns } from '../../../src/engine/format/program';
import { compile } from '../../../src/engine/jit/compile';
import type { MachineCode } from '../../../src/engine/jit/machineCode';

/** Machine code of a program of RETURN ops. */
export const codeOf = (...results: readonly bigint[]): MachineCode => compile(programOfReturns(results));

const started: NativeHost[] = [];

/** Starts a host that {@link killHosts} ends. */
export async function startHost(options?: NativeHostOptions): Promise<NativeHost> {
  const host = await NativeHost.start(options);
  started.push(host);
  return host;
}

/** Ends every host that a test started, and waits until they are gone. */
export async function killHosts(): Promise<void> {
  await Promise.all(
    started.splice(0).map((host) => {
      host.kill();
      return new Promise<void>((resolve) => host.onExit(() => resolve()));
    }),
  );
}

/** Whether a process exists. A zombie, which its parent has not asked about yet, does not count. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Waits until a condition holds. @param timeout milliseconds */
export async function until(condition: () => boolean, timeout = 60_000): Promise<void> {
  const end = Date.now() + timeout;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`Waited ${timeout} ms in vain for: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
