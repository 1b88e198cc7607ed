import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { setImmediate as nextTurn, setTimeout as after } from 'node:timers/promises';
import { NativeUnavailable } from '../errors';
import { DebugRegisters } from './debugRegisters';
import { isFault } from './faults';
import { tracingMessages } from './messages';
import { ThreadGone, type Ptrace, type ThreadEvent } from './ptrace';
import type { Registers } from './registers';

/** <bits/signum-generic.h> */
const SIGTRAP = 5;

/** How long a running thread is asked about without a pause in between; afterwards once a millisecond. Unit: milliseconds. */
const eagerness = 2;

/** Instructions stepped between two turns of the event loop, where the processor's breakpoints may not be used. */
const stepsPerTurn = 500;

/** How long a thread may take to stop for the tracer. Unit: milliseconds. */
const stopTimeout = 2000;

/** How often one that did not is asked about, to let it go. Unit: milliseconds. */
const letGoInterval = 50;

/** One thread of another process, stopped, and moved instruction by instruction or from address to address. */
export class TracedThread {
  private readonly debugRegisters: DebugRegisters;
  private raised = 0;

  private constructor(
    private readonly ptrace: Ptrace,
    readonly thread: number,
    private readonly memory: number,
  ) {
    this.debugRegisters = new DebugRegisters(ptrace, thread);
  }

  /**
   * Stops a thread of a process; its other threads run on. Where that fails, the thread runs on as well.
   * @throws NativeUnavailable when the system refuses; ThreadGone
   */
  static async attach(ptrace: Ptrace, pid: number, thread: number): Promise<TracedThread> {
    ptrace.seize(thread);
    ptrace.interrupt(thread);
    const end = Date.now() + stopTimeout;
    for (;;) {
      const event = ptrace.wait(thread, false);
      if (event.kind === 'gone') throw new ThreadGone();
      if (event.kind === 'stopped') break;
      if (Date.now() > end) {
        void letGo(ptrace, thread);
        throw new NativeUnavailable(tracingMessages.notStopped());
      }
      await nextTurn();
    }
    try {
      return new TracedThread(ptrace, thread, openSync(`/proc/${pid}/mem`, 'r+'));
    } catch (error) {
      ptrace.detach(thread);
      const reason = error instanceof Error ? error.message : String(error);
      throw new NativeUnavailable(tracingMessages.memoryRefused(reason));
    }
  }

  get registers(): Registers {
    return this.ptrace.readRegisters(this.thread);
  }

  set registers(registers: Registers) {
    this.ptrace.writeRegisters(this.thread, registers);
  }

  /**
   * The signal by which the processor refused the last instruction, before which the thread still stands; 0 where it did
   * not. The thread never gets it: it would end the process, and whoever mends a register may try again.
   */
  get fault(): number {
    return this.raised;
  }

  /** Executes one instruction, or tries to, see {@link fault}. Other signals are delivered. @throws ThreadGone */
  step(): void {
    this.raised = 0;
    let signal = 0;
    for (;;) {
      this.ptrace.singleStep(this.thread, signal);
      const event = this.ptrace.wait(this.thread, true);
      if (event.kind !== 'stopped') throw new ThreadGone();
      if (event.signal === SIGTRAP || this.isRefused(event.signal)) return;
      ({ signal } = event);
    }
  }

  /**
   * Executes at least one instruction, then goes on until one of the addresses comes next, or to a {@link fault}.
   * @param addresses four at most; more are reached by stepping
   * @throws ThreadGone
   */
  async run(addresses: readonly bigint[]): Promise<void> {
    // A breakpoint of the processor at the very instruction that comes next would stop before it.
    this.step();
    if (this.isThere(addresses)) return;
    if (!this.debugRegisters.set(addresses)) {
      await this.stepTo(addresses);
      return;
    }
    try {
      let signal = 0;
      do {
        this.ptrace.continue(this.thread, signal);
        const event = await this.waitLong();
        if (event.kind !== 'stopped') throw new ThreadGone();
        signal = event.signal === SIGTRAP || this.isRefused(event.signal) ? 0 : event.signal;
      } while (!this.isThere(addresses));
    } finally {
      this.debugRegisters.clear();
    }
  }

  /** @returns fewer words where memory cannot be read */
  readWords(address: bigint, count: number): BigUint64Array {
    const words = new BigUint64Array(count);
    try {
      const size = readSync(this.memory, new Uint8Array(words.buffer), 0, words.byteLength, address);
      return words.subarray(0, Math.floor(size / 8));
    } catch {
      return new BigUint64Array(0);
    }
  }

  writeWord(address: bigint, value: bigint): void {
    const bytes = new Uint8Array(BigUint64Array.of(value).buffer);
    writeSync(this.memory, bytes, 0, bytes.length, Number(address));
  }

  /** Whether the thread still exists; asked now and then while it is stopped, so that its process can end. */
  get exists(): boolean {
    return this.ptrace.wait(this.thread, false).kind !== 'gone';
  }

  detach(): void {
    this.ptrace.detach(this.thread);
    this.close();
  }

  close(): void {
    closeSync(this.memory);
  }

  private async stepTo(addresses: readonly bigint[]): Promise<void> {
    for (;;) {
      for (let count = 0; count < stepsPerTurn; count++) {
        this.step();
        if (this.isThere(addresses)) return;
      }
      await nextTurn();
    }
  }

  private isThere(addresses: readonly bigint[]): boolean {
    return this.raised !== 0 || addresses.includes(this.registers.get('rip'));
  }

  private isRefused(signal: number): boolean {
    if (isFault(signal)) this.raised = signal;
    return this.raised !== 0;
  }

  /** Waits while others can speak to this process. */
  private async waitLong(): Promise<ThreadEvent> {
    const end = performance.now() + eagerness;
    for (;;) {
      const event = this.ptrace.wait(this.thread, false);
      if (event.kind !== 'running') return event;
      await (performance.now() < end ? nextTurn() : after(1));
    }
  }
}

/** Only a thread that has stopped can be let go, and whoever asked one to stop has it standing as soon as it does. */
async function letGo(ptrace: Ptrace, thread: number): Promise<void> {
  let event = ptrace.wait(thread, false);
  while (event.kind === 'running') {
    await after(letGoInterval);
    event = ptrace.wait(thread, false);
  }
  if (event.kind === 'gone') return;
  try {
    ptrace.detach(thread);
  } catch {
    // Killed in between.
  }
}
