import type { Code } from './code';

export type ValueType = 'i32' | 'i64';

/**
 * What leaves one value on the stack of a WebAssembly function. The type is part of TypeScript's type, so that an i32
 * where an i64 belongs does not compile.
 */
export interface Expression<T extends ValueType> {
  readonly type: T;
  emit(code: Code): void;
}

/** A variable of a WebAssembly function; as an expression, its value. */
export interface Local<T extends ValueType> extends Expression<T> {
  readonly index: number;
}

const constant = <T extends ValueType>(type: T, opcode: number, value: bigint): Expression<T> => ({
  type,
  emit: (code) => {
    code.bytes.byte(opcode);
    code.bytes.signed(value);
  },
});

const unary =
  <From extends ValueType, To extends ValueType>(to: To, opcode: number) =>
  (operand: Expression<From>): Expression<To> => ({
    type: to,
    emit: (code) => {
      operand.emit(code);
      code.bytes.byte(opcode);
    },
  });

const binary =
  <From extends ValueType, To extends ValueType>(to: To, opcode: number) =>
  (left: Expression<From>, right: Expression<From>): Expression<To> => ({
    type: to,
    emit: (code) => {
      left.emit(code);
      right.emit(code);
      code.bytes.byte(opcode);
    },
  });

/** @param alignment the power of two that the address is a multiple of: a hint, as the format asks for it */
const load =
  <T extends ValueType>(type: T, opcode: number, alignment: number) =>
  (address: Expression<'i32'>, offset = 0): Expression<T> => ({
    type,
    emit: (code) => {
      address.emit(code);
      code.bytes.byte(opcode);
      code.bytes.unsigned(alignment);
      code.bytes.unsigned(offset);
    },
  });

/** Instructions that give 32 bits, with their opcodes. */
export const i32 = {
  constant: (value: number) => constant('i32', 0x41, BigInt(value | 0)),
  load: load('i32', 0x28, 2),
  load16: load('i32', 0x2f, 1),
  isZero: unary<'i32', 'i32'>('i32', 0x45),
  equal: binary<'i32', 'i32'>('i32', 0x46),
  notEqual: binary<'i32', 'i32'>('i32', 0x47),
  less: binary<'i32', 'i32'>('i32', 0x48),
  lessUnsigned: binary<'i32', 'i32'>('i32', 0x49),
  greaterUnsigned: binary<'i32', 'i32'>('i32', 0x4b),
  add: binary<'i32', 'i32'>('i32', 0x6a),
  subtract: binary<'i32', 'i32'>('i32', 0x6b),
  shiftLeft: binary<'i32', 'i32'>('i32', 0x74),
  shiftRightUnsigned: binary<'i32', 'i32'>('i32', 0x76),
  /** The lower 32 of 64 bits. */
  wrap: unary<'i64', 'i32'>('i32', 0xa7),
} as const;

/** Instructions over 64 bits, with their opcodes. Comparisons give an i32. */
export const i64 = {
  constant: (value: bigint) => constant('i64', 0x42, value),
  load: load('i64', 0x29, 3),
  isZero: unary<'i64', 'i32'>('i32', 0x50),
  equal: binary<'i64', 'i32'>('i32', 0x51),
  notEqual: binary<'i64', 'i32'>('i32', 0x52),
  less: binary<'i64', 'i32'>('i32', 0x53),
  greater: binary<'i64', 'i32'>('i32', 0x55),
  lessOrEqual: binary<'i64', 'i32'>('i32', 0x57),
  greaterOrEqual: binary<'i64', 'i32'>('i32', 0x59),
  greaterOrEqualUnsigned: binary<'i64', 'i32'>('i32', 0x5a),
  add: binary<'i64', 'i64'>('i64', 0x7c),
  subtract: binary<'i64', 'i64'>('i64', 0x7d),
  multiply: binary<'i64', 'i64'>('i64', 0x7e),
  divide: binary<'i64', 'i64'>('i64', 0x7f),
  remainder: binary<'i64', 'i64'>('i64', 0x81),
  and: binary<'i64', 'i64'>('i64', 0x83),
  or: binary<'i64', 'i64'>('i64', 0x84),
  xor: binary<'i64', 'i64'>('i64', 0x85),
  shiftLeft: binary<'i64', 'i64'>('i64', 0x86),
  shiftRight: binary<'i64', 'i64'>('i64', 0x87),
  extend: unary<'i32', 'i64'>('i64', 0xac),
  extendUnsigned: unary<'i32', 'i64'>('i64', 0xad),
} as const;
