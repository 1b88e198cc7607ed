import type { OperandSlot } from '../isa/operations';
import { stopCodes, type MachineStop, type Trap } from '../machine/stop';
import { header, record, recordBytes, type RecordField } from './layout';
import type { Code } from './wasm/code';
import { i32, i64, type Expression, type Local } from './wasm/expression';

export type Value32 = Expression<'i32'>;
export type Value64 = Expression<'i64'>;

/** The variables of the generated function that hold the machine's state while it runs. */
export interface MachineLocals {
  /** Address of the record of the running op. */
  readonly position: Local<'i32'>;
  /** Address of register 0 of the running function. */
  readonly window: Local<'i32'>;
}

/** How the generated function goes on after an op: what makes the difference between `run` and `step`. */
export interface Flow {
  /** To the op whose record `position` points to now. */
  proceed(): void;
  /** Counts a backward jump or a call, after `position` was set, and may stop the machine there. */
  count(): void;
  /** Out of the generated function; the op at `position` is the next one. */
  leave(stop: MachineStop): void;
}

/** The words in which the meaning of an op is written: each method emits its WebAssembly. */
export class OpEmitter {
  constructor(
    readonly code: Code,
    readonly machine: MachineLocals,
    private readonly flow: Flow,
    /** Whether this handler is for jumps to the op itself or one before it. */
    private readonly isBackward: boolean,
  ) {}

  /** A field of the record of the running op. */
  field(name: RecordField): Value32 {
    return i32.load(this.machine.position, record[name]);
  }

  /** The 64-bit value in the record of the running op. */
  get immediate(): Value64 {
    return i64.load(this.machine.position, record.value);
  }

  /** What the register holds whose offset is in a word of the record. */
  register(slot: OperandSlot): Value64 {
    return i64.load(this.registerAddress(slot));
  }

  setRegister(slot: OperandSlot, value: Value64): void {
    this.code.store64(this.registerAddress(slot), value);
  }

  /** Computes a value once, to be used more than once. */
  let64(value: Value64): Local<'i64'> {
    const local = this.code.local('i64');
    this.code.set(local, value);
    return local;
  }

  /** Computes a value once, to be used more than once. */
  let32(value: Value32): Local<'i32'> {
    const local = this.code.local('i32');
    this.code.set(local, value);
    return local;
  }

  /** On to the following op. */
  next(): void {
    this.code.set(this.machine.position, i32.add(this.machine.position, i32.constant(recordBytes)));
    this.flow.proceed();
  }

  /** On to the following op, but the machine stops before it. */
  nextAndStop(stop: MachineStop): void {
    this.code.set(this.machine.position, i32.add(this.machine.position, i32.constant(recordBytes)));
    this.flow.leave(stop);
  }

  /** On to the op whose record has this address, which a jump names. */
  jump(target: Value32): void {
    this.code.set(this.machine.position, target);
    if (this.isBackward) this.flow.count();
    this.flow.proceed();
  }

  /** On to the first op of a function. */
  enter(entry: Value32): void {
    this.code.set(this.machine.position, entry);
    this.flow.count();
    this.flow.proceed();
  }

  /** Ends the program. */
  end(result: Value64): void {
    const nowhere = i32.constant(0);
    this.code.store64(nowhere, result, header.result);
    this.code.set(this.machine.position, i32.load(nowhere, header.end));
    this.flow.leave('ended');
  }

  stop(stop: MachineStop): void {
    this.flow.leave(stop);
  }

  stopIf(condition: Value32, stop: MachineStop): void {
    this.code.if(condition, () => this.flow.leave(stop));
  }

  /** To be emitted before the op changes anything: what traps has done nothing. */
  trapIf(condition: Value32, trap: Trap): void {
    this.stopIf(condition, trap);
  }

  private registerAddress(slot: OperandSlot): Value32 {
    return i32.add(this.machine.window, this.field(slot));
  }
}

/** The number of a stop as a value of the generated code. */
export const stopValue = (stop: MachineStop): Value32 => i32.constant(stopCodes[stop]);
