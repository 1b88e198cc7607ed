import { readFileSync } from 'node:fs';

/** The processes that the main thread of a process has started. @param script part of their command lines */
export function childrenOf(pid: number, script = ''): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .map(Number)
    .filter((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes(script));
}

/** The tracer that some adapter of this process has started. */
export function findTracer(): number | undefined {
  return childrenOf(process.pid).flatMap((adapter) => childrenOf(adapter, 'native-tracer.js'))[0];
}
