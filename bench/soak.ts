/**
 * Starts and ends hundreds of sessions one after the other, in both engines, in every way that a session can end, with
 * gdb attached in every tenth. Nothing may be left over: no process, no temporary file; and the last session takes no
 * more memory than the first of its kind. Linux only.
 *
 *     npm run soak -- --sessions 500
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findGdb, GdbUnavailable, type Gdb } from '../src/engine/gdb/findGdb';
import { leftFiles, markedProcesses, markName, type StartedProcess } from './soak/leftovers';
import { runSession } from './soak/runSession';
import { endings, kindOf, scenarioOf, type Scenario } from './soak/scenarios';

/** Sessions after which it is looked for what they left. */
const batch = 50;
/** Milliseconds that a process may take to end after its session. */
const patience = 5_000;
/** A session may need so much more memory than the first of its kind: Node's own moves by as much. */
const memoryTolerance = 1.25;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { sessions: { type: 'string', default: '500' } } });
  const count = Number(values.sessions);
  if (!Number.isSafeInteger(count) || count < 1) throw new Error('--sessions takes a number from 1.');

  const folder = mkdtempSync(path.join(os.tmpdir(), 'langvm-soak-'));
  const temporary = path.join(folder, 'temporary');
  const endless = path.join(folder, 'endless.lang');
  mkdirSync(temporary);
  writeFileSync(endless, 'n = 0;\nprint n;\nwhile (1) n = n + 1;\nreturn n;\n');
  // Whatever is started from here on has the mark, and a temporary folder that is nobody else's.
  const mark = randomUUID();
  process.env[markName] = mark;
  process.env.TMPDIR = temporary;
  try {
    return await soak(count, sampleFiles(), endless, temporary, mark);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function soak(
  count: number,
  samples: readonly string[],
  endless: string,
  temporary: string,
  mark: string,
): Promise<number> {
  const gdb = await gdbIfAny();
  const memory = new Map<string, number[]>();
  const pids = new Set<number>();
  let problems = 0;
  const complain = (text: string): void => {
    problems++;
    console.error(text);
  };
  console.log('| sessions | seconds | processes left | files left | adapter, interpreter | adapter, JIT |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  const started = performance.now();
  let inBatch: { readonly scenario: Scenario; readonly adapterMemory: number }[] = [];
  for (let index = 0; index < count; index++) {
    const scenario = scenarioOf(index, samples, endless);
    try {
      const { adapterMemory, pids: seen } = await runSession(scenario, mark, gdb);
      inBatch.push({ scenario, adapterMemory });
      for (const pid of seen) pids.add(pid);
      const kind = kindOf(scenario);
      memory.set(kind, [...(memory.get(kind) ?? []), adapterMemory]);
    } catch (error) {
      complain(
        `Session ${index} (${kindOf(scenario)}): ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    if ((index + 1) % batch !== 0 && index + 1 < count) continue;
    const processes = await processesLeft(mark);
    const files = leftFiles(temporary, pids);
    const of = (mode: Scenario['mode']): string =>
      mebibytes(
        median(inBatch.filter(({ scenario: { mode: own } }) => own === mode).map((one) => one.adapterMemory)),
      );
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    console.log(
      `| ${index + 1} | ${seconds} | ${processes.length} | ${files.length} | ${of('interpreter')} | ${of('jit')} |`,
    );
    for (const { pid, command } of processes) complain(`Process ${pid} is left over: ${command}`);
    for (const file of files) complain(`A file is left over: ${file}`);
    inBatch = [];
  }
  for (const text of memoryGrowth(memory)) complain(text);
  console.log(
    `\n${count} sessions, ${endings.length} endings, ${gdb ? 'with gdb' : 'without gdb, which is not here'}.`,
  );
  console.log(problems === 0 ? 'Nothing is left over.' : `${problems} problems.`);
  return problems === 0 ? 0 : 1;
}

/** Compares the last session of each kind with the first, and prints one kind for each ending. @returns what grew */
function memoryGrowth(memory: ReadonlyMap<string, readonly number[]>): string[] {
  console.log('\n| memory of the adapter | first session | last session of that kind |');
  console.log('| --- | --- | --- |');
  const printed = new Set<string>();
  const problems: string[] = [];
  for (const [kind, values] of memory) {
    const [first = 0] = values;
    const last = values.at(-1) ?? 0;
    if (last > first * memoryTolerance) problems.push(`The memory of the adapter grew: ${kind}`);
    const [mode = '', ending = '', program = ''] = kind.split(', ');
    if (values.length === 1 || printed.has(mode + ending)) continue;
    printed.add(mode + ending);
    console.log(
      `| ${mode}, ${ending}, ${path.basename(program)} | ${mebibytes(first)} | ${mebibytes(last)} |`,
    );
  }
  return problems;
}

/** Processes may take a moment to end after their session. */
async function processesLeft(mark: string): Promise<StartedProcess[]> {
  const end = performance.now() + patience;
  for (;;) {
    const left = markedProcesses(mark);
    if (left.length === 0 || performance.now() > end) return left;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function gdbIfAny(): Promise<Gdb | undefined> {
  try {
    return await findGdb();
  } catch (error) {
    if (error instanceof GdbUnavailable) return undefined;
    throw error;
  }
}

function sampleFiles(): string[] {
  const folder = path.resolve(__dirname, '../samples');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.lang') || name === 'out.bc')
    .map((name) => path.join(folder, name));
}

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;

/** @param kibibytes @returns such as `85 MiB` */
const mebibytes = (kibibytes: number): string => `${(kibibytes / 1024).toFixed(0)} MiB`;

void main().then((code) => (process.exitCode = code));
