import type { OperationName } from '../isa/operations';
import { immediateAt, type Program } from '../format/program';

/** What the running op may change. */
export interface Registers {
  /** What the program would return if it ended here. */
  result: bigint;
}

/** What an op does. The machine has moved on to the next op already. */
export type Semantics = (registers: Registers, program: Program, opIndex: number) => void;

/** The meaning of every operation: this page is the whole interpreter but for its loop. */
export const semantics: Readonly<Record<OperationName, Semantics>> = {
  RETURN_IMMEDIATE: (registers, program, opIndex) => {
    registers.result = immediateAt(program, opIndex);
  },
};
