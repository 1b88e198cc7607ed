import { wordsPerOp } from '../format/program';
import { slotIndexes } from '../format/slots';
import { operationByMnemonic, operationsOf, type NamedOperation } from '../isa/lookup';
import { invalidOpcode, type FormatVersion, type Operand } from '../isa/operations';
import { lacksDot, readDirective } from './directives';
import { parseRegister } from './directiveReader';
import { Draft } from './draft';
import { maximumInt64, minimumInt64, parseInteger } from './integer';
import type { LinePart } from './line';
import { listingMessages } from './messages';
import type { ListingProblem, ListingProblemCode } from './problems';
import { References, type ReferenceKind } from './references';
import { operandsOf, splitStatement, type Statement } from './statement';

const unusedPattern = /^([abr])=(\S+)$/;
const placePattern = /^@(\d{1,10}):(\d{1,10})$/;
const largestWord = 0xffff_ffff;

/** Reads the lines of a listing of version 2 or 3, below its `.version`. Never throws. */
export class LaterParser {
  readonly draft: Draft;
  readonly references: References;
  private readonly mnemonics: readonly string[];
  /** The record of the op that is read: opcode, a, b, r. */
  private readonly record = new Uint32Array(wordsPerOp);
  private line = 0;

  /** @param versionLine, versionPart where `.version` stands */
  constructor(
    version: Exclude<FormatVersion, 1>,
    versionLine: number,
    versionPart: LinePart,
    problems: ListingProblem[],
  ) {
    this.draft = new Draft(version, versionLine, versionPart, problems);
    this.references = new References(this.draft);
    this.mnemonics = operationsOf(version).map(({ mnemonic }) => mnemonic);
  }

  /**
   * Reads one line.
   * @param code without its comment
   * @param line its number, from 1
   */
  readLine(code: string, line: number): void {
    this.line = line;
    const statement = splitStatement(code);
    const { labels, head, place } = statement;
    for (const label of labels) this.readLabel(label);
    if (head?.text.startsWith('.')) this.readDirective(statement, head);
    else if (head) this.readOp(statement, head);
    else if (place) this.report(place, 'misplaced', listingMessages.placeWithoutOp());
  }

  private readDirective(statement: Statement, head: LinePart): void {
    const { place } = statement;
    if (place) this.report(place, 'misplaced', listingMessages.placeWithoutOp());
    readDirective(this.draft, this.line, head, statement);
  }

  private readLabel(part: LinePart): void {
    if (this.draft.version === 2) this.report(part, 'misplaced', listingMessages.noLabels());
    else this.draft.waitingLabels.push({ line: this.line, part });
  }

  private readOp(statement: Statement, head: LinePart): void {
    const { draft, record } = this;
    const { rest, place } = statement;
    const operation = operationByMnemonic(draft.version, head.text);
    if (!operation && lacksDot(head.text, draft.version)) {
      this.readDirective(statement, head);
      return;
    }
    record.fill(0);
    if (draft.version === 3 && draft.functions.length === 0) {
      this.report(head, 'misplaced', listingMessages.outsideFunction(head.text));
    }
    if (!operation) {
      const message = listingMessages.unknownMnemonic(head.text, draft.version, this.mnemonics);
      this.report(head, 'unknownMnemonic', message, this.mnemonics);
      record[0] = invalidOpcode;
    } else {
      record[0] = operation.opcode;
      this.readOperands(operation, head, rest);
    }
    const opIndex = draft.ops.opCount;
    if (place) this.readPlace(place, opIndex);
    this.giveLabels(opIndex);
    draft.ops.push(this.line, record[0], record[1] ?? 0, record[2] ?? 0, record[3] ?? 0);
  }

