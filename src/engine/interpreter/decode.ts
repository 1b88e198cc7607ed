import { firstCellOf, functionAt, wordsPerOp, type Program } from '../format/program';
import { operationsOf, type NamedOperation } from '../isa/lookup';
import type { Operand, OperandKind } from '../isa/operations';
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
const wordOf = (field: RecordField): number => record[field] / 4;

/** The word of an op in {@link Program.words} that holds an operand. */
const slotWords = { a: 1, b: 2, r: 3 } as const;

/**
 * Writes the ops of a program into the memory of a machine, as `layout.ts` draws them. Whatever is known of an op
 * before it runs is worked out here, once.
 */
export function decodeProgram(program: Program, memory: ArrayBuffer): void {
  const { words, opCount, version } = program;
  const records = new Uint32Array(memory, recordsStart, (opCount + 1) * wordsPerRecord);
  const decoders: OpDecoder[] = [];
  for (const operation of operationsOf(version)) decoders[operation.opcode] = opDecoder(operation);
  const decoding = { program, records, constants: constantWords(program) };

  for (let opIndex = 0; opIndex < opCount; opIndex++) {
    decoders[words[opIndex * wordsPerOp] ?? 0]?.(decoding, opIndex);
  }
  const end = machineHandler(version === 1 ? 'END_WITH_RESULT' : 'END');
  records[opCount * wordsPerRecord] = handlerWord(end);
}

interface Decoding {
  readonly program: Program;
  readonly records: Uint32Array;
  /** The bits of the constants, two words each. */
  readonly constants: Uint32Array;
}

type OpDecoder = (decoding: Decoding, opIndex: number) => void;

/** Writes the fields that an operand stands for. */
type OperandDecoder = (
  decoding: Decoding,
  at: number,
  word: number,
  opIndex: number,
  operand: OperandPlace,
) => void;

/** Where an operand stands, in the program and in the record, and whose it is. */
interface OperandPlace {
  readonly from: number;
  readonly to: number;
  readonly backwardHandler: number;
}

/** Both fields of a record that number its handler: nothing has a breakpoint at first. */
const handlerWord = (handler: number): number => handler | (handler << 16);

function opDecoder({ name, operands }: NamedOperation): OpDecoder {
  const handler = handlerWord(operationHandler(name));
  const parts = operands.map(({ kind, slot }: Operand) => ({
    decode: operandDecoders[kind],
    place: { from: slotWords[slot], to: wordOf(slot), backwardHandler: backwardHandler(name) },
  }));
  return (decoding, opIndex) => {
    const at = opIndex * wordsPerRecord;
    decoding.records[at] = handler;
    for (const { decode, place } of parts) {
      decode(decoding, at, decoding.program.words[opIndex * wordsPerOp + place.from] ?? 0, opIndex, place);
    }
  };
}

const registerDecoder: OperandDecoder = ({ records }, at, register, _, { to }) => {
  records[at + to] = register * wordBytes;
};

const operandDecoders: Readonly<Record<OperandKind, OperandDecoder>> = {
  immediate: ({ program, records }, at, low, opIndex) => {
    records[at + wordOf('value')] = low;
    records[at + wordOf('value') + 1] = program.words[opIndex * wordsPerOp + slotWords.b] ?? 0;
  },
  source: registerDecoder,
  destination: registerDecoder,
  arguments: registerDecoder,
  constant: ({ records, constants }, at, index) => {
    records[at + wordOf('value')] = constants[2 * index] ?? 0;
    records[at + wordOf('value') + 1] = constants[2 * index + 1] ?? 0;
  },
  target: ({ records }, at, target, opIndex, { to, backwardHandler: backward }) => {
    records[at + to] = recordAddress(target);
    if (target <= opIndex) records[at] = handlerWord(backward);
  },
  function: ({ program, records }, at, index, opIndex) => {
    const callee = program.functions[index];
    if (!callee) return;
    records[at + wordOf('entry')] = recordAddress(callee.firstOp);
    records[at + wordOf('parameterBytes')] = callee.parameterCount * wordBytes;
    records[at + wordOf('registerBytes')] = callee.registerCount * wordBytes;
    records[at + wordOf('frameBytes')] = frameWords(functionAt(program, opIndex)) * wordBytes;
  },
  array: ({ program, records }, at, index) => {
    records[at + wordOf('cells')] = cellsStart(program) + firstCellOf(program, index) * wordBytes;
    records[at + wordOf('length')] = program.arrays[index]?.length ?? 0;
  },
};

/** The bits of all constants, low word first. */
function constantWords({ constants }: Program): Uint32Array {
  const words = new Uint32Array(2 * constants.length);
  constants.forEach(({ bits }, index) => {
    words[2 * index] = Number(BigInt.asUintN(32, bits));
    words[2 * index + 1] = Number(BigInt.asUintN(32, bits >> 32n));
  });
  return words;
}
