/** Programs that some tests need and that npm cannot bring. */
import { spawnSync } from 'node:child_process';
import { findChromium } from '../vscode/chromium.mjs';
import { oneFailed, nothing } from './run.mjs';

export const hasGdb = () => spawnSync('gdb', ['--version']).status === 0;
export const hasChromium = () => findChromium() !== undefined;

/** Says what is not tested, and why. On a machine made for tests (CI=true) that is a failure, not an excuse. */
export function missing(program, what) {
  console.log(`${what}: skipped, ${program} is not installed (apt-get install ${program}).`);
  return process.env.CI === 'true' ? oneFailed : { ...nothing, skipped: 1 };
}
