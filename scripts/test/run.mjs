/** Runs one suite in a process of its own and gives back what it counted. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.mjs';

export const reporter = path.join(root, 'scripts', 'test', 'countingReporter.cjs');

/** What a suite gives back: counts, and what to say at the very end of each failure. */
export const nothing = { passed: 0, failed: 0, skipped: 0, failures: [] };
/** @param {string} text the failure in a person's words */
export const oneFailed = (text) => ({ ...nothing, failed: 1, failures: [text] });

/** Longer than any suite takes: a suite that hangs fails instead of hanging whoever waits for it. */
const patience = 20 * 60_000;

/**
 * Runs `node <args>` with our own output as its output. A suite that ends badly without a failed test (it could not
 * even start) counts as one failure.
 */
export async function runSuite(name, args, env = {}) {
  const counts = path.join(root, '.cache', 'test', `${name}-${process.pid}.json`);
  mkdirSync(path.dirname(counts), { recursive: true });
  try {
    const status = await run(args, { ...env, LANGVM_TEST_COUNTS: counts });
    const found = existsSync(counts) ? JSON.parse(readFileSync(counts, 'utf8')) : nothing;
    return status === 0 || found.failed > 0
      ? found
      : { ...found, ...oneFailed(`The suite ${name} ended with exit code ${status}.`), passed: found.passed };
  } finally {
    rmSync(counts, { force: true });
  }
}

/** Runs `node <args>`; the exit status, or 1 if it had to be ended. */
export async function run(args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const timer = setTimeout(() => {
    console.log(`Not finished after ${patience / 60_000} minutes: ended.`);
    child.kill('SIGKILL');
  }, patience);
  const status = await new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
  clearTimeout(timer);
  return status;
}
