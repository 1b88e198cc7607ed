import { functionAt, wordsPerOp, type Program } from '../format/program';
import { operationsOf } from '../isa/lookup';
import type { OperandKind } from '../isa/operations';
import { frameWords } from '../machine/stack';
import { backwardHandler, machineHandler, operationHandler } from './handlers';
import {
  cellsStart,
  record,
  recordAddress,
  recordBytes,
  recordsStart,
  wordBytes,
  type RecordField,
} from './layout';

/** Records are written as words of 32 bits. */
const wordsPerRecord = recordBytes / 4;
/** A name of this module's own: the loop over all ops asks for it a million times. */
const opWords = wordsPerOp;
const wordOf = (field: RecordField): number => record[field] / 4;

/** The word of an op in {@link Program.words} that holds an operand. */
const slotWords = { a: 1, b: 2, r: 3 } as const;

/** What is the same for all ops with one opcode. */
interface OpPlan {
  /** Both fields of a record that number its handler: nothing has a breakpoint at first. */
  readonly handler: number;
  readonly operands: readonly OperandPlan[];
}

interface OperandPlan {
  readonly write: OperandWriter;
  /** The word of the op in {@link Program.words}. */
  readonly from: number;
  /** The word of the record. */
  readonly to: number;
}

/** Writes the fields of the record at `at` that an operand stands for. */
type OperandWriter = (word: number, at: number, to: number, opIndex: number) => void;

/**
 * Writes the ops of a program into the memory of a machine, as `layout.ts` draws them. Whatever is known of an op
 * before it runs is worked out here, once.
 */
export function decodeProgram(program: Program, memory: ArrayBuffer): void {
  const { words, opCount, version } = program;
  const records = new Uint32Array(memory, recordsStart, (opCount + 1) * wordsPerRecord);
  const plans = plansByOpcode(program, records);
  // A program can have a million ops: nothing but numbers is looked at in this loop.
  for (let opIndex = 0, from = 0, at = 0; opIndex < opCount; opIndex++) {
    const plan = plans[words[from] ?? 0];
    if (plan) {
      const { operands } = plan;
      records[at] = plan.handler;
      for (let index = 0; index < operands.length; index++) {
        const operand = operands[index];
        if (operand) operand.write(words[from + operand.from] ?? 0, at, operand.to, opIndex);
      }
    }
    from += opWords;
    at += wordsPerRecord;
  }
  const end = machineHandler(version === 1 ? 'END_WITH_RESULT' : 'END');
  records[opCount * wordsPerRecord] = handlerWord(end);
}

const handlerWord = (handler: number): number => handler | (handler << 16);

function plansByOpcode(program: Program, records: Uint32Array): readonly (OpPlan | undefined)[] {
  const plans: (OpPlan | undefined)[] = [];
  for (const { name, opcode, operands } of operationsOf(program.version)) {
    const backward = handlerWord(backwardHandler(name));
    const writers = operandWriters(program, records, backward);
    plans[opcode] = {
      handler: handlerWord(operationHandler(name)),
      operands: operands.map(({ kind, slot }) => ({
        write: writers[kind],
        from: slotWords[slot],
        to: wordOf(slot),
      })),
    };
  }
  return plans;
}

function operandWriters(
  program: Program,
  records: Uint32Array,
  backward: number,
): Readonly<Record<OperandKind, OperandWriter>> {
  const { words, functions, arrays } = program;
  const constants = constantWords(program);
  const cells = arrayAddresses(program);
  const value = wordOf('value');
  const register: OperandWriter = (index, at, to) => {
    records[at + to] = index * wordBytes;
  };
  return {
    source: register,
    destination: register,
    arguments: register,
    immediate: (low, at, _, opIndex) => {
      records[at + value] = low;
      records[at + value + 1] = words[opIndex * opWords + slotWords.b] ?? 0;
    },
    constant: (index, at) => {
      records[at + value] = constants[2 * index] ?? 0;
      records[at + value + 1] = constants[2 * index + 1] ?? 0;
    },
    target: (target, at, to, opIndex) => {
      records[at + to] = recordAddress(target);
      if (target <= opIndex) records[at] = backward;
    },
    function: (index, at, _, opIndex) => {
      const callee = functions[index];
      if (!callee) return;
      records[at + wordOf('entry')] = recordAddress(callee.firstOp);
      records[at + wordOf('parameterBytes')] = callee.parameterCount * wordBytes;
      records[at + wordOf('registerBytes')] = callee.registerCount * wordBytes;
      records[at + wordOf('frameBytes')] = frameWords(functionAt(program, opIndex)) * wordBytes;
    },
    array: (index, at) => {
      records[at + wordOf('cells')] = cells[index] ?? 0;
      records[at + wordOf('length')] = arrays[index]?.length ?? 0;
    },
  };
}

/** The bits of all constants, low word first. */
function constantWords({ constants }: Program): Uint32Array {
  const words = new Uint32Array(2 * constants.length);
  constants.forEach(({ bits }, index) => {
    words[2 * index] = Number(BigInt.asUintN(32, bits));
    words[2 * index + 1] = Number(BigInt.asUintN(32, bits >> 32n));
  });
  return words;
}

/** Where cell 0 of each array lies. */
function arrayAddresses(program: Program): readonly number[] {
  let address = cellsStart(program);
  return program.arrays.map(({ length }) => {
    const first = address;
    address += length * wordBytes;
    return first;
  });
}
