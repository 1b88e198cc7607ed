import type { MachineCode } from '../jit/machineCode';

/** What gdb is told about the machine code of a program. */
export interface SymbolFacts {
  readonly code: MachineCode;
  /** Address of the first byte in the process that gdb attaches to. */
  readonly address: bigint;
  /** Absolute path of the text that lines refer to: a source file or a listing. It has to exist for `list` to work. */
  readonly file: string;
  /** The line (from 1) of an op in that file. */
  readonly lineOfOp: (opIndex: number) => number;
  /** The line (from 1) that stands for prologue and epilogue. */
  readonly entryLine: number;
}

/**
 * The name that gdb shows for the program. Not `main`: the process has a main already, which is Node's, and
 * `break main` has to mean one of them.
 */
export const functionName = 'langvm_main';

/** The name of the one variable: the result so far. It is what the debugger's Variables view calls it, too. */
export const resultName = 'result';
