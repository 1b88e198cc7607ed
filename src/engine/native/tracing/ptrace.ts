import { toBigInt, type Koffi, type NativeFunction } from '../koffiLibrary';
import { NativeUnavailable } from '../errors';
import { tracingMessages } from './messages';
import { registerCount, Registers } from './registers';

/** <sys/ptrace.h> */
const PTRACE_POKEUSER = 6;
const PTRACE_CONT = 7;
const PTRACE_SINGLESTEP = 9;
const PTRACE_GETREGS = 12;
const PTRACE_SETREGS = 13;
const PTRACE_DETACH = 17;
const PTRACE_SEIZE = 0x4206;
const PTRACE_INTERRUPT = 0x4207;

/** <sys/wait.h> */
const WNOHANG = 1;
/** Threads as well, not only processes. */
const __WALL = 0x4000_0000;

/** What waitpid says of a thread. */
export type ThreadEvent =
  | { readonly kind: 'running' }
  /** Stopped: before a signal is delivered to it, or (`event` not 0) for a reason of ptrace's own. */
  | { readonly kind: 'stopped'; readonly signal: number; readonly event: number }
  /** It exists no more. */
  | { readonly kind: 'gone' };

/** The thread that was traced has ended, and its process with it. */
export class ThreadGone extends Error {
  constructor() {
    super(tracingMessages.threadGone());
  }
}

/**
 * ptrace(2) and waitpid(2). Linux ties a traced thread to the thread that traces it: all calls come from the one thread
 * that runs this process's JavaScript, none through koffi's `async`.
 */
export class Ptrace {
  private readonly withWord: NativeFunction;
  private readonly withBuffer: NativeFunction;
  private readonly waitpid: NativeFunction;

  constructor(private readonly koffi: Koffi) {
    const library = koffi.load(null);
    this.withWord = library.func('long ptrace(int request, int thread, intptr_t address, intptr_t data)');
    this.withBuffer = library.func('long ptrace(int request, int thread, intptr_t address, void *data)');
    this.waitpid = library.func('int waitpid(int pid, void *status, int options)');
  }

  /** Becomes the tracer of a running thread, which keeps running. @throws NativeUnavailable when the system refuses */
  seize(thread: number): void {
    // No options: above all not PTRACE_O_EXITKILL, so that a tracer that dies leaves the host alive.
    if (this.call(PTRACE_SEIZE, thread)) return;
    throw new NativeUnavailable(tracingMessages.attachRefused(this.reason()));
  }

  /** Asks a running thread to stop. */
  interrupt(thread: number): void {
    this.require('PTRACE_INTERRUPT', this.call(PTRACE_INTERRUPT, thread));
  }

  /** One instruction. @param signal to deliver first, 0 for none */
  singleStep(thread: number, signal: number): void {
    this.require('PTRACE_SINGLESTEP', this.call(PTRACE_SINGLESTEP, thread, 0n, BigInt(signal)));
  }

  /** @param signal to deliver first, 0 for none */
  continue(thread: number, signal: number): void {
    this.require('PTRACE_CONT', this.call(PTRACE_CONT, thread, 0n, BigInt(signal)));
  }

  /** The thread runs on as if nobody had ever traced it. */
  detach(thread: number): void {
    this.require('PTRACE_DETACH', this.call(PTRACE_DETACH, thread));
  }

  readRegisters(thread: number): Registers {
    const words = new BigUint64Array(registerCount);
    this.require('PTRACE_GETREGS', this.callWith(PTRACE_GETREGS, thread, words));
    return new Registers(words);
  }

  writeRegisters(thread: number, registers: Registers): void {
    const written = registers.copy();
    // Whatever interrupted the thread: it is no system call that the kernel may begin again at another rip.
    written.set('orig_rax', -1n);
    this.require('PTRACE_SETREGS', this.callWith(PTRACE_SETREGS, thread, written.words));
  }

  /**
   * Writes a word of `struct user`, such as a debug register.
   * @returns false when the system or the processor does not allow it
   */
  pokeUser(thread: number, offset: number, value: bigint): boolean {
    return this.call(PTRACE_POKEUSER, thread, BigInt(offset), value);
  }

  /** What became of a thread since it was last asked about. @param block waits until something did */
  wait(thread: number, block: boolean): ThreadEvent {
    const status = new Int32Array(1);
    const found = toBigInt(this.waitpid(thread, status, __WALL | (block ? 0 : WNOHANG)));
    if (found === 0n) return { kind: 'running' };
    const [word = 0] = status;
    // <bits/waitstatus.h>: the low byte 0x7f means stopped, the next one is the signal, the third ptrace's event.
    if (found < 0n || (word & 0xff) !== 0x7f) return { kind: 'gone' };
    return { kind: 'stopped', signal: (word >> 8) & 0xff, event: word >> 16 };
  }

  private call(request: number, thread: number, address = 0n, data = 0n): boolean {
    return toBigInt(this.withWord(request, thread, address, data)) >= 0n;
  }

  private callWith(request: number, thread: number, words: BigUint64Array): boolean {
    return toBigInt(this.withBuffer(request, thread, 0n, words)) >= 0n;
  }

  private require(request: string, worked: boolean): void {
    if (worked) return;
    const reason = this.reason();
    // A thread that was stopped is no more: it was killed.
    throw reason === 'ESRCH' ? new ThreadGone() : new Error(tracingMessages.refused(request, reason));
  }

  /** The name of the last error: `EPERM`. */
  private reason(): string {
    const errno = this.koffi.errno();
    const found = Object.entries(this.koffi.os.errno).find(([, code]) => code === errno);
    return found?.[0] ?? `errno ${errno}`;
  }
}
