import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { TimedRun } from '../contender';

const execute = promisify(execFile);

/** Where the sources of the benchmarks lie. */
export const benchFolder = path.resolve(__dirname, '..');

/** Runs in each process; the second one counts, the first warms it up. */
export const runsInProcess = '2';

/** The first line of what a program writes. @throws Error when it cannot be run or fails */
export async function firstLineOf(command: string, args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await execute(command, args);
  return ((stdout || stderr).split('\n')[0] ?? '').replace(/\s+/g, ' ');
}

/** Runs a program that prints a result and seconds, as those in `harness` do. */
export async function timedBy(command: string, args: readonly string[]): Promise<TimedRun> {
  const line = await firstLineOf(command, args);
  const [result = '', seconds = ''] = line.split(' ');
  if (!/^-?\d+$/.test(result) || !(Number(seconds) > 0)) {
    throw new Error(`${command} ${args.join(' ')} printed “${line}”, not a result and seconds.`);
  }
  return { result: BigInt(result), seconds: Number(seconds) };
}

/** Whether a command can be run here: its version, or why not. */
export async function versionOf(
  command: string,
  ...args: readonly string[]
): Promise<{ readonly version: string } | { readonly reason: string }> {
  try {
    return { version: await firstLineOf(command, args) };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return {
      reason: isMissing ? `${command} is not installed` : `${command} does not run: ${String(error)}`,
    };
  }
}
