import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Program } from '../../../src/engine/format/program';
import { Interpreter } from '../../../src/engine/interpreter/interpreter';
import { anyProgram } from '../programs';
import { Oracle } from '../support/oracle';
import { anyVersion3Program, randomProgram } from '../support/randomProgram';
import { anyVersion2Program } from '../support/version2Program';

/** How many random programs; the long run is for a change of the semantics, and takes minutes. */
const programCount = process.env['LANGVM_LONG'] === '1' ? 100_000 : 2_000;

/** Ops after which a program counts as one that never ends. */
const opBudget = 5_000;

/** Everything that can be seen of a machine must be as the oracle has it. */
function assertSameState(machine: Interpreter, oracle: Oracle): void {
  const image = machine.save();
  assert.equal(image.opIndex, oracle.opIndex, 'op index');
  assert.equal(image.window, oracle.window, 'window');
  assert.equal(image.result, oracle.result, 'result');
  assert.deepEqual(image.stack, oracle.stack(), 'stack');
  assert.deepEqual(image.cells, BigInt64Array.from(oracle.cells), 'cells');
}

function assertSameRun(program: Program): string {
  const oracle = new Oracle(program);
  const expected = oracle.run(opBudget);
  const machine = new Interpreter(program);
  if (expected === 'budget') {
    // A program that does not end is followed one op at a time, to the same place.
    for (let op = 0; op < oracle.opsRun; op++) assert.equal(machine.step(), 'stepped');
  } else {
    assert.equal(machine.run(oracle.backwardJumpsAndCalls + 1), expected);
  }
  assertSameState(machine, oracle);
  assert.deepEqual(machine.takeOutput(), BigInt64Array.from(oracle.output), 'output');
  return expected;
}

describe('Interpreter and oracle', () => {
  it(`agree on ${programCount} random programs`, function () {
    this.timeout(programCount * 200);
    const seen: Record<string, number> = {};
    for (let seed = 0; seed < programCount; seed++) {
      let stop: string;
      try {
        stop = assertSameRun(randomProgram(seed));
      } catch (error) {
        throw new Error(`randomProgram(${seed})`, { cause: error });
      }
      seen[stop] = (seen[stop] ?? 0) + 1;
    }
    // Random programs that never trap would show nothing about traps.
    for (const stop of ['ended', 'divisionByZero', 'cellOutOfRange', 'stackTooDeep', 'budget']) {
      assert.ok((seen[stop] ?? 0) > 0, `no program stopped by ${stop}`);
    }
    if (programCount > 2_000) console.log(`        ${JSON.stringify(seen)}`);
  });

  it('agree on programs that shrink', () => {
    fc.assert(
      fc.property(anyVersion3Program, (program) => {
        assertSameRun(program);
      }),
    );
  });

  it('agree on programs of version 1 and 2, which may end without a RETURN', () => {
    fc.assert(
      fc.property(fc.oneof(anyProgram, anyVersion2Program), (program) => {
        assertSameRun(program);
      }),
    );
  });

  it('agree on every state on the way, step by step', () => {
    fc.assert(
      fc.property(anyVersion3Program, (program) => {
        const oracle = new Oracle(program);
        const machine = new Interpreter(program);
        for (let op = 0; op < 60 && !oracle.hasEnded; op++) {
          const stop = oracle.run(1);
          assert.equal(machine.step(), stop === 'budget' ? 'stepped' : stop);
          assertSameState(machine, oracle);
          if (stop !== 'budget') break;
        }
      }),
      { numRuns: 60 },
    );
  });

  it('agree on where breakpoints stop a run, in slices of any budget', () => {
    fc.assert(
      fc.property(
        anyVersion3Program,
        fc.array(fc.nat(300), { maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (program, wished, budget) => {
          const breakpoints = new Set(wished.map((op) => op % program.opCount));
          const oracle = new Oracle(program);
          const expected: number[] = [];
          while (oracle.run(1) === 'budget' && oracle.opsRun < opBudget) {
            if (breakpoints.has(oracle.opIndex)) expected.push(oracle.opIndex);
          }
          const machine = new Interpreter(program);
          machine.setBreakpoints(breakpoints);
          const hits: number[] = [];
          for (;;) {
            const stop = machine.run(budget);
            if (stop === 'breakpoint') hits.push(machine.position.opIndex);
            else if (stop !== 'paused') break;
            if (hits.length >= expected.length && oracle.opsRun >= opBudget) break;
          }
          assert.deepEqual(hits.slice(0, expected.length), expected);
        },
      ),
    );
  });
});
