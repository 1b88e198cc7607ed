import { ByteWriter } from './byteWriter';
import type { Expression, Local, ValueType } from './expression';

/** A block or loop that is open; a branch to a block leaves it, a branch to a loop begins it again. */
export interface Label {
  /** How many blocks were open around it. */
  readonly depth: number;
}

/** A block, loop or if that leaves no value. */
const noValue = 0x40;

const valueTypes: Readonly<Record<ValueType, number>> = { i32: 0x7f, i64: 0x7e };

/** The encoding of a type of value. */
export const valueTypeByte = (type: ValueType): number => valueTypes[type];

/**
 * Writes the body of one function of a WebAssembly module: structured statements here, values in `expression.ts`.
 * Names follow WebAssembly's.
 */
export class Code {
  readonly bytes = new ByteWriter();
  private readonly localTypes: ValueType[] = [];
  private openBlocks = 0;

  /** @param parameterCount how many values the function is called with; they are its first locals */
  constructor(private readonly parameterCount: number) {}

  /** A new variable, 0 at first. */
  local<T extends ValueType>(type: T): Local<T> {
    this.localTypes.push(type);
    return localAt(type, this.parameterCount + this.localTypes.length - 1);
  }

  /** One of the values that the function is called with. */
  parameter<T extends ValueType>(type: T, index: number): Local<T> {
    return localAt(type, index);
  }

  set<T extends ValueType>(local: Local<T>, value: Expression<T>): void {
    value.emit(this);
    this.bytes.byte(0x21);
    this.bytes.unsigned(local.index);
  }

  store32(address: Expression<'i32'>, value: Expression<'i32'>, offset = 0): void {
    this.store(address, value, 0x36, 2, offset);
  }

  store64(address: Expression<'i32'>, value: Expression<'i64'>, offset = 0): void {
    this.store(address, value, 0x37, 3, offset);
  }

  block(body: (end: Label) => void): void {
    this.structure(0x02, body);
  }

  loop(body: (again: Label) => void): void {
    this.structure(0x03, body);
  }

  if(condition: Expression<'i32'>, then: () => void, otherwise?: () => void): void {
    condition.emit(this);
    this.structure(0x04, () => {
      then();
      if (!otherwise) return;
      this.bytes.byte(0x05);
      otherwise();
    });
  }

  branch(label: Label): void {
    this.bytes.byte(0x0c);
    this.bytes.unsigned(this.distance(label));
  }

  branchIf(condition: Expression<'i32'>, label: Label): void {
    condition.emit(this);
    this.bytes.byte(0x0d);
    this.bytes.unsigned(this.distance(label));
  }

  /**
   * Goes on with one of several bodies. None may fall through to the next: each ends with a branch.
   * @param selector index of the body; the last one also stands for every index beyond
   */
  select(selector: Expression<'i32'>, bodies: readonly (() => void)[]): void {
    // As many blocks as bodies, one in the other; to leave the innermost is to begin the first body.
    for (let opened = 0; opened < bodies.length; opened++) this.open(0x02);
    selector.emit(this);
    this.bytes.byte(0x0e);
    this.bytes.unsigned(bodies.length - 1);
    bodies.forEach((_, index) => this.bytes.unsigned(index));
    for (const body of bodies) {
      this.close();
      body();
    }
  }

  return(value: Expression<'i32'>): void {
    value.emit(this);
    this.bytes.byte(0x0f);
  }

  /** Whatever comes here is a defect: WebAssembly stops the function. */
  unreachable(): void {
    this.bytes.byte(0x00);
  }

  /** Locals, instructions and the end, as a module's code section holds them. */
  finish(): readonly number[] {
    const body = new ByteWriter();
    body.unsigned(this.localTypes.length);
    for (const type of this.localTypes) {
      body.unsigned(1);
      body.byte(valueTypes[type]);
    }
    body.raw(this.bytes.finish());
    body.byte(0x0b);
    return body.finish();
  }

  private store(
    address: Expression<'i32'>,
    value: Expression<ValueType>,
    opcode: number,
    alignment: number,
    offset: number,
  ): void {
    address.emit(this);
    value.emit(this);
    this.bytes.byte(opcode);
    this.bytes.unsigned(alignment);
    this.bytes.unsigned(offset);
  }

  private structure(opcode: number, body: (label: Label) => void): void {
    const label = { depth: this.openBlocks };
    this.open(opcode);
    body(label);
    this.close();
  }

  private open(opcode: number): void {
    this.bytes.byte(opcode);
    this.bytes.byte(noValue);
    this.openBlocks++;
  }

  private close(): void {
    this.bytes.byte(0x0b);
    this.openBlocks--;
  }

  /** How a branch names its target: how many open blocks lie between. */
  private distance(label: Label): number {
    return this.openBlocks - 1 - label.depth;
  }
}

function localAt<T extends ValueType>(type: T, index: number): Local<T> {
  return {
    type,
    index,
    emit: (code) => {
      code.bytes.byte(0x20);
      code.bytes.unsigned(index);
    },
  };
}
