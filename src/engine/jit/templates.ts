import type { OperationName } from '../isa/operations';
import { frameHeaderWords, frameWords } from '../machine/stack';
import { control } from './controlBlock';
import type { Emission } from './emission';
import {
  cellAddress,
  copyArguments,
  fitsImmediate32,
  get,
  getImmediate,
  jumpBack,
  leaveFrame,
  registerAt,
  set,
  setImmediate,
} from './frames';
import * as x86 from './x86';
import { Register, Shift } from './x86';
import * as control86 from './x86Control';
import { Condition } from './x86Control';
import * as memory from './x86Memory';
import { Arithmetic } from './x86Memory';

/**
 * What one op becomes. The op's index is `at.opIndex`.
 *
 * At the border between two ops the whole state of the machine lies in memory, so that a program can be stopped,
 * looked at, changed and taken over by another engine before any op. Inside of an op rax, rcx, rdx, rsi and rdi are
 * free; rbx is the address of the window of registers, r14 that of the control block, r15 that of the cells.
 *
 * Every template is at least five bytes long: a breakpoint is a `call rel32` in its place.
 * @param a, b, r the words of the op's record (see Program)
 */
export type Template = (at: Emission, a: number, b: number, r: number) => void;

const { rax, rcx, rdx, rbx, r14 } = Register;
const word = 8;

/** The machine code of every operation: this page is the whole instruction selection. */
export const templates: Readonly<Record<OperationName, Template>> = {
  // 48 b8 imm64                  movabs $param,%rax
  RETURN_IMMEDIATE: ({ code }, low, high) => x86.moveImmediate64(code, rax, low, high),

  // mov r,%rax; pop %rbx; leave; ret
  RETURN: (at, _a, _b, r) => {
    get(at, rax, r);
    leaveFrame(at);
  },

  // movq $constant,r             or, where it takes more than 32 bits: movabs $constant,%rax; mov %rax,r
  LOAD_CONST: (at, a, _b, r) => setImmediate(at, r, at.program.constants[a]?.bits ?? 0n),

  // mov a,%rax; mov %rax,r
  LOAD: (at, a, _b, r) => {
    get(at, rax, a);
    set(at, r, rax);
  },

  // mov a,%rax; add b,%rax; mov %rax,r
  ADD: arithmetic(Arithmetic.add),
  SUB: arithmetic(Arithmetic.subtract),
  MUL: (at, a, b, r) => {
    get(at, rax, a);
    memory.multiply(at.code, rax, rbx, registerAt(b));
    set(at, r, rax);
  },
  // The quotient of the smallest integer and -1 does not fit, which the processor takes for a fault: x / -1 is -x.
  DIV: division(rax, (at) => x86.negate(at.code, rax)),
  MOD: division(rdx, (at) => x86.clear(at.code, rdx)),
  AND: arithmetic(Arithmetic.and),
  OR: arithmetic(Arithmetic.or),
  XOR: arithmetic(Arithmetic.xor),
  SHL: shift(Shift.left),
  SHR: shift(Shift.arithmeticRight),

  // mov a,%rcx; xor %eax,%eax; cmp b,%rcx; sete %al; mov %rax,r
  EQUAL: comparison(Condition.equal),
  NOT_EQUAL: comparison(Condition.notEqual),
  LESS: comparison(Condition.less),
  LESS_EQUAL: comparison(Condition.lessOrEqual),
  GREATER: comparison(Condition.greater),
  GREATER_EQUAL: comparison(Condition.greaterOrEqual),

  // jmp target                   backwards: see jumpBack
  JUMP: (at, a) => (a > at.opIndex ? at.jumpToOp(a) : jumpBack(at, a)),
  // cmpq $0,a; jne target        backwards: cmpq $0,a; je next; jumpBack; next:
  JUMP_IF: conditionalJump(Condition.notEqual, Condition.equal),
  JUMP_UNLESS: conditionalJump(Condition.equal, Condition.notEqual),

  CALL: (at, a, b, r) => {
    const { code } = at;
    const callee = at.functionAt(a);
    const window = frameWords(at.functionAt(at.functionIndex));
    // Room for the frame? The host makes the limit 0 to stop a program that only calls.
    memory.loadAddress(code, rax, rbx, registerAt(window));
    memory.loadAddress(code, rcx, rbx, registerAt(window + callee.registerCount));
    memory.combine(code, Arithmetic.compare, rcx, r14, control.stackLimit);
    at.leaveIf(Condition.above, 'callRefused');
    copyArguments(at, b, window, callee.parameterCount);
    setImmediate(at, window - frameHeaderWords, BigInt(at.opIndex));
    at.callReturns[at.opIndex] = at.callFunction(a);
    set(at, r, rax);
  },

  PRINT: (at, a) => {
    const { code } = at;
    memory.load(code, rcx, r14, control.outputCursor);
    memory.combine(code, Arithmetic.compare, rcx, r14, control.outputEnd);
    at.leaveIf(Condition.aboveOrEqual, 'outputFull');
    get(at, rax, a);
    memory.store(code, rcx, 0, rax);
    // Last, because the host reads what was printed while the code runs.
    memory.addToMemory(code, r14, control.outputCursor, word);
  },

  // mov a,%rax; cmp $length,%rax; jae trap; mov cell(%r15,%rax,8),%rax; mov %rax,r
  LOAD_CELL: (at, a, b, r) => {
    const cell = cellAddress(at, a, b);
    memory.loadCell(at.code, rax, cell);
    set(at, r, rax);
  },
  STORE_CELL: (at, a, b, r) => {
    const cell = cellAddress(at, a, b);
    get(at, rcx, r);
    memory.storeCell(at.code, cell, rcx);
  },

  // mov a,%rax; add $constant,%rax; mov %rax,r
  ADD_CONST: arithmeticConstant(Arithmetic.add),
  SUB_CONST: arithmeticConstant(Arithmetic.subtract),
  MUL_CONST: (at, a, b, r) => {
    const value = constantOf(at, b);
    get(at, rax, a);
    if (fitsImmediate32(value)) {
      x86.multiplyImmediate(at.code, rax, Number(value));
    } else {
      getImmediate(at, rcx, value);
      x86.multiplyRegisters(at.code, rax, rcx);
    }
    set(at, r, rax);
  },
  DIV_CONST: division(rax, (at) => x86.negate(at.code, rax), getConstant),
  MOD_CONST: division(rdx, (at) => x86.clear(at.code, rdx), getConstant),
  AND_CONST: arithmeticConstant(Arithmetic.and),
  OR_CONST: arithmeticConstant(Arithmetic.or),
  XOR_CONST: arithmeticConstant(Arithmetic.xor),
  SHL_CONST: shiftConstant(Shift.left),
  SHR_CONST: shiftConstant(Shift.arithmeticRight),

  // mov a,%rcx; xor %eax,%eax; cmp $constant,%rcx; sete %al; mov %rax,r
  EQUAL_CONST: comparisonConstant(Condition.equal),
  NOT_EQUAL_CONST: comparisonConstant(Condition.notEqual),
  LESS_CONST: comparisonConstant(Condition.less),
  LESS_EQUAL_CONST: comparisonConstant(Condition.lessOrEqual),
  GREATER_CONST: comparisonConstant(Condition.greater),
  GREATER_EQUAL_CONST: comparisonConstant(Condition.greaterOrEqual),
};

