import { stopCodes } from '../machine/stop';
import type { Program } from '../format/program';
import type { CodeBuffer } from './codeBuffer';
import { control, savedFrameSize } from './controlBlock';
import type { Emission } from './emission';
import * as x86 from './x86';
import { Register } from './x86';
import { Condition, jump, jumpIf, land32 } from './x86Control';
import * as memory from './x86Memory';

const { rax, rcx, rdx, rbx, rbp, rsp, rsi, rdi, r14, r15 } = Register;

/** The ways into and out of the code, in bytes from its start. `start` is the first byte. */
export interface EntryOffsets {
  /** Calls function 0. */
  readonly start: number;
  /** Where function 0 returns to. */
  readonly ended: number;
  /** Hands the control back: ecx is the op that comes next, edx the stop code, rax what the op before left in it. */
  readonly exit: number;
  /** Rebuilds frames and goes on at an op. */
  readonly resume: number;
  /** What the call in the place of an op with a breakpoint calls. */
  readonly breakpoint: number;
  /** Where a CALL goes that finds no room; ecx is its index. */
  readonly callRefused: number;
  /** Where the frame returns to that a run is to stop behind. */
  readonly returned: number;
  /** The first byte behind. */
  readonly end: number;
}

/**
 * Writes the ways in and out, which stand before the first function. The host calls `start` or `resume` with r14
 * pointing to the control block; what its calling convention wants to be saved, it has saved.
 */
export function emitEntries(at: Emission, program: Program): EntryOffsets {
  const { code } = at;
  const start = code.length;
  begin(code);
  x86.move(code, rax, rbx);
  at.callFunction(0);

  const ended = code.length;
  memory.store(code, r14, control.result, rax);
  x86.moveImmediate32(code, rcx, program.opCount);
  x86.moveImmediate32(code, rdx, stopCodes.ended);

  const exit = code.length;
  memory.store(code, r14, control.handedOver, rax);
  memory.store32(code, r14, control.opIndex, rcx);
  memory.store32(code, r14, control.stopCode, rdx);
  memory.store(code, r14, control.window, rbx);
  memory.load(code, rsp, r14, control.savedStackPointer);
  x86.ret(code);

  const resume = code.length;
  emitResume(code);

  const breakpoint = code.length;
  x86.pop(code, rcx);
  memory.store(code, r14, control.breakpointReturn, rcx);
  x86.moveImmediate32(code, rdx, stopCodes.breakpoint);
  land32(code, jump(code), exit);

  const callRefused = code.length;
  memory.compareWithZero(code, r14, control.stackLimit);
  x86.moveImmediate32(code, rdx, stopCodes.paused);
  land32(code, jumpIf(code, Condition.equal), exit);
  x86.moveImmediate32(code, rdx, stopCodes.stackTooDeep);
  land32(code, jump(code), exit);

  // The caller's CALL is not done yet: the host puts the value into its register, and knows which op comes next.
  const returned = code.length;
  memory.store(code, r14, control.result, rax);
  x86.moveImmediate32(code, rdx, stopCodes.returned);
  land32(code, jump(code), exit);
  return { start, ended, exit, resume, breakpoint, callRefused, returned, end: code.length };
}

/** What both ways in begin with. */
function begin(code: CodeBuffer): void {
  memory.store(code, r14, control.savedStackPointer, rsp);
  memory.load(code, r15, r14, control.cells);
  memory.load(code, rbx, r14, control.window);
}

/**
 * Makes the frames that the calls of the program would have made, so that each of its RETURNs finds its way. Every
 * saved frame is a return address and a window.
 *
 *     again: push (%rsi); push %rbp; mov %rsp,%rbp; push %rbx; mov 8(%rsi),%rbx
 *            add $16,%rsi; cmp %rdi,%rsi; jb again
 *
 * The op finds in rax what the op before it would have left there.
 */
function emitResume(code: CodeBuffer): void {
  begin(code);
  memory.load(code, rsi, r14, control.frames);
  memory.load(code, rdi, r14, control.framesEnd);
  const again = code.length;
  memory.pushMemory(code, rsi, 0);
  x86.push(code, rbp);
  x86.move(code, rbp, rsp);
  x86.push(code, rbx);
  memory.load(code, rbx, rsi, 8);
  x86.addImmediate8(code, rsi, savedFrameSize);
  x86.compare(code, rsi, rdi);
  land32(code, jumpIf(code, Condition.below), again);
  memory.load(code, rax, r14, control.handedOver);
  memory.jumpToMemory(code, r14, control.entryPoint);
}
