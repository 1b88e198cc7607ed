import assert from 'node:assert/strict';
import fc from 'fast-check';
import { immediateAt, programOfReturns, type Program } from '../../../src/engine/format/program';
import { readProgram } from '../../../src/engine/format/read';
import { Interpreter } from '../../../src/engine/interpreter/interpreter';
import { firstWindow, framesOf } from '../../../src/engine/machine/stack';
import { anyProgram, readVector, vectorsOf } from '../programs';
import { programOf } from '../support/programOf';

const min = -(2n ** 63n);
const max = 2n ** 63n - 1n;

/** `for (r0 = n; r0 != 0; r0--) print(r0)`, then `return r0`. */
const countdown = (n: bigint): Program =>
  programOf({
    constants: [n, 1n],
    ops: [
      ['LOAD_CONST', { r: 0, a: 0 }],
      ['LOAD_CONST', { r: 1, a: 1 }],
      ['JUMP_UNLESS', { a: 0, b: 6 }],
      ['PRINT', { a: 0 }],
      ['SUB', { r: 0, a: 0, b: 1 }],
      ['JUMP', { a: 2 }],
      ['RETURN', { r: 0 }],
    ],
  });

/** What a program of one op over the registers 0 and 1 leaves in register 2. */
function compute(name: Parameters<typeof programOf>[0]['ops'][number][0], a: bigint, b: bigint): bigint {
  const machine = new Interpreter(
    programOf({
      registerCount: 3,
      ops: [
        [name, { r: 2, a: 0, b: 1 }],
        ['RETURN', { r: 2 }],
      ],
    }),
  );
  machine.stack[firstWindow] = a;
  machine.stack[firstWindow + 1] = b;
  assert.equal(machine.run(), 'ended');
  return machine.result;
}