function constantOf({ program }: Emission, index: number): bigint {
  return program.constants[index]?.bits ?? 0n;
}

/** `movabs $constant,%to` */
function getConstant(at: Emission, to: Register, index: number): void {
  getImmediate(at, to, constantOf(at, index));
}

/** Combines a register of the processor with a constant; one that does not fit into the instruction goes to `spare`. */
function combineConstant(
  at: Emission,
  opcode: Arithmetic,
  to: Register,
  index: number,
  spare: Register,
): void {
  const value = constantOf(at, index);
  if (fitsImmediate32(value)) {
    x86.combineImmediate(at.code, opcode, to, Number(value));
  } else {
    getImmediate(at, spare, value);
    x86.combineRegisters(at.code, opcode, to, spare);
  }
}

function arithmeticConstant(opcode: Arithmetic): Template {
  return (at, a, b, r) => {
    get(at, rax, a);
    combineConstant(at, opcode, rax, b, rcx);
    set(at, r, rax);
  };
}

/** `mov a,%rax; shl $count,%rax; mov %rax,r` */
function shiftConstant(direction: Shift): Template {
  return (at, a, b, r) => {
    get(at, rax, a);
    x86.shiftByImmediate(at.code, direction, rax, Number(constantOf(at, b) & 63n));
    set(at, r, rax);
  };
}

function comparisonConstant(condition: Condition): Template {
  return (at, a, b, r) => {
    get(at, rcx, a);
    x86.clear(at.code, rax);
    combineConstant(at, Arithmetic.compare, rcx, b, rdx);
    control86.setAlIf(at.code, condition);
    set(at, r, rax);
  };
}

function arithmetic(opcode: Arithmetic): Template {
  return (at, a, b, r) => {
    get(at, rax, a);
    memory.combine(at.code, opcode, rax, rbx, registerAt(b));
    set(at, r, rax);
  };
}

/**
 *     mov b,%rcx; test %rcx,%rcx; je trap
 *     mov a,%rax; cmp $-1,%rcx; je minusOne
 *     cqo; idiv %rcx; jmp done
 *     minusOne: …
 *     done: mov %result,r
 */
function division(result: Register, byMinusOne: (at: Emission) => void, getDivisor = get): Template {
  return (at, a, b, r) => {
    const { code } = at;
    getDivisor(at, rcx, b);
    x86.testZero(code, rcx);
    at.leaveIf(Condition.equal, 'divisionByZero');
    get(at, rax, a);
    x86.compareImmediate8(code, rcx, -1);
    const minusOne = control86.jumpShortIf(code, Condition.equal);
    x86.extendRax(code);
    x86.divide(code, rcx);
    const done = control86.jumpShort(code);
    control86.land8(code, minusOne);
    byMinusOne(at);
    control86.land8(code, done);
    set(at, r, result);
  };
}

/** `mov b,%rcx; mov a,%rax; shl %cl,%rax; mov %rax,r` */
function shift(direction: Shift): Template {
  return (at, a, b, r) => {
    get(at, rcx, b);
    get(at, rax, a);
    x86.shiftByCl(at.code, direction, rax);
    set(at, r, rax);
  };
}

function comparison(condition: Condition): Template {
  return (at, a, b, r) => {
    get(at, rcx, a);
    x86.clear(at.code, rax);
    memory.combine(at.code, Arithmetic.compare, rcx, rbx, registerAt(b));
    control86.setAlIf(at.code, condition);
    set(at, r, rax);
  };
}

function conditionalJump(taken: Condition, notTaken: Condition): Template {
  return (at, a, target) => {
    memory.compareWithZero(at.code, rbx, registerAt(a));
    if (target > at.opIndex) {
      at.jumpToOpIf(taken, target);
    } else {
      const next = control86.jumpShortIf(at.code, notTaken);
      jumpBack(at, target);
      control86.land8(at.code, next);
    }
  };
}
