import { machineModuleBytes } from './machineModule';
import { memoryImport } from './wasm/module';

/** The functions of the generated module. Both return the code of a stop. */
export interface GeneratedMachine {
  /** @param budget backward jumps and calls, at least 1 */
  run(budget: number): number;
  step(): number;
}

let compiled: WebAssembly.Module | undefined;

/** Joins the machine's code with the memory of one program. The code is generated and compiled once. */
export function instantiateMachine(memory: WebAssembly.Memory): GeneratedMachine {
  compiled ??= new WebAssembly.Module(machineModuleBytes());
  const instance = new WebAssembly.Instance(compiled, {
    [memoryImport.module]: { [memoryImport.name]: memory },
  });
  const { run, step } = instance.exports;
  if (!isMachineFunction(run) || !isMachineFunction(step)) {
    throw new TypeError('The generated machine lacks a function.');
  }
  return { run, step };
}

/** WebAssembly turns whatever it is called with into an i32, and returns one. */
const isMachineFunction = (value: unknown): value is (argument?: number) => number =>
  typeof value === 'function';
