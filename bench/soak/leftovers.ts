import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A process that a session started, directly or not. */
export interface StartedProcess {
  readonly pid: number;
  readonly command: string;
  /** Resident memory in KiB. */
  readonly residentMemory: number;
}

/** The environment variable by which all that a soak starts is found again: children inherit it. */
export const markName = 'LANGVM_SOAK';

/** Everything that carries the mark and still runs, other than this process. Reads /proc, so Linux only. */
export function markedProcesses(mark: string): StartedProcess[] {
  const entry = `${markName}=${mark}`;
  const found: StartedProcess[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    try {
      if (!readFileSync(`/proc/${name}/environ`, 'latin1').split('\0').includes(entry)) continue;
      const command = readFileSync(`/proc/${name}/cmdline`, 'latin1').split('\0').join(' ').trim();
      found.push({ pid: Number(name), command, residentMemory: residentMemoryOf(Number(name)) });
    } catch {
      // It ended while we looked, or belongs to somebody else.
    }
  }
  return found;
}

/** @returns KiB; 0 for a process that has ended */
export function residentMemoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  return Number(/^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0);
}

/** What processes left in the folder for temporary files, and the maps for perf that they wrote beside it. */
export function leftFiles(temporaryFolder: string, pids: Iterable<number>): string[] {
  const maps = [...pids].map((pid) => `/tmp/perf-${pid}.map`).filter((file) => existsSync(file));
  return [...readdirSync(temporaryFolder), ...maps];
}
