import { entryName, type Program } from '../format/program';
import type { MachineCode } from '../jit/machineCode';

/** What gdb is told about the machine code of a program. */
export interface SymbolFacts {
  readonly program: Program;
  readonly code: MachineCode;
  /** Address of the first byte in the process that gdb attaches to. */
  readonly address: bigint;
  /** Absolute path of the text that lines refer to: a source file or a listing. It has to exist for `list` to work. */
  readonly file: string;
  /** The line (from 1) of an op in that file; 0 where it comes from none. */
  readonly lineOfOp: (opIndex: number) => number;
  /** The line (from 1) where a function begins, which stands for its prologue and epilogue. */
  readonly lineOfFunction: (functionIndex: number) => number;
  /** Address of the first cell of all arrays, where that is known: then gdb knows the arrays. */
  readonly cellsAddress?: bigint | undefined;
  /** Address of the code in the host that calls `start` and `resume`, where that is known: see hostStub.ts. */
  readonly stubAddress?: bigint | undefined;
}

/**
 * What gdb calls a function. Not `main`: the process has a main already, which is Node's, and `break main` has to mean
 * one of them.
 */
export const functionSymbol = (name: string): string => (name === entryName ? 'langvm_main' : name);

/** What gdb calls a way in or out of the code: `langvm_refused_call`. */
export const entrySymbol = (name: string): string => `langvm_${name.replace(/\W+/g, '_')}`;

/** The name of the one variable of version 1: the result so far. It is what the debugger's Variables view calls it, too. */
export const resultName = 'result';

/** What a register is called where no variable is known to live in it. */
export const registerName = (register: number): string => `r${register}`;
