/** Programs that some tests need and that npm cannot bring. */
import { spawnSync } from 'node:child_process';
import { findChromium } from '../vscode/chromium.mjs';
import { canMeasure } from './perf.mjs';
import { oneFailed, nothing } from './run.mjs';

export const hasGdb = () => spawnSync('gdb', ['--version']).status === 0;
export const hasChromium = () => findChromium() !== undefined;
export const hasPerf = canMeasure;

/** Says what is not tested, and why. On a machine made for tests (CI=true) that is a failure, not an excuse. */
export function missing(program, what) {
  const text = `${what}: skipped, ${program} is not installed (apt-get install ${program}).`;
  console.log(text);
  return process.env.CI === 'true' ? oneFailed(text) : { ...nothing, skipped: 1 };
}

/** The same for perf, which is an excuse everywhere: its package belongs to the kernel, and a container may not measure. */
export function missingPerf(what) {
  console.log(
    `${what}: skipped, perf cannot record here (apt-get install linux-perf binutils; docs/perf.md).`,
  );
  return { ...nothing, skipped: 1 };
}
