import type { OperationName } from '../isa/operations';
import type { CodeBuffer } from './codeBuffer';
import { leave, move, moveImmediate64, push, Register, ret } from './x86';

/**
 * What one op becomes.
 * @param a, b, r the words of the op's record (see Program)
 */
export type Template = (code: CodeBuffer, a: number, b: number, r: number) => void;

/** The machine code of every operation: this page is the whole instruction selection. */
export const templates: Readonly<Record<OperationName, Template>> = {
  // 48 b8 imm64          movabs $param,%rax
  RETURN_IMMEDIATE: (code, low, high) => moveImmediate64(code, Register.rax, low, high),
};

// 55                   push %rbp
// 48 89 e5             mov  %rsp,%rbp
export function prologue(code: CodeBuffer): void {
  push(code, Register.rbp);
  move(code, Register.rbp, Register.rsp);
}

// c9                   leave
// c3                   ret
export function epilogue(code: CodeBuffer): void {
  leave(code);
  ret(code);
}

/** What a program without RETURN returns: rax = 0 (the reference returns whatever rax held). */
export function defaultResult(code: CodeBuffer): void {
  moveImmediate64(code, Register.rax, 0, 0);
}
