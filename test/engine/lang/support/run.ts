import { readProgram, writeProgram } from '../../../../src/engine/format/read';
import { Interpreter } from '../../../../src/engine/interpreter/interpreter';
import type { MachineStop } from '../../../../src/engine/machine/stop';
import { compileLang } from '../../../../src/engine/lang/compile';

export interface Run {
  readonly stop: MachineStop;
  readonly result: bigint;
  readonly printed: readonly bigint[];
}

/** Values after which a program counts as one that never ends. */
const mostPrinted = 100_000;

/**
 * Compiles a source and runs it in the interpreter, by way of the file: what the verifier would refuse does not run.
 * @param budget backward jumps and calls
 */
export function runLang(source: string, budget = 1_000_000): Run {
  const machine = new Interpreter(readProgram(writeProgram(compileLang(source, 'test.lang'))));
  const printed: bigint[] = [];
  let stop: MachineStop;
  do {
    stop = machine.run(budget);
    for (const value of machine.takeOutput()) printed.push(value);
  } while (stop === 'outputFull' && printed.length < mostPrinted);
  return { stop, result: machine.result, printed };
}

/** What a program returns that comes to its end. @throws Error when it does not */
export function resultOf(source: string): bigint {
  const { stop, result } = runLang(source);
  if (stop !== 'ended') throw new Error(`The program stopped by ${stop}:\n${source}`);
  return result;
}
