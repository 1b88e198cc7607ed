import assert from 'node:assert/strict';
import { opcodeAt } from '../../../src/engine/format/program';
import { operations } from '../../../src/engine/isa/operations';
import { compile } from '../../../src/engine/jit/compile';
import { Interpreter } from '../../../src/engine/interpreter/interpreter';
import { usedWords } from '../../../src/engine/machine/stack';
import type { NativeHost } from '../../../src/engine/native/nativeHost';
import { NativeMachine } from '../../../src/engine/native/nativeMachine';
import { choicesOfSeed } from '../support/choices';
import { Oracle } from '../support/oracle';
import { randomProgram } from '../support/randomProgram';
import { killHosts, startHost } from './hosts';
import { assertSame, assertSameRun, load, opBudget } from './nativeRuns';

/** How many random programs; the long run takes a quarter of an hour. */
const programCount = process.env['LANGVM_LONG'] === '1' ? 100_000 : 1_500;

/** Does something with one random program after the other, all in one host; names the program that failed. */
async function forPrograms(
  host: () => NativeHost,
  seeds: readonly [number, number],
  check: (host: NativeHost, seed: number) => Promise<void>,
): Promise<void> {
  for (let seed = seeds[0]; seed < seeds[1]; seed++) {
    try {
      await check(host(), seed);
    } catch (error) {
      throw new Error(`randomProgram(${seed})`, { cause: error });
    }
  }
}

describe('Machine code and oracle', () => {
  let host: NativeHost;
  before(async () => (host = await startHost()));
  after(killHosts);
  const current = (): NativeHost => host;

  it(`agree on ${programCount} random programs: result, output, trap, registers and cells`, async function () {
    this.timeout(60_000 + programCount * 200);
    const seen: Record<string, number> = {};
    await forPrograms(current, [0, programCount], async (running, seed) => {
      const stop = await assertSameRun(running, randomProgram(seed));
      seen[stop] = (seen[stop] ?? 0) + 1;
    });
    // Random programs that never trap would show nothing about traps.
    for (const stop of ['ended', 'divisionByZero', 'cellOutOfRange', 'stackTooDeep', 'budget']) {
      assert.ok((seen[stop] ?? 0) > 0, `no program stopped by ${stop}`);
    }
    if (programCount > 1_500) console.log(`        ${JSON.stringify(seen)}`);
  });

  it('agree on every state on the way, op by op', async () => {
    await forPrograms(current, [10_000, 10_040], async (running, seed) => {
      const program = randomProgram(seed);
      const oracle = new Oracle(program);
      const run = await load(running, program);
      for (let op = 0; op < 50 && !oracle.hasEnded; op++) {
        const expected = oracle.run(1);
        const stopped = await run.machine.step();
        assert.equal(stopped.stop, expected === 'budget' ? 'stepped' : expected);
        await assertSame(run, stopped, oracle);
        if (expected !== 'budget') break;
      }
    });
  });

  it('agree when the state comes from the interpreter at any op, changed by hand', async () => {
    await forPrograms(current, [20_000, 20_400], async (running, seed) => {
      const program = randomProgram(seed);
      const choose = choicesOfSeed(seed);
      const interpreter = new Interpreter(program);
      for (let op = choose(120); op > 0 && interpreter.step() === 'stepped'; op--);
      if (interpreter.hasEnded) return;
      const { position } = interpreter;
      const used = usedWords(program, position);
      // A register of the running function, whatever the machine code may have known of it.
      for (let changes = 0; changes < 3 && used > position.window; changes++) {
        const word = position.window + choose(used - position.window);
        interpreter.stack[word] = BigInt(choose(9)) - 4n;
      }
      interpreter.takeOutput();
      const machine = await NativeMachine.load(running, program, compile(program));
      await machine.setImage(interpreter.save());

      const stop = interpreter.run(opBudget);
      interpreter.takeOutput();
      if (stop === 'paused' || stop === 'outputFull') return;
      const stopped = await machine.run();
      assert.equal(stopped.stop, stop);
      assert.deepEqual(stopped.position, interpreter.position);
      assert.equal(stopped.result, interpreter.result);
      assert.deepEqual(stopped.stack, interpreter.save().stack);
      assert.deepEqual(await machine.readCells(0, interpreter.cells.length), interpreter.cells);
    });
  });

  it('agree on where breakpoints stop a run', async () => {
    await forPrograms(current, [30_000, 30_150], async (running, seed) => {
      const program = randomProgram(seed);
      const choose = choicesOfSeed(seed);
      const breakpoints = Array.from({ length: 1 + choose(5) }, () => choose(program.opCount));
      const interpreter = new Interpreter(program);
      interpreter.setBreakpoints(new Set(breakpoints));
      const machine = await NativeMachine.load(running, program, compile(program));
      for (let stops = 0; stops < 15; stops++) {
        const expected = interpreter.run(opBudget);
        interpreter.takeOutput();
        if (expected === 'paused' || expected === 'outputFull') return;
        const stopped = await machine.run({ breakpoints });
        assert.equal(stopped.stop, expected);
        assert.deepEqual(stopped.position, interpreter.position);
        assert.deepEqual(stopped.stack, interpreter.save().stack);
        if (expected !== 'breakpoint') return;
      }
    });
  });

  it('agree on where a run stops that waits for a frame to return', async () => {
    let returns = 0;
    let returnsAtOnce = 0;
    await forPrograms(current, [40_000, 40_300], async (running, seed) => {
      const program = randomProgram(seed);
      const choose = choicesOfSeed(seed);
      const interpreter = new Interpreter(program);
      for (let op = choose(200); op > 0 && interpreter.step() === 'stepped'; op--);
      if (interpreter.hasEnded || interpreter.position.window === 1) return;
      interpreter.takeOutput();
      const { opIndex, window: returnOf } = interpreter.position;
      // A breakpoint where it begins, which may be the RETURN itself.
      const breakpoints = choose(2) === 0 ? [opIndex] : [];
      interpreter.setBreakpoints(new Set(breakpoints));
      const machine = await NativeMachine.load(running, program, compile(program));
      await machine.setImage(interpreter.save());
      const expected = interpreter.run(opBudget, returnOf);
      interpreter.takeOutput();
      if (expected === 'paused' || expected === 'outputFull') return;
      const stopped = await machine.run({ breakpoints, returnOf });
      assert.equal(stopped.stop, expected);
      assert.deepEqual(stopped.position, interpreter.position);
      assert.deepEqual(stopped.stack, interpreter.save().stack);
      if (expected !== 'returned') return;
      returns++;
      const isReturn = opcodeAt(program, opIndex) === operations.RETURN.opcode;
      if (isReturn && breakpoints.length > 0) returnsAtOnce++;
    });
    assert.ok(returns > 20, `${returns} frames returned`);
    assert.ok(returnsAtOnce > 0, `${returnsAtOnce} of them by the op with the breakpoint`);
  });
});