describe('Interpreter', () => {
  describe('version 1', () => {
    for (const { file, interpreter } of vectorsOf(1)) {
      if (interpreter.result === null) continue;
      it(`agrees with the reference on ${file}`, () => {
        const machine = new Interpreter(readProgram(readVector(file)));
        assert.equal(machine.run(), 'ended');
        assert.equal(machine.result.toString(), interpreter.result);
      });
    }

    it('gives the value of the last RETURN, or 0 without any', () => {
      fc.assert(
        fc.property(anyProgram, (program) => {
          const machine = new Interpreter(program);
          assert.equal(machine.hasEnded, program.opCount === 0);
          assert.equal(machine.run(), 'ended');
          const expected = program.opCount === 0 ? 0n : immediateAt(program, program.opCount - 1);
          assert.equal(machine.result, expected);
        }),
      );
    });

    it('shows the result so far in register 0, and returns it at the end alone', () => {
      const machine = new Interpreter(programOfReturns([1n, -2n]));
      assert.equal(machine.step(), 'stepped');
      assert.equal(machine.stack[firstWindow], 1n);
      assert.equal(machine.result, 0n);
      assert.equal(machine.step(), 'ended');
      assert.equal(machine.result, -2n);
      assert.deepEqual(machine.position, { opIndex: 2, window: firstWindow });
    });
  });

  describe('version 2', () => {
    for (const { file, interpreter } of vectorsOf(2)) {
      if (interpreter.result === null) continue;
      it(`agrees with the reference on ${file}`, () => {
        const machine = new Interpreter(readProgram(readVector(file)));
        assert.equal(machine.run(), 'ended');
        assert.equal(machine.result.toString(), interpreter.result);
      });
    }

    it('returns a register and ends there, also when run again', () => {
      const machine = new Interpreter(
        programOf({
          version: 2,
          constants: [7n, -1n],
          ops: [
            ['LOAD_CONST', { r: 1, a: 0 }],
            ['RETURN', { r: 1 }],
            ['LOAD_CONST', { r: 1, a: 1 }],
          ],
        }),
      );
      assert.equal(machine.run(), 'ended');
      assert.equal(machine.result, 7n);
      assert.equal(machine.position.opIndex, 3);
      assert.equal(machine.run(), 'ended');
      assert.equal(machine.step(), 'ended');
      assert.equal(machine.result, 7n);
    });

    it('returns 0 where it falls off the end', () => {
      const machine = new Interpreter(
        programOf({ version: 2, constants: [7n], ops: [['LOAD_CONST', { r: 0, a: 0 }]] }),
      );
      assert.equal(machine.step(), 'ended');
      assert.equal(machine.result, 0n);
    });
  });

  describe('arithmetic', () => {
    it('wraps around, rounds towards zero and takes six bits of a shift count', () => {
      assert.equal(compute('ADD', max, 1n), min);
      assert.equal(compute('SUB', min, 1n), max);
      assert.equal(compute('MUL', max, max), 1n);
      assert.equal(compute('DIV', -7n, 2n), -3n);
      assert.equal(compute('DIV', min, -1n), min);
      assert.equal(compute('MOD', -7n, 2n), -1n);
      assert.equal(compute('MOD', min, -1n), 0n);
      assert.equal(compute('SHL', 1n, 65n), 2n);
      assert.equal(compute('SHR', min, 63n), -1n);
      assert.equal(compute('SHR', min, -1n), -1n);
      assert.equal(compute('LESS', min, max), 1n);
      assert.equal(compute('GREATER_EQUAL', -1n, 0n), 0n);
    });
  });

  describe('traps', () => {
    it('stops at a division by zero, which changed nothing, as often as it is tried', () => {
      const machine = new Interpreter(
        programOf({
          constants: [5n],
          ops: [['LOAD_CONST', { r: 0, a: 0 }], ['DIV', { r: 0, a: 0, b: 1 }], ['RETURN']],
        }),
      );
      for (let attempt = 0; attempt < 2; attempt++) {
        assert.equal(machine.run(), 'divisionByZero');
        assert.equal(machine.position.opIndex, 1);
        assert.equal(machine.stack[firstWindow], 5n);
        assert.equal(machine.step(), 'divisionByZero');
      }
      machine.stack[firstWindow + 1] = 2n;
      assert.equal(machine.run(), 'ended');
      assert.equal(machine.result, 2n);
    });

    it('lets no index out of its own array', () => {
      const arrays = [
        { name: 'first', length: 2 },
        { name: 'second', length: 3 },
      ];
      for (const name of ['LOAD_CELL', 'STORE_CELL'] as const) {
        const machine = new Interpreter(
          programOf({
            arrays,
            ops: [
              [name, { a: 0, b: 0, r: 1 }],
              ['RETURN', { r: 1 }],
            ],
          }),
        );
        for (const [index, expected] of [
          [-1n, 'cellOutOfRange'],
          [2n, 'cellOutOfRange'],
          [2n ** 32n, 'cellOutOfRange'],
          [2n ** 61n, 'cellOutOfRange'],
          [min, 'cellOutOfRange'],
          [1n, 'stepped'],
        ] as const) {
          machine.reset();
          machine.stack[firstWindow] = index;
          assert.equal(machine.step(), expected, `${name} ${index}`);
        }
      }
    });

    it('runs out of stack at the call that does not fit, and shows all frames', () => {
      const program = programOf({
        ops: [['CALL', { a: 1, r: 0 }], ['RETURN'], ['CALL', { a: 1, r: 0 }], ['RETURN']],
        functions: [
          { name: 'main', firstOp: 0, opCount: 2, parameterCount: 0, registerCount: 3 },
          { name: 'deeper', firstOp: 2, opCount: 2, parameterCount: 0, registerCount: 999 },
        ],
      });
      const machine = new Interpreter(program);
      assert.equal(machine.run(), 'stackTooDeep');
      assert.equal(machine.position.opIndex, 2);
      // 4 words for main, 1,000 for each frame of deeper.
      assert.equal(framesOf(program, machine.stack, machine.position).length, 1 + 262);
    });
  });

  describe('output', () => {
    it('loses nothing when the buffer is full', () => {
      const machine = new Interpreter(countdown(150_000n));
      const printed: bigint[] = [];
      for (;;) {
        const stop = machine.run();
        printed.push(...machine.takeOutput());
        if (stop === 'ended') break;
        assert.equal(stop, 'outputFull');
        assert.equal(machine.position.opIndex, 3);
      }
      assert.deepEqual(
        printed,
        Array.from({ length: 150_000 }, (_, index) => BigInt(150_000 - index)),
      );
    });

    it('tells a step of PRINT that there is no room', () => {
      const machine = new Interpreter(countdown(100_000n));
      assert.equal(machine.run(), 'outputFull');
      assert.equal(machine.step(), 'outputFull');
      assert.equal(machine.takeOutput().length, machine.outputCapacity);
      assert.equal(machine.takeOutput().length, 0);
      assert.equal(machine.step(), 'stepped');
    });
  });

  describe('breakpoints and budgets', () => {
    it('stops before an op each time, but runs it when it is the first', () => {
      const machine = new Interpreter(countdown(3n));
      machine.setBreakpoints([4]);
      for (const expected of [3n, 2n, 1n]) {
        assert.equal(machine.run(), 'breakpoint');
        assert.equal(machine.position.opIndex, 4);
        assert.equal(machine.stack[firstWindow], expected);
      }
      assert.equal(machine.run(), 'ended');
    });

    it('replaces all breakpoints, and keeps them over a reset', () => {
      const machine = new Interpreter(countdown(2n));
      machine.setBreakpoints([0, 3, 3]);
      machine.setBreakpoints([4]);
      assert.equal(machine.run(), 'breakpoint');
      machine.reset();
      assert.equal(machine.run(), 'breakpoint');
      assert.equal(machine.position.opIndex, 4);
      machine.setBreakpoints([]);
      assert.equal(machine.run(), 'ended');
    });

    it('refuses a breakpoint on no op', () => {
      const machine = new Interpreter(countdown(2n));
      for (const op of [-1, 7, 0.5]) assert.throws(() => machine.setBreakpoints([op]), RangeError);
    });

    it('comes back from an endless loop, and says so when that is where a breakpoint stands', () => {
      const machine = new Interpreter(programOf({ ops: [['JUMP', { a: 0 }]] }));
      assert.equal(machine.run(1_000_000), 'paused');
      assert.deepEqual(machine.position, { opIndex: 0, window: firstWindow });
      machine.setBreakpoints([0]);
      assert.equal(machine.run(1), 'breakpoint');
      assert.equal(machine.run(), 'breakpoint');
    });

    it('counts jumps backwards and calls, and nothing else', () => {
      const machine = new Interpreter(countdown(5n));
      assert.equal(machine.run(5), 'paused');
      assert.equal(machine.position.opIndex, 2);
      assert.equal(machine.run(1), 'ended');
    });
  });

  describe('state', () => {
    it('goes on from an image of another machine', () => {
      const program = countdown(9n);
      const first = new Interpreter(program);
      first.run(4);
      first.takeOutput();
      const second = new Interpreter(program);
      second.load(structuredClone(first.save()));
      assert.deepEqual(second.save(), first.save());
      assert.equal(second.run(), 'ended');
      assert.deepEqual(Array.from(second.takeOutput()), [5n, 4n, 3n, 2n, 1n]);
      assert.equal(first.hasEnded, false);
    });

    it('is the first one again after a reset', () => {
      const program = countdown(9n);
      const machine = new Interpreter(program);
      const before = machine.save();
      machine.run();
      machine.reset();
      assert.deepEqual(machine.save(), before);
      assert.equal(machine.takeOutput().length, 0);
    });

    it('refuses places and images that the program does not have', () => {
      const machine = new Interpreter(countdown(9n));
      for (const opIndex of [-1, 8, 0.5, NaN]) {
        assert.throws(() => (machine.position = { opIndex, window: firstWindow }), RangeError);
      }
      for (const window of [0, -5, 262_140, NaN]) {
        assert.throws(() => (machine.position = { opIndex: 1, window }), RangeError);
      }
      const image = machine.save();
      assert.throws(() => machine.load({ ...image, cells: new BigInt64Array(1) }), RangeError);
      assert.throws(() => machine.load({ ...image, stack: new BigInt64Array(262_145) }), RangeError);
    });
  });

  it('takes a program of a million ops, and one of 16 million cells', () => {
    const long = new Interpreter(programOfReturns(new Array<bigint>(1_000_000).fill(5n)));
    assert.equal(long.run(), 'ended');
    assert.equal(long.result, 5n);
    const arrays = [{ name: 'cells', length: 2 ** 24 }];
    const wide = new Interpreter(
      programOf({
        arrays,
        ops: [
          ['STORE_CELL', { a: 0, r: 0 }],
          ['RETURN', { r: 0 }],
        ],
      }),
    );
    wide.stack[firstWindow] = 2n ** 24n - 1n;
    assert.equal(wide.run(), 'ended');
    assert.equal(wide.cells[2 ** 24 - 1], 2n ** 24n - 1n);
  });
});
