import assert from 'node:assert/strict';
import { opcodeAt } from '../../../../src/engine/format/program';
import { Interpreter } from '../../../../src/engine/interpreter/interpreter';
import { isTrap } from '../../../../src/engine/machine/stop';
import { randomProgram } from '../../support/randomProgram';
import { instructionOffsets, killAll, stepProgram, stepSource } from './steppedThread';

/** Instructions of one program at most: some of them never end. */
const patience = 1200;

describe('Stepping machine instructions of every kind', () => {
  afterEach(killAll);

  it('comes to the ops in the order of the interpreter, by listed instructions alone', async () => {
    const opcodes = new Set<number>();
    for (const seed of [1, 2, 3]) {
      const program = randomProgram(seed);
      const { stepper, code } = await stepProgram(program);
      const offsets = instructionOffsets(code);
      const interpreter = new Interpreter(program);
      let { position } = interpreter;
      for (let count = 0; count < patience; count++) {
        const before = stepper.offset;
        const stop = await stepper.step();
        if (stop === 'ended' || (stop !== 'arrived' && isTrap(stop))) {
          assert.equal(interpreter.step(), stop, `seed ${seed}`);
          break;
        }
        assert.ok(offsets.has(stepper.offset), `seed ${seed}: no instruction at ${stepper.offset}`);
        const { part } = stepper;
        // A repeated string instruction stays where it is.
        if (stepper.offset === before || part?.kind !== 'op' || part.range.start !== stepper.offset) continue;
        opcodes.add(opcodeAt(program, position.opIndex));
        assert.equal(interpreter.step(), 'stepped', `seed ${seed}`);
        interpreter.takeOutput();
        ({ position } = interpreter);
        assert.equal(part.opIndex, position.opIndex, `seed ${seed}`);
      }
    }
    assert.ok(opcodes.size >= 10, `only ${opcodes.size} kinds of ops came`);
  });

  it('leaves in the middle of an op, and the program goes on from where its machine is', async () => {
    const { stepper, native } = await stepSource('print 1;\nreturn 6 * 7;\n');
    for (let count = 0; count < 3; count++) await stepper.step();
    const left = await stepper.leave(0);
    assert.equal(left.stop, 'stepped');
    assert.equal(left.position.opIndex, 0);
    assert.equal((await native.run()).result, 42n);
  });

  it('empties a full output on the way', async () => {
    const { stepper, printed } = await stepSource(
      'function f(n) {\n  i = 0;\n  while (i < n) { print i; i = i + 1; }\n  return i;\n}\nreturn f(150000);\n',
    );
    while (!stepper.isAtCall) await stepper.step();
    await stepper.step();
    assert.equal(await stepper.toReturn(await stepper.expectReturn(), []), 'returned');
    assert.equal(stepper.registers.get('rax'), 150_000n);
    await stepper.leave(0);
    assert.equal(printed.length, 150_000);
    assert.ok(printed.every((value, index) => value === BigInt(index)));
  });

  it('pauses a loop that never ends, at an op', async () => {
    const { stepper, host, code } = await stepSource(
      'function f(n) {\n  while (1) { n = n + 1; }\n  return n;\n}\nreturn f(1);\n',
    );
    while (!stepper.isAtCall) await stepper.step();
    await stepper.step();
    const expected = await stepper.expectReturn();
    const running = stepper.toReturn(expected, []);
    setTimeout(() => void host.pauseMachine(), 50);
    assert.equal(await running, 'paused');
    assert.ok(code.opOffsets.includes(stepper.offset));
    // The pause is over: the next instructions are those of the op.
    assert.equal(await stepper.step(), 'arrived');
  });

  it('reaches more places than the processor can watch, by stepping', async () => {
    const { stepper, program } = await stepSource(
      'function f(n) {\n  a = n + 1;\n  b = a * 2;\n  return b;\n}\nreturn f(1);\n',
    );
    while (!stepper.isAtCall) await stepper.step();
    await stepper.step();
    const expected = await stepper.expectReturn();
    const last = program.opCount - 1;
    assert.equal(await stepper.toReturn(expected, [last, last, last, last, last]), 'arrived');
    assert.equal(stepper.part?.opIndex, last);
    assert.equal(await stepper.toReturn(expected, []), 'returned');
    assert.equal(stepper.registers.get('rax'), 4n);
  });
});
