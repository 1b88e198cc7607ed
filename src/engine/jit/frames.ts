import type { FunctionDefinition } from '../format/program';
import type { CodeBuffer } from './codeBuffer';
import { control } from './controlBlock';
import type { Emission } from './emission';
import * as x86 from './x86';
import { Register } from './x86';
import { Condition } from './x86Control';
import * as memory from './x86Memory';

/**
 * Registers and frames of the machine, in versions 2 and 3. Every native frame is what a textbook shows:
 *
 *     return address │ rbp of the caller │ rbx of the caller
 *                      ▲ rbp
 */
const { rax, rcx, rbx, rbp, rsp, rsi, rdi, r14 } = Register;

/** Up to so many words are written one by one; `rep` takes about thirty cycles to get going. */
const wordsOneByOne = 12;

/** Where a register of the machine lies, from rbx. Unit: bytes. */
export const registerAt = (register: number): number => 8 * register;

/** `mov register(%rbx),%to` */
export function get({ code }: Emission, to: Register, register: number): void {
  memory.load(code, to, rbx, registerAt(register));
}

/** `mov %from,register(%rbx)` */
export function set({ code }: Emission, register: number, from: Register): void {
  memory.store(code, rbx, registerAt(register), from);
}

/** Whether an immediate of 32 bits, extended with its sign, is the value. */
export const fitsImmediate32 = (value: bigint): boolean => value === BigInt.asIntN(32, value);

/** `movabs $value,%to` */
export function getImmediate({ code }: Emission, to: Register, value: bigint): void {
  const high = Number(BigInt.asUintN(32, value >> 32n));
  x86.moveImmediate64(code, to, Number(BigInt.asUintN(32, value)), high);
}

/** A register becomes a value that is known already. */
export function setImmediate(at: Emission, register: number, value: bigint): void {
  if (fitsImmediate32(value)) {
    memory.storeImmediate(at.code, rbx, registerAt(register), Number(value));
    return;
  }
  getImmediate(at, rax, value);
  set(at, register, rax);
}

/**
 * A jump backwards, where every loop comes by: stops there when the host wants a pause, as if the jump was done.
 *
 *     cmpl $0,pauseRequested(%r14); je target; jmp stub
 */
export function jumpBack(at: Emission, target: number): void {
  memory.compare32WithZero(at.code, r14, control.pauseRequested);
  at.jumpToOpIf(Condition.equal, target);
  at.leave('paused', target);
}

/**
 * Checks the index of a cell, which goes to rax. Compared without sign, what is below 0 is too large as well.
 * @returns the displacement of the cell from r15 + 8 * rax
 */
export function cellAddress(at: Emission, indexRegister: number, arrayIndex: number): number {
  const { length, firstCell } = at.arrayAt(arrayIndex);
  get(at, rax, indexRegister);
  x86.compareRaxImmediate(at.code, length);
  at.leaveIf(Condition.aboveOrEqual, 'cellOutOfRange');
  return 8 * firstCell;
}

/** Copies registers to the first ones of another window. rax stays as it is. */
export function copyArguments(at: Emission, first: number, window: number, count: number): void {
  const { code } = at;
  if (count > wordsOneByOne) {
    memory.loadAddress(code, rsi, rbx, registerAt(first));
    memory.loadAddress(code, rdi, rbx, registerAt(window));
    x86.moveImmediate32(code, rcx, count);
    x86.repeatMoveWords(code);
    return;
  }
  for (let index = 0; index < count; index++) {
    get(at, rcx, first + index);
    set(at, window + index, rcx);
  }
}

/**
 * How a function begins; the caller leaves the new window in rax. The registers that are no parameters become 0.
 *
 *     push %rbp; mov %rsp,%rbp; push %rbx; mov %rax,%rbx
 */
export function enterFrame(at: Emission, { parameterCount, registerCount }: FunctionDefinition): void {
  const { code } = at;
  x86.push(code, rbp);
  x86.move(code, rbp, rsp);
  x86.push(code, rbx);
  x86.move(code, rbx, rax);
  const count = registerCount - parameterCount;
  if (count > wordsOneByOne) {
    x86.clear(code, rax);
    memory.loadAddress(code, rdi, rbx, registerAt(parameterCount));
    x86.moveImmediate32(code, rcx, count);
    x86.repeatStoreWords(code);
  } else {
    clearRegisters(code, parameterCount, registerCount);
  }
}

/** Two at a time, which makes a call a fifth quicker than one at a time. */
function clearRegisters(code: CodeBuffer, first: number, end: number): void {
  let register = first;
  if (register + 1 < end) memory.clearXmm0(code);
  for (; register + 1 < end; register += 2) memory.storeXmm0(code, rbx, registerAt(register));
  if (register < end) memory.storeImmediate(code, rbx, registerAt(register), 0);
}

/**
 * `pop %rbx; leave; ret`: back to the caller, which finds the value in rax and its window in rbx. At the border of two ops
 * the rbx of the frame is on top of the stack.
 */
export function leaveFrame({ code }: Emission): void {
  x86.pop(code, rbx);
  x86.leave(code);
  x86.ret(code);
}
