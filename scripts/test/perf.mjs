/** perf, which no package of npm brings, and which works only where the kernel lets it measure. */
import { spawnSync } from 'node:child_process';
import os from 'node:os';

/** The event to record: the kernel's own clock, which is there without hardware counters as well. */
export const perfEvent = 'cpu-clock';

/** Whether perf can record here, and objdump is there, without which it cannot annotate. */
export function canMeasure() {
  const recorded = spawnSync('perf', ['record', '-k', 'mono', '-e', perfEvent, '-o', os.devNull, 'true']);
  return recorded.status === 0 && spawnSync('objdump', ['--version']).status === 0;
}
