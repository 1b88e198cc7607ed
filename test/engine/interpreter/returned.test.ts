import { deepEqual, equal } from 'node:assert/strict';
import { Interpreter } from '../../../src/engine/interpreter/interpreter';
import { framesOf, noCaller } from '../../../src/engine/machine/stack';
import { compileLang } from '../../../src/engine/lang/compile';

const fib = 'function fib(n) { if (n < 2) return n; return fib(n - 1) + fib(n - 2); }\nreturn fib(12) + 1;\n';

/** Runs until so many calls are under way. */
function atDepth(depth: number): Interpreter {
  const interpreter = new Interpreter(compileLang(fib, 'fib.lang'));
  while (framesOf(interpreter.program, interpreter.stack, interpreter.position).length < depth) {
    equal(interpreter.step(), 'stepped');
  }
  return interpreter;
}

describe('A run until a frame returns', () => {
  it('stops behind its CALL, and not at the deeper returns that look alike', () => {
    const interpreter = atDepth(4);
    const { stack, program } = interpreter;
    const [frame, caller] = framesOf(program, stack, interpreter.position);
    // By hand: step until the window is that of the caller again.
    const stepped = atDepth(4);
    while (stepped.position.window > caller!.window) stepped.step();

    equal(interpreter.run(Infinity, frame!.window), 'returned');
    deepEqual(interpreter.position, { opIndex: caller!.opIndex + 1, window: caller!.window });
    deepEqual(interpreter.save(), stepped.save());
    equal(interpreter.run(), 'ended');
    equal(interpreter.result, 145n);
  });

  it('leaves no mark behind when something else stops it', () => {
    const interpreter = atDepth(3);
    const window = interpreter.position.window;
    const before = framesOf(interpreter.program, interpreter.stack, interpreter.position);
    equal(interpreter.run(1, window), 'paused');
    const after = framesOf(interpreter.program, interpreter.stack, interpreter.position);
    deepEqual(after.slice(-before.length + 1), before.slice(1));
    equal(interpreter.run(), 'ended');
    equal(interpreter.result, 145n);
  });

  it('has no frame to wait for in the first function', () => {
    const interpreter = new Interpreter(compileLang(fib, 'fib.lang'));
    equal(interpreter.run(Infinity, interpreter.position.window), 'ended');
    equal(interpreter.stack[0], noCaller);
  });
});
