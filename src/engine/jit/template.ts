import type { Emission } from './emission';

/**
 * What one op becomes. The op's index is `at.opIndex`.
 *
 * At the border between two ops the state of the machine lies in memory, but for the one value that an op may leave in
 * rax for the op behind it (see handovers.ts). So a program can be stopped, looked at, changed and taken over by another
 * engine before any op: whoever stops it there is given rax, whoever goes on there gives it back. A template that leaves
 * its path for a stop does so before it changes rax.
 *
 * Inside of an op rax, rcx, rdx, rsi and rdi are free; rbx is the address of the window of registers, r14 that of the
 * control block, r15 that of the cells. At its end a template has its result in rax where `set` says so.
 *
 * What is shorter than the five bytes of a breakpoint is filled up with a NOP.
 * @param a, b, r the words of the op's record (see Program)
 */
export type Template = (at: Emission, a: number, b: number, r: number) => void;
