import assert from 'node:assert/strict';
import fc from 'fast-check';
import { immediateAt } from '../../../src/engine/format/program';
import { programOfReturns } from '../../../src/engine/format/program';
import { readProgram } from '../../../src/engine/format/read';
import { Interpreter } from '../../../src/engine/interpreter/interpreter';
import { anyProgram, readVector, vectorsOf } from '../programs';

describe('Interpreter', () => {
  for (const { file, interpreter } of vectorsOf(1)) {
    if (interpreter.result === null) continue;
    it(`agrees with the reference on ${file}`, () => {
      const machine = new Interpreter(readProgram(readVector(file)));
      assert.equal(machine.run(), 'end');
      assert.equal(machine.state.result.toString(), interpreter.result);
    });
  }

  it('gives the value of the last RETURN, or 0 without any', () => {
    fc.assert(
      fc.property(anyProgram, (program) => {
        const machine = new Interpreter(program);
        machine.run();
        const expected = program.opCount === 0 ? 0n : immediateAt(program, program.opCount - 1);
        assert.equal(machine.state.result, expected);
      }),
    );
  });

  it('runs the same in slices of any size, and stops before every breakpoint once', () => {
    fc.assert(
      fc.property(
        anyProgram,
        fc.integer({ min: 1, max: 7 }),
        fc.array(fc.nat(49)),
        (program, budget, stops) => {
          const breakpoints = new Uint8Array(program.opCount);
          for (const stop of stops) if (stop < program.opCount) breakpoints[stop] = 1;
          const machine = new Interpreter(program);
          const hits: number[] = [];
          for (;;) {
            const stop = machine.run(breakpoints, budget);
            if (stop === 'end') break;
            if (stop === 'breakpoint') hits.push(machine.opIndex);
          }
          // The first op runs whatever its breakpoint says: the caller stands on it.
          const expected = [...breakpoints.keys()].filter(
            (opIndex) => opIndex > 0 && breakpoints[opIndex] === 1,
          );
          assert.deepEqual(hits, expected);
        },
      ),
    );
  });

  it('goes on from a state that was copied out of another', () => {
    const program = programOfReturns([1n, 2n, 3n]);
    const first = new Interpreter(program);
    first.step();
    const second = new Interpreter(program);
    second.state = first.state;
    assert.deepEqual(second.state, { opIndex: 1, result: 1n });
    second.run();
    assert.equal(second.state.result, 3n);
    assert.equal(first.state.result, 1n);
  });
});
