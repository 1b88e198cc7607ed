import { readFile } from 'node:fs/promises';
import { gdbMessages } from './messages';

/** Reads a file of the system; undefined where it does not exist. Replaced in tests. */
export type ReadSystemFile = (path: string) => Promise<string | undefined>;

/** Bit of CAP_SYS_PTRACE in a capability mask: capabilities(7). */
const CAP_SYS_PTRACE = 1n << 19n;

/**
 * Finds out why gdb could not attach to a process.
 * @param pid process id of the native host
 * @param patience milliseconds that were waited
 * @returns what to tell the user, with the remedy
 */
export async function explainFailure(
  pid: number,
  patience: number,
  read: ReadSystemFile = readSystemFile,
): Promise<string> {
  const status = await read(`/proc/${pid}/status`);
  if (status === undefined || /^State:\s+[ZX]/m.test(status)) return gdbMessages.hostGone(pid);
  const scope = (await read('/proc/sys/kernel/yama/ptrace_scope'))?.trim();
  // The strictest mode of Yama binds administrators, too.
  if (scope === '3') return gdbMessages.yamaForbidden(pid);
  if (mayTraceAnything(status)) return gdbMessages.notAttached(pid, patience / 1000);
  if (scope === '2') return gdbMessages.yamaAdministrator(pid);
  if (scope === '1') return gdbMessages.yamaRestricted(pid);
  return (await isContainer(status, read))
    ? gdbMessages.container(pid)
    : gdbMessages.notAttached(pid, patience / 1000);
}

/** What the host may do, gdb may do too: it is started by the same user on the same machine. */
function mayTraceAnything(status: string): boolean {
  const mask = /^CapEff:\s+([0-9a-f]+)$/m.exec(status)?.[1];
  return mask !== undefined && (BigInt(`0x${mask}`) & CAP_SYS_PTRACE) !== 0n;
}

/** Docker, Podman and Kubernetes leave one of these traces; their default filter of system calls is a further one. */
async function isContainer(status: string, read: ReadSystemFile): Promise<boolean> {
  if (/^Seccomp:\s+2$/m.test(status)) return true;
  for (const mark of ['/.dockerenv', '/run/.containerenv']) {
    if ((await read(mark)) !== undefined) return true;
  }
  return /docker|kubepods|containerd|libpod/.test((await read('/proc/1/cgroup')) ?? '');
}

async function readSystemFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
