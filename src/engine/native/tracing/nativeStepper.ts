import { partAt } from '../../jit/parts';
import type { CodePart, MachineCode } from '../../jit/machineCode';
import { stopCodes, stopOfCode, type MachineStop } from '../../machine/stop';
import type { ParkedRun, RunnerStop } from '../machineState';
import type { NativeHost } from '../nativeHost';
import type { NativeMachine } from '../nativeMachine';
import { entryOffset, instructionAt, returnSlot } from './codePlaces';
import type { Registers } from './registers';
import type { ThreadState, Tracer } from './tracer';

/**
 * How a move of the thread ended. `arrived`: at what it was to go to. `returned`: behind the call of the function that it
 * was to leave. Anything else: at the exit of the code; for a trap and a pause the thread was put back to where the op
 * begins, for the end it waits to leave.
 */
export type StepperStop =
  'arrived' | 'returned' | Exclude<MachineStop, 'stepped' | 'returned' | 'outputFull'>;

/**
 * A thread of the native host that stands inside of the machine code, moved by a tracer. All of the machine's state lies
 * in memory at the beginning of every op, so that there the thread can be let out of the code at any time.
 */
export class NativeStepper {
  private changed = false;

  private constructor(
    private readonly tracer: Tracer,
    private readonly code: MachineCode,
    /** Address of the first byte of the code. */
    readonly base: bigint,
    private readonly run: ParkedRun,
    private state: ThreadState,
  ) {}

  /**
   * Takes a thread to the first instruction of the next op.
   * @throws NativeUnavailable where the system refuses; TracingEnded; NativeHostGone
   */
  static async begin(
    tracer: Tracer,
    host: NativeHost,
    native: NativeMachine,
    code: MachineCode,
    opIndex: number,
  ): Promise<NativeStepper> {
    await host.allowDebugger(tracer.pid);
    const run = await native.park();
    try {
      const state = await tracer.attach(host.pid, run.thread);
      const stepper = new NativeStepper(tracer, code, native.code.address, run, state);
      await tracer.writeWord(run.go, 1n);
      await stepper.goTo([stepper.addressOfOp(opIndex)]);
      return stepper;
    } catch (error) {
      // The thread must not wait for ever: it is let go, and stops at its next chance.
      await host.pauseMachine().catch(() => undefined);
      throw error;
    }
  }

  /** The registers; what is changed in them reaches the thread before its next instruction. */
  get registers(): Registers {
    return this.state.registers;
  }

  /** The words from rsp upwards, some of them. */
  get stack(): BigUint64Array {
    return this.state.stack;
  }

  /** Where the thread stands, in bytes from the start of the code. */
  get offset(): number {
    return Number(this.registers.get('rip') - this.base);
  }

  /** What the next instruction belongs to; undefined outside of the code. */
  get part(): CodePart | undefined {
    return partAt(this.code, this.offset);
  }

  /** How the run ended, once the thread has left. */
  get left(): Promise<RunnerStop> {
    return this.run.left;
  }

  /** Says that somebody changed a register. */
  registersChanged(): void {
    this.changed = true;
  }

  /** Executes one instruction. */
  async step(): Promise<StepperStop> {
    await this.writeBack();
    this.state = await this.tracer.step();
    return (await this.atExit()) ?? 'arrived';
  }

  /** Whether the next instruction calls a function of the program. */
  get isAtCall(): boolean {
    return instructionAt(this.code, this.offset) === 'call';
  }

  /**
   * Executes the call that comes next, to behind it.
   * @param breakpoints ops to stop before, two at most
   */
  async over(breakpoints: readonly number[]): Promise<StepperStop> {
    const stop = await this.step();
    return stop === 'arrived' ? this.out(breakpoints) : stop;
  }

  /**
   * Runs until the function has returned. Its return address is replaced for that long: calls of the same place further
   * inside then cost nothing.
   * @param breakpoints ops to stop before, two at most
   */
  async out(breakpoints: readonly number[]): Promise<StepperStop> {
    const slot = returnSlot(this.code, this.offset, this.registers);
    const places = breakpoints.map((opIndex) => this.addressOfOp(opIndex));
    if (slot === undefined) return this.goTo(places);
    const [home = 0n] = await this.tracer.readWords(slot, 1);
    // Out of the first function is the end of the program.
    if (home === this.base + BigInt(entryOffset(this.code, 'end of the program'))) return this.goTo(places);
    const returned = this.base + BigInt(entryOffset(this.code, 'returned'));
    await this.tracer.writeWord(slot, returned);
    const stop = await this.goTo([returned, ...places]);
    if (stop !== 'arrived' || this.registers.get('rip') !== returned) {
      // Stopped on the way, or at the end of all: the frame goes back to where it belongs.
      if (stop !== 'ended') await this.tracer.writeWord(slot, home);
      return stop;
    }
    this.registers.set('rip', home);
    this.state = await this.tracer.writeRegisters(this.registers);
    return 'returned';
  }

  /** Executes at least one instruction, to the beginning of any of these ops. @param ops three at most */
  toOps(ops: readonly number[]): Promise<StepperStop> {
    return this.goTo(ops.map((opIndex) => this.addressOfOp(opIndex)));
  }

  /**
   * Lets the thread out of the code, as if it had been stopped before an op. The state in memory is that of the machine
   * when the thread stands at the beginning of this op; otherwise it is of no use any more.
   */
  async leave(opIndex: number): Promise<RunnerStop> {
    this.registers.set('rax', BigInt(opIndex));
    this.registers.set('rcx', BigInt(stopCodes.stepped));
    this.registers.set('rip', this.base + BigInt(entryOffset(this.code, 'exit')));
    this.registersChanged();
    return this.finish();
  }

  /** Lets the thread run on untraced: at its end, it leaves the code. */
  async finish(): Promise<RunnerStop> {
    await this.writeBack();
    await this.tracer.detach();
    return this.run.left;
  }

  private addressOfOp(opIndex: number): bigint {
    return this.base + BigInt(this.code.opOffsets[opIndex] ?? 0);
  }

  /** Runs to an address or to the exit; a full output is emptied on the way. */
  private async goTo(addresses: readonly bigint[]): Promise<StepperStop> {
    const exit = this.base + BigInt(entryOffset(this.code, 'exit'));
    await this.writeBack();
    for (;;) {
      this.state = await this.tracer.run([exit, ...addresses]);
      const stop = await this.atExit();
      if (stop !== undefined) return stop;
      if (addresses.includes(this.registers.get('rip'))) return 'arrived';
    }
  }

  /**
   * At the exit of the code eax is the op that comes next, and ecx says why. No op has done anything that it did not do
   * completely: but for the end the thread goes back to the beginning of the op, and nobody sees that it was here.
   */
  private async atExit(): Promise<StepperStop | undefined> {
    if (this.offset !== entryOffset(this.code, 'exit')) return undefined;
    const stop = stopOfCode(Number(this.registers.get('rcx')));
    if (stop === 'ended') return stop;
    await this.run.goOn();
    const opIndex = Number(this.registers.get('rax'));
    this.registers.set('rip', this.addressOfOp(opIndex));
    this.state = await this.tracer.writeRegisters(this.registers);
    if (stop === 'outputFull') return undefined;
    return stop === 'stepped' || stop === 'returned' ? 'arrived' : stop;
  }

  private async writeBack(): Promise<void> {
    if (!this.changed) return;
    this.state = await this.tracer.writeRegisters(this.registers);
    this.changed = false;
  }
}
