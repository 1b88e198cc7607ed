import { DwarfRegister } from './dwarf';
import type { FrameRules } from './frameRules';

const { rbx, rbp, r14, r15 } = DwarfRegister;

/** What gdb calls the code in the host that calls `start` or `resume` (see `framesStub`). */
export const hostStubSymbol = 'langvm_enter';

/** Bytes. */
export const hostStubSize = 21;

/**
 * Where the caller's frame is, which is koffi's. Offsets of instructions on the left.
 *
 *      0 push %rbp   1 mov %rsp,%rbp   4 push %rbx   5 push %r14   7 push %r15   9 mov %rdi,%r14   12 call *%rsi
 *     14 pop %r15   16 pop %r14       18 pop %rbx   19 pop %rbp   20 ret
 */
export function hostStubRules(rules: FrameRules): void {
  rules.at(1).cfaOffset(16).savedAt(rbp, -16);
  rules.at(5).cfaOffset(24).savedAt(rbx, -24);
  rules.at(7).cfaOffset(32).savedAt(r14, -32);
  rules.at(9).cfaOffset(40).savedAt(r15, -40);
  rules.at(16).cfaOffset(32).restored(r15);
  rules.at(18).cfaOffset(24).restored(r14);
  rules.at(19).cfaOffset(16).restored(rbx);
  rules.at(20).cfaOffset(8).restored(rbp);
}
