import type {
  ArrayDefinition,
  Constant,
  FunctionDefinition,
  Program,
} from '../../../src/engine/format/program';
import { plainProgram, wholeProgram, wordsPerOp } from '../../../src/engine/format/program';
import type { FormatVersion, OperationName } from '../../../src/engine/isa/operations';
import { operations } from '../../../src/engine/isa/operations';

/** An op as tests write it down: its name, then the words of its record that matter. */
export type WrittenOp = readonly [
  name: OperationName,
  words?: { readonly a?: number; readonly b?: number; readonly r?: number },
];

export interface WrittenProgram {
  readonly version?: FormatVersion;
  readonly ops: readonly WrittenOp[];
  /** Without functions all ops are those of one function. */
  readonly functions?: readonly FunctionDefinition[];
  readonly registerCount?: number;
  readonly constants?: readonly bigint[];
  readonly arrays?: readonly ArrayDefinition[];
}

/** Makes a program of what a test wrote down. Nothing verifies it. */
export function programOf({
  version = 3,
  ops,
  functions,
  registerCount = 8,
  constants = [],
  arrays = [],
}: WrittenProgram): Program {
  const words = new Uint32Array(ops.length * wordsPerOp);
  ops.forEach(([name, { a = 0, b = 0, r = 0 } = {}], index) => {
    words.set([operations[name].opcode, a, b, r], index * wordsPerOp);
  });
  return {
    ...plainProgram,
    version,
    words,
    opCount: ops.length,
    functions: functions ?? [wholeProgram(ops.length, registerCount)],
    constants: constants.map((bits): Constant => ({ type: 'int64', bits, padding: 0 })),
    arrays,
  };
}
