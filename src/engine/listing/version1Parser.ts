import { plainProgram, wholeProgram, type Program } from '../format/program';
import { operationByMnemonic, operationsOf } from '../isa/lookup';
import { invalidOpcode } from '../isa/operations';
import { maximumInt64, minimumInt64, parseInteger, scanDecimal, type IntegerWords } from './integer';
import { splitLine, type LinePart } from './line';
import { listingMessages } from './messages';
import { OpBuffer } from './opBuffer';
import type { ListingProblemCode } from './problems';

const version = 1;
const newline = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;

/** Says what is wrong with a part of the line that is read. */
export type Report = (
  code: ListingProblemCode,
  part: LinePart,
  message: string,
  known?: readonly string[],
) => void;

/** Reads the lines of a listing of version 1: `MNEMONIC integer` each. */
export class Version1Parser {
  private readonly oneImmediate = operationsOf(version).filter(
    ({ operands }) => operands.length === 1 && operands[0]?.kind === 'immediate',
  );
  private readonly mnemonics = operationsOf(version).map(({ mnemonic }) => mnemonic);
  private readonly integer: IntegerWords = { low: 0, high: 0, end: 0 };
  private readonly ops = new OpBuffer();

  constructor(private readonly report: Report) {}

  /**
   * The line as a printed listing writes it, `MNEMONIC decimal` and nothing else: nearly every line of a large file.
   * @returns where the next line begins, or -1 when this line is not of that kind
   */
  readPlainLine(text: string, start: number, line: number): number {
    const { integer } = this;
    for (const { mnemonic, opcode } of this.oneImmediate) {
      const gap = start + mnemonic.length;
      if (text.charCodeAt(gap) !== space || !text.startsWith(mnemonic, start)) continue;
      if (!scanDecimal(text, gap + 1, integer)) return -1;
      let { end } = integer;
      if (text.charCodeAt(end) === carriageReturn) end++;
      if (end < text.length && text.charCodeAt(end) !== newline) return -1;
      this.ops.push(line, opcode, integer.low, integer.high, 0);
      return end + 1;
    }
    return -1;
  }

  /** Any line that is not blank. @param code without its comment */
  readLine(code: string, line: number): void {
    const parts = splitLine(code);
    if (!parts) return;
    const { mnemonic, operand, rest } = parts;
    const operation = operationByMnemonic(version, mnemonic.text);
    if (!operation) {
      if (mnemonic.text.startsWith('.')) {
        this.report('versionMissing', mnemonic, listingMessages.versionMissing(mnemonic.text));
      } else {
        const message = listingMessages.unknownMnemonic(mnemonic.text, version, this.mnemonics);
        this.report('unknownMnemonic', mnemonic, message, this.mnemonics);
      }
      this.ops.push(line, invalidOpcode, 0, 0, 0);
      return;
    }
    const value = operand ? parseInteger(operand.text) : undefined;
    if (!operand) {
      const name = operation.operands[0]?.name ?? '';
      this.report('missingOperand', mnemonic, listingMessages.missingOperand(operation.mnemonic, name));
    } else if (value === undefined) {
      this.report('notAnInteger', operand, listingMessages.notAnInteger(operand.text));
    } else if (value < minimumInt64 || value > maximumInt64) {
      this.report('doesNotFit', operand, listingMessages.doesNotFit(operand.text));
    }
    if (rest) this.report('tooMuch', rest, listingMessages.tooMuch(rest.text, operation.mnemonic));
    const bits = value ?? 0n;
    const low = Number(BigInt.asUintN(32, bits));
    this.ops.push(line, operation.opcode, low, Number(BigInt.asUintN(32, bits >> 32n)), 0);
  }

  finish(): { readonly program: Program; readonly opLines: Uint32Array } {
    const { opCount } = this.ops;
    const program: Program = {
      ...plainProgram,
      version,
      words: this.ops.words(),
      opCount,
      functions: [wholeProgram(opCount, 1)],
    };
    return { program, opLines: this.ops.lines() };
  }
}
