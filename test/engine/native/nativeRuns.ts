import assert from 'node:assert/strict';
import type { Program } from '../../../src/engine/format/program';
import { compile } from '../../../src/engine/jit/compile';
import type { NativeHost } from '../../../src/engine/native/nativeHost';
import { NativeMachine, type NativeStop } from '../../../src/engine/native/nativeMachine';
import { Oracle, type OracleStop } from '../support/oracle';

/** Ops after which a program counts as one that never ends. */
export const opBudget = 5_000;

/** A program in a native host, and what it printed. */
export interface NativeRun {
  readonly machine: NativeMachine;
  readonly printed: bigint[];
}

/** Loads a program in the place of the one before. */
export async function load(host: NativeHost, program: Program): Promise<NativeRun> {
  const printed: bigint[] = [];
  const machine = await NativeMachine.load(host, program, compile(program), {
    onPrinted: (values) => void printed.push(...values),
  });
  return { machine, printed };
}

/** Everything that can be seen of a native machine must be as the oracle has it. */
export async function assertSame(run: NativeRun, stopped: NativeStop, oracle: Oracle): Promise<void> {
  assert.deepEqual(
    { opIndex: stopped.position.opIndex, window: stopped.position.window, result: stopped.result },
    { opIndex: oracle.opIndex, window: oracle.window, result: oracle.result },
  );
  assert.deepEqual(stopped.stack, oracle.stack(), 'stack');
  assert.deepEqual(run.printed, oracle.output, 'output');
  const cells = await run.machine.readCells(0, oracle.cells.length);
  assert.deepEqual([...cells], oracle.cells, 'cells');
}

/**
 * Runs a program natively to its end and compares it with the oracle. What does not end within the budget is stopped at
 * the op where the oracle stands, by a breakpoint, each time that it comes by.
 * @returns how it ended
 */
export async function assertSameRun(host: NativeHost, program: Program): Promise<OracleStop> {
  const oracle = new Oracle(program);
  const expected = oracle.run(opBudget);
  const run = await load(host, program);
  if (expected === 'budget') {
    await assertSameWay(run, program);
    return expected;
  }
  const stopped = await run.machine.run();
  assert.equal(stopped.stop, expected);
  await assertSame(run, stopped, oracle);
  return expected;
}

/** Stops some tens of times on the way of a program that does not end, always before the same op. */
async function assertSameWay(run: NativeRun, program: Program): Promise<void> {
  const oracle = new Oracle(program);
  oracle.run(opBudget / 2);
  const { opIndex } = oracle;
  const second = new Oracle(program);
  for (let stops = 0; stops < 20; stops++) {
    const expected = runTo(second, opIndex);
    if (expected === 'budget') return;
    const stopped = await run.machine.run({ breakpoints: [opIndex] });
    assert.equal(stopped.stop, expected === 'breakpoint' ? 'breakpoint' : expected);
    await assertSame(run, stopped, second);
    if (expected !== 'breakpoint') return;
  }
}

/** Lets the oracle run until an op comes next, as an engine with a breakpoint does: the first op runs in any case. */
export function runTo(oracle: Oracle, opIndex: number): OracleStop | 'breakpoint' {
  for (let ops = 0; ops < opBudget; ops++) {
    if (ops > 0 && oracle.opIndex === opIndex) return 'breakpoint';
    const stop = oracle.run(1);
    if (stop !== 'budget') return stop;
  }
  return 'budget';
}
