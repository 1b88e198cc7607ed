/** Signals by which the processor refuses an instruction, by number; <bits/signum-generic.h>, <bits/signum-arch.h>. */
const names: ReadonlyMap<number, string> = new Map([
  [4, 'SIGILL'],
  [7, 'SIGBUS'],
  [8, 'SIGFPE'],
  [11, 'SIGSEGV'],
]);

export const isFault = (signal: number): boolean => names.has(signal);

/** The processor refused an instruction, which did nothing: the thread stands before it still. */
export class InstructionFault extends Error {
  override readonly name = 'InstructionFault';
  /** As the kernel names it: SIGSEGV. */
  readonly signal: string;

  /** @param number of the signal that it raised */
  constructor(number: number) {
    const signal = names.get(number) ?? `signal ${number}`;
    super(`The processor refused an instruction (${signal}).`);
    this.signal = signal;
  }
}