  private readOperands(operation: NamedOperation, head: LinePart, rest: readonly LinePart[]): void {
    const { operands, mnemonic } = operation;
    const { parts, misplaced } = operandsOf(rest);
    if (misplaced) {
      this.report(misplaced, 'commaExpected', listingMessages.commaExpected(misplaced.text));
      return;
    }
    for (const [index, operand] of operands.entries()) {
      const part = parts[index];
      if (!part || (part.text.includes('=') && unusedPattern.test(part.text))) {
        const names = operands.map(({ name }) => name);
        this.report(head, 'missingOperand', listingMessages.missingOperands(mnemonic, names, index));
        return;
      }
      this.readOperand(operand, part);
    }
    for (let index = operands.length; index < parts.length; index++) {
      const part = parts[index];
      if (part) this.readUnused(operation, part, parts.slice(operands.length, index));
    }
  }

  private readOperand({ kind, name, slot }: Operand, part: LinePart): void {
    switch (kind) {
      case 'source':
      case 'destination':
      case 'arguments': {
        const register = parseRegister(part.text);
        if (register === undefined) {
          this.report(part, 'notARegister', listingMessages.notARegister(part.text, name));
        }
        this.record[slotIndexes[slot]] = register ?? 0;
        return;
      }
      case 'target':
      case 'function':
      case 'array': {
        this.refer(kind, slotIndexes[slot], part);
        return;
      }
      case 'constant': {
        // Names are far more frequent, and a name begins with no digit.
        const literal = /^[-+\d]/.test(part.text) ? parseInteger(part.text) : undefined;
        if (literal !== undefined && (literal < minimumInt64 || literal > maximumInt64)) {
          this.report(part, 'doesNotFit', listingMessages.doesNotFit(part.text));
          return;
        }
        this.refer(literal === undefined ? kind : 'literal', slotIndexes[slot], part);
        return;
      }
      case 'immediate':
        return undefined;
    }
  }

  private refer(kind: ReferenceKind, slotIndex: number, part: LinePart): void {
    const { ops, functions } = this.draft;
    // Before the first function there is none whose labels could be meant; that the op is misplaced is said already.
    const functionIndex = Math.max(0, functions.length - 1);
    this.references.add(kind, ops.opCount * wordsPerOp + slotIndex, functionIndex, this.line, part);
  }

  /**
   * A word of the record that means nothing, `a=7`: only where no operand has that word.
   * @param before the words of this op that were read already
   */
  private readUnused(
    { mnemonic, operands }: NamedOperation,
    part: LinePart,
    before: readonly LinePart[],
  ): void {
    const [, slot = '', digits = ''] = unusedPattern.exec(part.text) ?? [];
    const isFree =
      slot !== '' &&
      !operands.some((operand) => operand.slot === slot) &&
      !before.some(({ text }) => text.startsWith(`${slot}=`));
    const value = parseInteger(digits);
    if (!isFree || value === undefined || value < 0n || value > BigInt(largestWord)) {
      this.report(part, 'tooMuch', listingMessages.tooMuch(part.text, mnemonic));
      return;
    }
    this.record[slot === 'a' ? slotIndexes.a : slot === 'b' ? slotIndexes.b : slotIndexes.r] = Number(value);
  }

  private readPlace(part: LinePart, opIndex: number): void {
    const [, line = '', column = ''] = placePattern.exec(part.text) ?? [];
    if (this.draft.version === 2) {
      this.report(part, 'misplaced', listingMessages.noPlaces());
    } else if (line === '' || Number(line) > largestWord || Number(column) > largestWord) {
      this.report(part, 'badPlace', listingMessages.badPlace(part.text));
    } else {
      this.draft.places.set(opIndex, Number(line), Number(column));
    }
  }

  private giveLabels(opIndex: number): void {
    const { draft } = this;
    const labels = draft.functions.at(-1)?.labels;
    for (const { line, part } of draft.waitingLabels) {
      if (labels) draft.define(labels, 'label', line, part, opIndex);
    }
    if (draft.waitingLabels.length > 0) draft.waitingLabels = [];
  }

  private report(part: LinePart, code: ListingProblemCode, message: string, known?: readonly string[]): void {
    this.draft.report(this.line, part, code, message, known);
  }
}
