import type { OperationName } from '../isa/operations';
import {
  header,
  outputCapacity,
  outputStart,
  recordShift,
  recordsStart,
  stackEnd,
  wordBytes,
} from './layout';
import type { OpEmitter, Value32, Value64 } from './opEmitter';
import { i32, i64 } from './wasm/expression';

/** Emits what an op does, and where the machine goes on. */
export type Meaning = (op: OpEmitter) => void;

/** Where the right operand of an op comes from: a register, or the value in its own record. */
type RightOperand = (op: OpEmitter) => Value64;
const inRegister: RightOperand = (op) => op.register('b');
const inRecord: RightOperand = (op) => op.immediate;

type Combine = (a: Value64, b: Value64) => Value64;

const binary =
  (combine: Combine, right = inRegister): Meaning =>
  (op) => {
    op.setRegister('r', combine(op.register('a'), right(op)));
    op.next();
  };

const truthOf =
  (compare: (a: Value64, b: Value64) => Value32): Combine =>
  (a, b) =>
    i64.extendUnsigned(compare(a, b));

const jumpWhen =
  (compare: (a: Value64, b: Value64) => Value32, right = inRegister): Meaning =>
  (op) => {
    op.code.if(compare(op.register('a'), right(op)), () => op.jump(op.field('r')));
    op.next();
  };

const division =
  (right = inRegister): Meaning =>
  (op) => {
    const divisor = op.let64(right(op));
    op.trapIf(i64.isZero(divisor), 'divisionByZero');
    // WebAssembly traps where the smallest integer is divided by -1; to negate it wraps around.
    op.code.if(
      i64.equal(divisor, i64.constant(-1n)),
      () => op.setRegister('r', i64.subtract(i64.constant(0n), op.register('a'))),
      () => op.setRegister('r', i64.divide(op.register('a'), divisor)),
    );
    op.next();
  };

const remainder =
  (right = inRegister): Meaning =>
  (op) => {
    const divisor = op.let64(right(op));
    op.trapIf(i64.isZero(divisor), 'divisionByZero');
    op.setRegister('r', i64.remainder(op.register('a'), divisor));
    op.next();
  };

