import { readFileSync } from 'node:fs';
import type { Koffi, NativeFunction } from './koffiLibrary';

/** <linux/prctl.h>: with Yama, the process that may attach beside the parents of this one ("Yama" in hex). */
const PR_SET_PTRACER = 0x59616d61;

/**
 * Lets a process and its descendants attach to this one. Harmless where Yama is missing (the call fails) or not in
 * mode 1; does nothing on systems other than Linux.
 * @param pid process id
 */
export function allowDebugger(koffi: Koffi, pid: number): void {
  if (process.platform !== 'linux') return;
  const prctl: NativeFunction = koffi
    .load(null)
    .func('int prctl(int option, unsigned long a, unsigned long b, unsigned long c, unsigned long d)');
  prctl(PR_SET_PTRACER, pid, 0, 0, 0);
}

/** Whether a debugger is attached to this process. Only Linux says so (proc(5)); elsewhere: no. */
export function isBeingDebugged(): boolean {
  if (process.platform !== 'linux') return false;
  return !/^TracerPid:\s+0$/m.test(readFileSync('/proc/self/status', 'utf8'));
}
