import type { OperationName } from '../isa/operations';
import { frameHeaderWords, frameWords } from '../machine/stack';
import {
  arithmetic,
  arithmeticConstant,
  multiply,
  multiplyConstant,
  shift,
  shiftConstant,
} from './arithmeticTemplates';
import { loadCell, storeCell } from './cellTemplates';
import {
  comparison,
  comparisonConstant,
  jumpIfZero,
  jumpWhen,
  jumpWhenConstant,
} from './comparisonTemplates';
import { control } from './controlBlock';
import { division, divisionByConstant } from './division';
import { copyArguments, jumpBack, leaveFrame } from './frames';
import { constantOf, get, getImmediate, registerAt, set, setImmediate } from './operands';
import type { Template } from './template';
import * as x86 from './x86';
import { Register, Shift } from './x86';
import { Condition } from './x86Control';
import * as memory from './x86Memory';
import { Arithmetic } from './x86Memory';

const { rax, rcx, rbx, r14 } = Register;
const word = 8;

/** The machine code of every operation: this page is the whole instruction selection. */
export const templates: Readonly<Record<OperationName, Template>> = {
  // 48 b8 imm64                  movabs $param,%rax
  RETURN_IMMEDIATE: ({ code }, low, high) => x86.moveImmediate64(code, rax, low, high),

  // mov r,%rax; pop %rbx; pop %rbp; ret
  RETURN: (at, _a, _b, r) => {
    // Before it and not behind: the last bytes of a function are what it is left by.
    if (r === at.taken) x86.nop(at.code, 2);
    get(at, rax, r);
    leaveFrame(at);
  },

  // movq $constant,r             or, where it takes more than 32 bits: movabs $constant,%rax; mov %rax,r
  LOAD_CONST: (at, a, _b, r) => {
    const value = constantOf(at, a);
    if (!at.leaves) {
      setImmediate(at, r, value, rax);
      return;
    }
    getImmediate(at, rax, value);
    set(at, r, rax);
  },

  // mov a,%rax; mov %rax,r
  LOAD: (at, a, _b, r) => {
    get(at, rax, a);
    set(at, r, rax);
  },

  // mov a,%rax; add b,%rax; mov %rax,r
  ADD: arithmetic(Arithmetic.add),
  SUB: arithmetic(Arithmetic.subtract),
  MUL: multiply,
  DIV: division('quotient'),
  MOD: division('remainder'),
  AND: arithmetic(Arithmetic.and),
  OR: arithmetic(Arithmetic.or),
  XOR: arithmetic(Arithmetic.xor),
  SHL: shift(Shift.left),
  SHR: shift(Shift.arithmeticRight),

  // mov a,%rax; cmp b,%rax; sete %al; movzbl %al,%eax; mov %rax,r
  EQUAL: comparison(Condition.equal),
  NOT_EQUAL: comparison(Condition.notEqual),
  LESS: comparison(Condition.less),
  LESS_EQUAL: comparison(Condition.lessOrEqual),
  GREATER: comparison(Condition.greater),
  GREATER_EQUAL: comparison(Condition.greaterOrEqual),

  // jmp target                   backwards: see jumpBack
  JUMP: (at, a) => (a > at.opIndex ? at.jumpToOp(a) : jumpBack(at, a)),
  // cmpq $0,a; jne target        backwards: cmpq $0,a; je next; jumpBack; next:
  JUMP_IF: jumpIfZero(Condition.notEqual),
  JUMP_UNLESS: jumpIfZero(Condition.equal),

  CALL: (at, a, b, r) => {
    const { code } = at;
    const callee = at.functionAt(a);
    const window = frameWords(at.functionAt(at.functionIndex));
    // Room for the frame? The host makes the limit 0 to stop a program that only calls.
    memory.loadAddress(code, rcx, rbx, registerAt(window + callee.registerCount));
    memory.combine(code, Arithmetic.compare, rcx, r14, control.stackLimit);
    at.leaveIf(Condition.above, 'callRefused');
    copyArguments(at, b, window, callee.parameterCount);
    memory.loadAddress(code, rax, rbx, registerAt(window));
    setImmediate(at, window - frameHeaderWords, BigInt(at.opIndex), rcx);
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
    memory.combineImmediate(code, Arithmetic.add, r14, control.outputCursor, word);
  },

  // mov a,%rax; cmp $length,%rax; jae trap; mov cell(%r15,%rax,8),%rax; mov %rax,r
  LOAD_CELL: loadCell,
  STORE_CELL: storeCell,

  // mov a,%rax; add $constant,%rax; mov %rax,r
  ADD_CONST: arithmeticConstant(Arithmetic.add),
  SUB_CONST: arithmeticConstant(Arithmetic.subtract),
  // imul $constant,a,%rax; mov %rax,r
  MUL_CONST: multiplyConstant,
  DIV_CONST: divisionByConstant('quotient'),
  MOD_CONST: divisionByConstant('remainder'),
  AND_CONST: arithmeticConstant(Arithmetic.and),
  OR_CONST: arithmeticConstant(Arithmetic.or),
  XOR_CONST: arithmeticConstant(Arithmetic.xor),
  SHL_CONST: shiftConstant(Shift.left),
  SHR_CONST: shiftConstant(Shift.arithmeticRight),

  // mov a,%rax; cmp $constant,%rax; sete %al; movzbl %al,%eax; mov %rax,r
  EQUAL_CONST: comparisonConstant(Condition.equal),
  NOT_EQUAL_CONST: comparisonConstant(Condition.notEqual),
  LESS_CONST: comparisonConstant(Condition.less),
  LESS_EQUAL_CONST: comparisonConstant(Condition.lessOrEqual),
  GREATER_CONST: comparisonConstant(Condition.greater),
  GREATER_EQUAL_CONST: comparisonConstant(Condition.greaterOrEqual),

  // mov a,%rax; cmp b,%rax; je target
  JUMP_EQUAL: jumpWhen(Condition.equal),
  JUMP_NOT_EQUAL: jumpWhen(Condition.notEqual),
  JUMP_LESS: jumpWhen(Condition.less),
  JUMP_LESS_EQUAL: jumpWhen(Condition.lessOrEqual),
  JUMP_GREATER: jumpWhen(Condition.greater),
  JUMP_GREATER_EQUAL: jumpWhen(Condition.greaterOrEqual),

  // cmpq $constant,a; je target
  JUMP_EQUAL_CONST: jumpWhenConstant(Condition.equal),
  JUMP_NOT_EQUAL_CONST: jumpWhenConstant(Condition.notEqual),
  JUMP_LESS_CONST: jumpWhenConstant(Condition.less),
  JUMP_LESS_EQUAL_CONST: jumpWhenConstant(Condition.lessOrEqual),
  JUMP_GREATER_CONST: jumpWhenConstant(Condition.greater),
  JUMP_GREATER_EQUAL_CONST: jumpWhenConstant(Condition.greaterOrEqual),
};