/** The meaning of every operation: with the two tables below it, this page is the whole machine. */
export const semantics: Readonly<Record<OperationName, Meaning>> = {
  RETURN_IMMEDIATE: (op) => {
    op.setRegister('r', op.immediate);
    op.next();
  },

  RETURN: (op) => {
    const { position, window } = op.machine;
    const value = op.let64(op.register('r'));
    const caller = op.let32(i32.load(i32.subtract(window, i32.constant(wordBytes))));
    // Back in the record of the CALL, whose r takes the value.
    const goBack = (call: Value32): void => {
      const callerRecord = i32.shiftLeft(call, i32.constant(recordShift));
      op.code.set(position, i32.add(callerRecord, i32.constant(recordsStart)));
      op.code.set(window, i32.subtract(window, op.field('frameBytes')));
      op.setRegister('r', value);
    };
    op.code.if(i32.less(caller, i32.constant(0)), () => {
      op.code.if(i32.equal(caller, i32.constant(-1)), () => op.end(value));
      // A marked frame, see `markedCaller`.
      goBack(i32.subtract(i32.constant(-2), caller));
      op.nextAndStop('returned');
    });
    goBack(caller);
    op.next();
  },

  LOAD_CONST: (op) => {
    op.setRegister('r', op.immediate);
    op.next();
  },

  LOAD: (op) => {
    op.setRegister('r', op.register('a'));
    op.next();
  },

  ADD: binary(i64.add),
  SUB: binary(i64.subtract),
  MUL: binary(i64.multiply),

  DIV: division(),
  MOD: remainder(),

  AND: binary(i64.and),
  OR: binary(i64.or),
  XOR: binary(i64.xor),
  // WebAssembly takes the lower six bits of a shift count itself.
  SHL: binary(i64.shiftLeft),
  SHR: binary(i64.shiftRight),

  EQUAL: binary(truthOf(i64.equal)),
  NOT_EQUAL: binary(truthOf(i64.notEqual)),
  LESS: binary(truthOf(i64.less)),
  LESS_EQUAL: binary(truthOf(i64.lessOrEqual)),
  GREATER: binary(truthOf(i64.greater)),
  GREATER_EQUAL: binary(truthOf(i64.greaterOrEqual)),

  JUMP: (op) => op.jump(op.field('a')),

  JUMP_IF: (op) => {
    op.code.if(i64.notEqual(op.register('a'), i64.constant(0n)), () => op.jump(op.field('b')));
    op.next();
  },

  JUMP_UNLESS: (op) => {
    op.code.if(i64.isZero(op.register('a')), () => op.jump(op.field('b')));
    op.next();
  },

  CALL: (op) => {
    const { position, window } = op.machine;
    const callee = op.let32(i32.add(window, op.field('frameBytes')));
    const registersEnd = op.let32(i32.add(callee, op.field('registerBytes')));
    op.trapIf(i32.greaterUnsigned(registersEnd, i32.constant(stackEnd)), 'stackTooDeep');
    const opIndex = i32.shiftRightUnsigned(
      i32.subtract(position, i32.constant(recordsStart)),
      i32.constant(recordShift),
    );
    op.code.store64(i32.subtract(callee, i32.constant(wordBytes)), i64.extend(opIndex));

    const source = op.let32(i32.add(window, op.field('b')));
    const target = op.let32(callee);
    const argumentsEnd = op.let32(i32.add(callee, op.field('parameterBytes')));
    forEachWord(op, target, argumentsEnd, () => {
      op.code.store64(target, i64.load(source));
      op.code.set(source, i32.add(source, i32.constant(wordBytes)));
    });
    forEachWord(op, target, registersEnd, () => op.code.store64(target, i64.constant(0n)));

    op.code.set(window, callee);
    op.enter(op.field('entry'));
  },

  PRINT: (op) => {
    const nowhere = i32.constant(0);
    const count = op.let32(i32.load(nowhere, header.outputCount));
    op.stopIf(i32.equal(count, i32.constant(outputCapacity)), 'outputFull');
    op.code.store64(i32.shiftLeft(count, i32.constant(3)), op.register('a'), outputStart);
    op.code.store32(nowhere, i32.add(count, i32.constant(1)), header.outputCount);
    op.next();
  },

  LOAD_CELL: (op) => {
    const address = cellAddress(op);
    op.setRegister('r', i64.load(address));
    op.next();
  },

  STORE_CELL: (op) => {
    const address = cellAddress(op);
    op.code.store64(address, op.register('r'));
    op.next();
  },

  ADD_CONST: binary(i64.add, inRecord),
  SUB_CONST: binary(i64.subtract, inRecord),
  MUL_CONST: binary(i64.multiply, inRecord),
  DIV_CONST: division(inRecord),
  MOD_CONST: remainder(inRecord),
  AND_CONST: binary(i64.and, inRecord),
  OR_CONST: binary(i64.or, inRecord),
  XOR_CONST: binary(i64.xor, inRecord),
  SHL_CONST: binary(i64.shiftLeft, inRecord),
  SHR_CONST: binary(i64.shiftRight, inRecord),
  EQUAL_CONST: binary(truthOf(i64.equal), inRecord),
  NOT_EQUAL_CONST: binary(truthOf(i64.notEqual), inRecord),
  LESS_CONST: binary(truthOf(i64.less), inRecord),
  LESS_EQUAL_CONST: binary(truthOf(i64.lessOrEqual), inRecord),
  GREATER_CONST: binary(truthOf(i64.greater), inRecord),
  GREATER_EQUAL_CONST: binary(truthOf(i64.greaterOrEqual), inRecord),
  JUMP_EQUAL: jumpWhen(i64.equal),
  JUMP_NOT_EQUAL: jumpWhen(i64.notEqual),
  JUMP_LESS: jumpWhen(i64.less),
  JUMP_LESS_EQUAL: jumpWhen(i64.lessOrEqual),
  JUMP_GREATER: jumpWhen(i64.greater),
  JUMP_GREATER_EQUAL: jumpWhen(i64.greaterOrEqual),
  JUMP_EQUAL_CONST: jumpWhen(i64.equal, inRecord),
  JUMP_NOT_EQUAL_CONST: jumpWhen(i64.notEqual, inRecord),
  JUMP_LESS_CONST: jumpWhen(i64.less, inRecord),
  JUMP_LESS_EQUAL_CONST: jumpWhen(i64.lessOrEqual, inRecord),
  JUMP_GREATER_CONST: jumpWhen(i64.greater, inRecord),
  JUMP_GREATER_EQUAL_CONST: jumpWhen(i64.greaterOrEqual, inRecord),
};

/** What the machine does at a record that stands for no op of the program, or not only for one. */
export const machineMeanings = {
  BREAKPOINT: (op) => op.stop('breakpoint'),
  /** Behind the last op: a program that comes here returned nothing. */
  END: (op) => op.end(i64.constant(0n)),
  /** Behind the last op of version 1, where the last value of register 0 counts. */
  END_WITH_RESULT: (op) => op.end(i64.load(op.machine.window)),
} as const satisfies Record<string, Meaning>;

/** The address of cell a of an array; traps when the array has no such cell. */
function cellAddress(op: OpEmitter): Value32 {
  const index = op.let64(op.register('a'));
  // As an unsigned number a negative index is a big one.
  op.trapIf(i64.greaterOrEqualUnsigned(index, i64.extendUnsigned(op.field('length'))), 'cellOutOfRange');
  return i32.add(op.field('cells'), i32.shiftLeft(i32.wrap(index), i32.constant(3)));
}

/** A loop over words of memory: moves `address` on until it is `end`. */
function forEachWord(
  op: OpEmitter,
  address: ReturnType<OpEmitter['let32']>,
  end: Value32,
  body: () => void,
): void {
  op.code.block((done) => {
    op.code.branchIf(i32.equal(address, end), done);
    op.code.loop((again) => {
      body();
      op.code.set(address, i32.add(address, i32.constant(wordBytes)));
      op.code.branchIf(i32.notEqual(address, end), again);
    });
  });
}
