import { opByteOffset, opSizeOf } from '../../engine/format/byteOffsets';
import { functionAt, functionIndexAt, wordsPerOp, type Program } from '../../engine/format/program';
import { operationByOpcode } from '../../engine/isa/lookup';
import { describeOp, type CodePartFacts, type DescribeOptions } from '../../engine/jit/describe';
import { hexBytes, hexNumber } from '../../engine/jit/hex';
import type { MachineCode } from '../../engine/jit/machineCode';
import { printOp } from '../../engine/listing/print';
import { languages } from '../ids';
import { codeBlock, instructionLines, paragraphs, plainText } from './markdownText';
import { hoverMessages } from './messages';

/** A program with the machine code that it became. */
export interface CompiledProgram {
  readonly program: Program;
  readonly code: MachineCode;
}

export interface InstructionOptions extends DescribeOptions {
  /** Whether the offsets hold: in a listing with mistakes the ops that are missing would move everything. */
  readonly isWhole: boolean;
}

export interface HoverOptions extends InstructionOptions {
  /** Whether the listing is that of a binary file, so that its bytes are there already. */
  readonly isBinary: boolean;
  /** Something to say below, as that the running session has other code. */
  readonly note?: string | undefined;
}

/** Everything about one op: what it does, its machine code and its bytes in the file. Markdown. */
export function opHover({ program, code }: CompiledProgram, opIndex: number, options: HoverOptions): string {
  const operation = operationByOpcode(program.version, program.words[opIndex * wordsPerOp] ?? 0);
  const facts = describeOp(code, opIndex, options);
  return paragraphs(
    `**${printOp(program, opIndex)}**${options.isWhole ? ` — ${hoverMessages.opOf(opIndex, program.opCount)}` : ''}`,
    operation?.summary,
    hoverMessages.machineCode(
      facts.size,
      options.isWhole ? placeOf(program, code, facts, opIndex) : undefined,
    ),
    codeBlock(instructionLines([facts], options)),
    notesOn(code, opIndex, facts),
    hoverMessages.inFile(options.isWhole ? opByteOffset(program, opIndex) : undefined, options.isBinary),
    codeBlock([recordInFile(program, opIndex)], plainText),
    options.note,
  );
}

/** What an op does, where nothing is known of its machine code. Markdown. */
export function opSummary(program: Program, opIndex: number): string {
  const operation = operationByOpcode(program.version, program.words[opIndex * wordsPerOp] ?? 0);
  return paragraphs(`**${operation?.mnemonic ?? ''}**`, operation?.summary);
}

/** The ops that a line of source became. Markdown. */
export function sourceLineHover(
  compiled: CompiledProgram,
  opIndexes: readonly number[],
  options: DescribeOptions,
): string {
  const shown = opIndexes.slice(0, opsShown);
  return paragraphs(
    hoverMessages.becomes,
    ...shown.flatMap((opIndex) => [
      codeBlock([printOp(compiled.program, opIndex)], languages.listing),
      codeBlock(
        instructionLines([describeOp(compiled.code, opIndex, options)], { ...options, isWhole: true }),
      ),
    ]),
    shown.length < opIndexes.length ? hoverMessages.moreOps(opIndexes.length - shown.length) : undefined,
  );
}

/** The value of an integer in the other ways to write it. Markdown. */
export function integerHover(value: bigint): string {
  const bits = BigInt.asUintN(64, value);
  const double = new DataView(new BigUint64Array([bits]).buffer).getFloat64(0, true);
  const isAscii = bits >= 0x20n && bits < 0x7fn;
  return [
    `\`${value}\``,
    `\`${hexNumber(bits)}\``,
    ...(isAscii ? [`\`'${String.fromCharCode(Number(bits))}'\``] : []),
    // The bits of a double look like an enormous integer; every other integer is a meaningless double.
    ...(Math.abs(double) >= 1e-6 && Math.abs(double) < 1e15 ? [hoverMessages.asDouble(double)] : []),
  ].join(' · ');
}

/** Bytes of the opcode at the beginning of every op, in every version. */
const opcodeSize = 4;

/** Ops of one source line that fit on a screen. */
const opsShown = 4;

// | opcode | a | b |        version 1, 12 bytes: a and b are the two halves of its operand
// | opcode | a | b | r |    versions 2 and 3, 16 bytes
/** The bytes of an op as they stand in the file, the opcode set apart. */
function recordInFile({ version, words }: Program, opIndex: number): string {
  const record = new Uint8Array(wordsPerOp * opcodeSize);
  const view = new DataView(record.buffer);
  for (let word = 0; word < wordsPerOp; word++)
    view.setUint32(word * opcodeSize, words[opIndex * wordsPerOp + word] ?? 0, true);
  return `${hexBytes(record.subarray(0, opcodeSize))}  ${hexBytes(record.subarray(opcodeSize, opSizeOf(version)))}`;
}

/** What is not to be seen from the instructions alone: what an op finds in rax and leaves there, and what a NOP is for. */
function notesOn(
  { handovers }: MachineCode,
  opIndex: number,
  { instructions }: CodePartFacts,
): string | undefined {
  const taken = handovers.get(opIndex);
  const left = handovers.get(opIndex + 1);
  const nop = instructions.find(({ bytes }) => isNop(bytes));
  const sentences = [
    ...(taken ? [hoverMessages.takesOver(taken.register, taken.isStored)] : []),
    ...(left ? [hoverMessages.leaves(left.register, left.isStored)] : []),
    ...(nop ? [hoverMessages.roomForBreakpoint(nop.text)] : []),
  ];
  return sentences.length > 0 ? `${sentences.join('. ')}.` : undefined;
}

/** `90` with or without a prefix, or `0f 1f` with an operand that nobody looks at. */
const isNop = (bytes: string): boolean => /^(66 )?90$|^0f 1f /.test(bytes);

/** Where an op lies, counted from the beginning of its function as gdb does: `fib+0x12`. */
function placeOf(
  program: Program,
  code: MachineCode,
  { offset, address }: CodePartFacts,
  opIndex: number,
): string {
  const start = code.functions[functionIndexAt(program, opIndex)]?.range.start ?? 0;
  const place = `\`${functionAt(program, opIndex).name}+${hexNumber(offset - start)}\``;
  return address === undefined ? place : `${place} (\`${address}\`)`;
}
