import { partAt } from '../../jit/parts';
import type { Handover } from '../../jit/handovers';
import type { CodePart, MachineCode } from '../../jit/machineCode';
import { stopCodes, stopOfCode, type MachineStop } from '../../machine/stop';
import type { ParkedRun, RunnerStop } from '../machineState';
import type { NativeHost } from '../nativeHost';
import { InstructionFault } from './faults';
import { entryOffset, instructionAt, returnSlot } from './codePlaces';
import { tracingMessages } from './messages';
import type { Registers } from './registers';
import type { ThreadState, Tracer } from './tracer';

/**
 * How a move of the thread ended. `arrived`: at what it was to go to. `returned`: behind the call of the function that it
 * was to leave. Anything else: at the exit of the code; for a trap and a pause the thread was put back to where the op
 * begins, for the end it waits to leave.
 */
export type StepperStop =
  'arrived' | 'returned' | Exclude<MachineStop, 'stepped' | 'returned' | 'outputFull'>;

/** A frame that returns to the stepper. */
export interface ExpectedReturn {
  /** Address of its return address. */
  readonly slot: bigint;
  /** The return address that belongs there. */
  readonly home: bigint;
}

/**
 * A thread of the native host that stands inside of the machine code, moved by a tracer. All of the machine's state lies
 * in memory at the beginning of every op, or in rax, so that there the thread can be let out of the code at any time.
 */
export class NativeStepper {
  private changed = false;
  /** Address of the control block, which the program has in r14. */
  private control = 0n;

  private constructor(
    private readonly tracer: Tracer,
    private readonly code: MachineCode,
    /** Address of the first byte of the code. */
    readonly base: bigint,
    private readonly run: ParkedRun,
    private state: ThreadState,
  ) {}

  /**
   * Takes a thread that waits to the first instruction of the next op. Where that fails, it still waits: see
   * `NativeHost.pauseMachine`.
   * @param run of a machine that stands before that op
   * @throws NativeUnavailable where the system refuses; TracingEnded; NativeHostGone
   */
  static async begin(
    tracer: Tracer,
    host: NativeHost,
    loaded: { readonly code: MachineCode; readonly address: bigint },
    run: ParkedRun,
    opIndex: number,
  ): Promise<NativeStepper> {
    await host.allowDebugger(tracer.pid);
    const state = await tracer.attach(host.pid, run.thread);
    const stepper = new NativeStepper(tracer, loaded.code, loaded.address, run, state);
    await tracer.writeWord(run.go, 1n);
    await stepper.goTo([stepper.addressOfOp(opIndex)]);
    stepper.control = stepper.registers.get('r14');
    return stepper;
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

  /** At the beginning of an op that takes a value over from the op before: the register of the machine that has it. */
  get handover(): Handover | undefined {
    const { part } = this;
    if (part?.kind !== 'op' || part.opIndex === undefined || part.range.start !== this.offset)
      return undefined;
    return this.code.handovers.get(part.opIndex);
  }

  /** How the run ended, once the thread has left. */
  get left(): Promise<RunnerStop> {
    return this.run.left;
  }

  /** Says that somebody changed a register. */
  registersChanged(): void {
    this.changed = true;
  }

  /** Gives the thread what was changed in its registers, and reads back what the processor made of that. */
  async writeBack(): Promise<void> {
    if (!this.changed) return;
    this.state = await this.tracer.writeRegisters(this.registers);
    this.changed = false;
  }

  /** Executes one instruction. @throws InstructionFault */
  async step(): Promise<StepperStop> {
    await this.writeBack();
    for (;;) {
      this.moved(await this.tracer.step());
      const stop = await this.atExit();
      if (stop !== 'again') return stop ?? 'arrived';
    }
  }

  /** Whether the next instruction calls a function of the program. */
  get isAtCall(): boolean {
    return instructionAt(this.code, this.offset) === 'call';
  }

  /**
   * Prepares to run until the function has returned. Its return address is replaced for that long, so that calls of the
   * same place further inside cost nothing.
   * @returns undefined where the first function runs, or none: out of it is the end of the program
   * @throws Error where somebody led rbp or rsp astray
   */
  async expectReturn(): Promise<ExpectedReturn | undefined> {
    await this.writeBack();
    const slot = returnSlot(this.code, this.offset, this.registers);
    if (slot === undefined) return undefined;
    const [home] = await this.tracer.readWords(slot, 1);
    if (home === undefined) throw new Error(tracingMessages.strayFrame());
    if (home === this.addressOfEntry('end of the program')) return undefined;
    await this.tracer.writeWord(slot, this.addressOfEntry('returned'));
    return { slot, home };
  }

  /**
   * Executes at least one instruction, then runs until the function has returned, or to the end.
   * @param breakpoints ops to stop before
   * @param places offsets of other instructions to stop before; two at most of both
   */
  async toReturn(
    expected: ExpectedReturn | undefined,
    breakpoints: readonly number[],
    places: readonly number[] = [],
  ): Promise<StepperStop> {
    const returned = this.addressOfEntry('returned');
    const stops = breakpoints.map((opIndex) => this.addressOfOp(opIndex));
    stops.push(...places.map((offset) => this.base + BigInt(offset)));
    const stop = await this.goTo(expected ? [returned, ...stops] : stops);
    if (!expected || stop !== 'arrived' || this.registers.get('rip') !== returned) return stop;
    this.registers.set('rip', expected.home);
    this.state = await this.tracer.writeRegisters(this.registers);
    return 'returned';
  }

  /** Stopped on the way: the function returns to where it belongs. */
  async forgetReturn({ slot, home }: ExpectedReturn): Promise<void> {
    await this.tracer.writeWord(slot, home);
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
    this.registers.set('rcx', BigInt(opIndex));
    this.registers.set('rdx', BigInt(stopCodes.stepped));
    this.registers.set('rip', this.addressOfEntry('exit'));
    // The way out finds everything by it, whatever somebody made of it.
    this.registers.set('r14', this.control);
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

  private addressOfEntry(name: string): bigint {
    return this.base + BigInt(entryOffset(this.code, name));
  }

  private moved(state: ThreadState): void {
    this.state = state;
    if (state.fault !== 0) throw new InstructionFault(state.fault);
  }

  /** Runs to an address or to the exit; a full output is emptied on the way. @throws InstructionFault */
  private async goTo(addresses: readonly bigint[]): Promise<StepperStop> {
    const exit = this.addressOfEntry('exit');
    await this.writeBack();
    for (;;) {
      this.moved(await this.tracer.run([exit, ...addresses]));
      const stop = await this.atExit();
      if (stop !== undefined && stop !== 'again') return stop;
      if (addresses.includes(this.registers.get('rip'))) return 'arrived';
    }
  }

  /**
   * At the exit of the code ecx is the op that comes next, and edx says why. No op has done anything that it did not do
   * completely, and rax is as it was: but for the end the thread goes back to the beginning of the op, and nobody sees
   * that it was here.
   */
  private async atExit(): Promise<StepperStop | 'again' | undefined> {
    if (this.offset !== entryOffset(this.code, 'exit')) return undefined;
    const stop = stopOfCode(Number(this.registers.get('rdx')));
    if (stop === 'ended') return stop;
    await this.run.goOn();
    const opIndex = Number(this.registers.get('rcx'));
    this.registers.set('rip', this.addressOfOp(opIndex));
    this.state = await this.tracer.writeRegisters(this.registers);
    if (stop === 'outputFull') return 'again';
    return stop === 'stepped' || stop === 'returned' ? 'arrived' : stop;
  }
}
