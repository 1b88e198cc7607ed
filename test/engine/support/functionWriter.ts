import { operations, type OperationName } from '../../../src/engine/isa/operations';

/** The four words of an op: `| opcode | a | b | r |`. */
export type OpRecord = [opcode: number, a: number, b: number, r: number];

/** A place in a function to jump to; known once it is placed. Unit: ops from the start of the program. */
export interface Label {
  opIndex: number | undefined;
}

interface Fixup {
  readonly record: OpRecord;
  readonly slot: 1 | 2 | 3;
  readonly label: Label;
}

/** Writes the ops of one function, forward jumps included. */
export class FunctionWriter {
  private readonly records: OpRecord[] = [];
  private readonly fixups: Fixup[] = [];

  /** @param firstOp index in the program of the function's first op */
  constructor(readonly firstOp: number) {}

  /** How many ops there are so far. */
  get opCount(): number {
    return this.records.length;
  }

  op(name: OperationName, { a = 0, b = 0, r = 0 }: { a?: number; b?: number; r?: number }): void {
    this.records.push([operations[name].opcode, a, b, r]);
  }

  jump(label: Label): void {
    this.branch(['JUMP', 0, 1], label);
  }

  jumpIf(register: number, label: Label): void {
    this.branch(['JUMP_IF', register, 2], label);
  }

  jumpUnless(register: number, label: Label): void {
    this.branch(['JUMP_UNLESS', register, 2], label);
  }

  /** Jumps if the comparison holds of register a and register or constant b. */
  jumpWhen(name: OperationName, a: number, b: number, label: Label): void {
    this.branch([name, a, 3], label, b);
  }

  /** The label stands before the op that is written next. */
  place(label: Label): void {
    label.opIndex = this.firstOp + this.records.length;
  }

  /** All ops, jumps resolved. @throws Error when a label was jumped to and never placed */
  finish(): OpRecord[] {
    for (const { record, slot, label } of this.fixups) {
      if (label.opIndex === undefined) throw new Error('A jump leads nowhere.');
      record[slot] = label.opIndex;
    }
    return this.records;
  }

  private branch(
    [name, a, slot]: [name: OperationName, a: number, slot: Fixup['slot']],
    label: Label,
    b = 0,
  ): void {
    const record: OpRecord = [operations[name].opcode, a, b, 0];
    this.records.push(record);
    this.fixups.push({ record, slot, label });
  }
}
