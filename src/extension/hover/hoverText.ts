import { opByteOffset } from '../../engine/format/byteOffsets';
import { opBytes } from '../../engine/format/opBytes';
import { wordsPerOp, type Program } from '../../engine/format/program';
import { operationByOpcode } from '../../engine/isa/lookup';
import {
  describeOp,
  describeParts,
  type CodePartFacts,
  type DescribeOptions,
} from '../../engine/jit/describe';
import { hexBytes, hexNumber } from '../../engine/jit/hex';
import { opCountOf, type MachineCode } from '../../engine/jit/machineCode';
import { entryName } from '../../engine/listing/header';
import { printOp } from '../../engine/listing/print';
import { languages } from '../ids';
import { hoverMessages } from './messages';

/** A program with the machine code that it became. */
export interface CompiledProgram {
  readonly program: Program;
  readonly code: MachineCode;
}

interface InstructionOptions extends DescribeOptions {
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
    hoverMessages.machineCode(facts.size, options.isWhole ? placeOf(facts) : undefined),
    codeBlock(instructionLines([facts], options)),
    hoverMessages.inFile(options.isWhole ? opByteOffset(program, opIndex) : undefined, options.isBinary),
    codeBlock([recordInFile(program, opIndex)], plainText),
    options.note,
  );
}

/** What machine code has around the ops: prologue and epilogue. Markdown. */
export function entryHover({ program, code }: CompiledProgram, options: HoverOptions): string {
  const opCount = opCountOf(code);
  const ends = [
    ...describeParts(code, 0, 0, options),
    ...(opCount > 0 ? describeParts(code, opCount, 0, options) : []),
  ];
  const part = (kind: CodePartFacts['kind']): string[] =>
    instructionLines(
      ends.filter((facts) => facts.kind === kind),
      options,
    );
  return paragraphs(
    `**${entryName}** — ${hoverMessages.programSize(program.opCount, code.bytes.length)}`,
    hoverMessages.prologue,
    codeBlock(part('prologue')),
    hoverMessages.epilogue,
    codeBlock(part('epilogue')),
    options.note,
  );
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

/** The bytes of a file are in no language. */
const plainText = '';

/** Digits of an offset, at least: as the machine code document and gdb's habit have it. */
const offsetDigits = 4;

/** Ops of one source line that fit on a screen. */
const opsShown = 4;

/** The bytes of an op as they stand in the file, the opcode set apart. */
function recordInFile(program: Program, opIndex: number): string {
  const record = opBytes(program, opIndex);
  return `${hexBytes(record.subarray(0, opcodeSize))}  ${hexBytes(record.subarray(opcodeSize))}`;
}

const placeOf = ({ offset, address }: CodePartFacts): string =>
  `\`${entryName}+${hexNumber(offset)}\`${address === undefined ? '' : ` (\`${address}\`)`}`;

/** One line for each instruction: its place, its bytes, its text, in columns. */
function instructionLines(
  parts: readonly CodePartFacts[],
  { baseAddress, isWhole }: InstructionOptions,
): string[] {
  const instructions = parts.flatMap((part) => part.instructions);
  const places = instructions.map(({ offset }) =>
    baseAddress === undefined
      ? `+${offset.toString(16).padStart(offsetDigits, '0')}`
      : hexNumber(baseAddress + BigInt(offset)),
  );
  const placeWidth = Math.max(0, ...places.map(({ length }) => length));
  const bytesWidth = Math.max(0, ...instructions.map(({ bytes }) => bytes.length));
  return instructions.map(({ bytes, text }, index) => {
    const place = isWhole ? `${(places[index] ?? '').padEnd(placeWidth)}  ` : '';
    return `${place}${bytes.padEnd(bytesWidth)}  ${text}`;
  });
}

const codeBlock = (lines: readonly string[], language: string = languages.machineCode): string =>
  `\`\`\`${language}\n${lines.join('\n')}\n\`\`\``;

const paragraphs = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('\n\n');
