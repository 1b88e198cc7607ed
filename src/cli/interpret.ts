import type { Program } from '../engine/format/program';
import { Interpreter } from '../engine/interpreter/interpreter';
import { isTrap } from '../engine/machine/stop';
import { printValues, trapOutcome, type RunOutcome } from './outcome';

/** Runs a program in the interpreter, from its first op to its end. */
export async function interpret(program: Program): Promise<RunOutcome> {
  const interpreter = new Interpreter(program);
  while (!interpreter.hasEnded) {
    const stop = interpreter.run(jumpsPerSlice);
    await printValues(interpreter.takeOutput());
    if (isTrap(stop)) return trapOutcome(program, stop, interpreter.position, interpreter.stack);
  }
  return { result: interpreter.result };
}

/**
 * Backward jumps and calls at a time: what was printed then goes out, though the output is not full, so that somebody
 * who waits for it sees it.
 */
const jumpsPerSlice = 5_000_000;
