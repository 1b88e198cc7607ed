import type { FunctionDefinition } from '../format/program';
import type { CodeBuffer } from './codeBuffer';
import { control } from './controlBlock';
import type { Emission } from './emission';
import { get, registerAt } from './operands';
import * as x86 from './x86';
import { Register } from './x86';
import { Condition } from './x86Control';
import * as memory from './x86Memory';

/**
 * Frames of the machine, in versions 2 and 3. Every native frame is what a textbook shows:
 *
 *     return address │ rbp of the caller │ rbx of the caller
 *                      ▲ rbp
 */
const { rax, rcx, rbx, rbp, rsp, rsi, rdi, r14 } = Register;

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

/** Copies registers to the first ones of another window. One of them may be in rax; rax stays as it is. */
export function copyArguments(at: Emission, first: number, window: number, count: number): void {
  const { code } = at;
  if (count > x86.wordsOneByOne) {
    memory.loadAddress(code, rsi, rbx, registerAt(first));
    memory.loadAddress(code, rdi, rbx, registerAt(window));
    x86.moveImmediate32(code, rcx, count);
    x86.repeatMoveWords(code);
    return;
  }
  for (let index = 0; index < count; index++) {
    const isTaken = first + index === at.taken;
    if (!isTaken) get(at, rcx, first + index);
    memory.store(code, rbx, registerAt(window + index), isTaken ? rax : rcx);
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
  if (count > x86.wordsOneByOne) {
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
 * `pop %rbx; pop %rbp; ret`: back to the caller, which finds the value in rax and its window in rbx. At the border of two
 * ops the two are on top of the stack; `leave` would find rbp as well, and made calls a sixth slower.
 */
export function leaveFrame({ code }: Emission): void {
  x86.pop(code, rbx);
  x86.pop(code, rbp);
  x86.ret(code);
}
