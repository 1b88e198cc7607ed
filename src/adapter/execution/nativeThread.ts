import { setTimeout as after } from 'node:timers/promises';
import type { MachinePosition } from '../../engine/machine/stack';
import type { RunnerStop } from '../../engine/native/machineState';
import { NativeHostGone, NativeUnavailable, type NativeHost } from '../../engine/native/nativeHost';
import { InstructionFault } from '../../engine/native/tracing/faults';
import { NativeStepper } from '../../engine/native/tracing/nativeStepper';
import type { RegisterName } from '../../engine/native/tracing/registers';
import { Tracer, TracingEnded } from '../../engine/native/tracing/tracer';
import { tryTracing } from '../../engine/native/tracing/trial';
import { AdapterError, sessionMessages } from '../errors';
import type { Debuggee } from '../debuggee/debuggee';
import type { Machine } from './machine';
import type { NativeSession, ReadyHost } from './nativeSession';
import { PrintDigest } from './printDigest';

/** A thread of the native host that stands inside of the machine code, and what the session knows of it. */
export interface StandingThread {
  readonly ready: ReadyHost;
  readonly stepper: NativeStepper;
  /** Where the session's machine stood when both agreed last, and its revision then. */
  position: MachinePosition;
  revision: number;
  /** The processor has returned from a function; the machine has already done the rest of the CALL, too. */
  isBehindReturn: boolean;
  /** Somebody changed a register or the state in the middle of an op: what comes of it is the processor's to say. */
  isEdited: boolean;
  /** Grows with every register that somebody changes. */
  edits: number;
  /** The interpreter did not follow all the way: what it printed is no measure any more. */
  isAlone: boolean;
  /** What the interpreter printed since the thread was parked. */
  readonly printed: PrintDigest;
}

/** How often a thread that runs without its tracer is asked to stop. Unit: milliseconds. */
const recoveryInterval = 20;

/** How long a host whose thread has ended may take to end itself. Unit: milliseconds. */
const exitPatience = 5_000;

/** The one thread that is stepped, and the tracer that steps it. Most of the time there is none. */
export class NativeThread {
  private tracer: Promise<Tracer> | undefined;
  private standing: StandingThread | undefined;
  /** Settles when a thread whose tracer died has left the machine code. */
  private recovery: Promise<void> = Promise.resolve();
  /** Why the system refuses to trace, once it was asked. */
  private refused: Promise<string | undefined> | undefined;
  private isParking = false;
  /** The host of the last thread. */
  private host: NativeHost | undefined;
  private isDisposed = false;
  /** The tracer died while a thread stood. The session is where its machine is; settles when the thread has left the code. */
  onLost: ((message: string, recovered: Promise<void>) => void) | undefined;

  constructor(
    private readonly debuggee: Debuggee,
    private readonly machine: Machine,
    private readonly session: NativeSession,
  ) {}

  get current(): StandingThread | undefined {
    return this.standing;
  }

  /**
   * Asks the system whether threads of the host can be traced, once. Also while the program runs.
   * @returns why not; undefined where they can
   */
  refusal(ready: ReadyHost): Promise<string | undefined> {
    return (this.refused ??= this.tryTracing(ready).catch((error: unknown) => {
      // What ended on the way says nothing about the next time.
      if (!(error instanceof NativeUnavailable)) this.refused = undefined;
      return error instanceof Error ? error.message : String(error);
    }));
  }

  /**
   * Parks a thread at the first instruction of the next op.
   * @param ready whose state is that of the machine
   * @throws NativeUnavailable where the system refuses; TracingEnded; NativeHostGone
   */
  async park(ready: ReadyHost): Promise<StandingThread> {
    await this.recovery;
    // A tracer has one thread at a time.
    await this.refused;
    this.isParking = true;
    try {
      return await this.parkWith(await this.startTracer(), ready);
    } finally {
      this.isParking = false;
    }
  }

  private async parkWith(tracer: Tracer, ready: ReadyHost): Promise<StandingThread> {
    const { machine, debuggee } = this;
    this.session.takeDigest();
    this.host = ready.host;
    const run = await ready.native.park();
    const loaded = { code: debuggee.code, address: ready.native.code.address };
    try {
      const stepper = await NativeStepper.begin(tracer, ready.host, loaded, run, machine.opIndex);
      const { position, revision } = machine;
      const printed = new PrintDigest();
      this.standing = {
        ready,
        stepper,
        position,
        revision,
        isBehindReturn: false,
        isEdited: false,
        edits: 0,
        isAlone: false,
        printed,
      };
      return this.standing;
    } catch (error) {
      this.recover(ready, run.left);
      throw error;
    }
  }

  /**
   * Lets the thread out where the machine stands, if there is one; the state that it leaves in the host is that of an op
   * half done.
   */
  async abandon(): Promise<void> {
    await this.recovery;
    const { standing } = this;
    this.standing = undefined;
    if (!standing) return;
    const { stepper, ready, printed } = standing;
    try {
      await stepper.leave(Math.min(this.machine.opIndex, this.debuggee.program.opCount - 1));
    } catch {
      // Whoever ended, tracer or host, the thread is no longer traced.
      this.recover(ready, stepper.left, printed.count);
      await this.recovery;
    }
  }

  /** Lets the thread go to its end, which is the next thing that it does. */
  async finish({ stepper }: StandingThread): Promise<RunnerStop> {
    this.standing = undefined;
    return stepper.finish();
  }

  /** A register that somebody changed. The thread has it before its next instruction. */
  setRegister(name: RegisterName, value: bigint): void {
    const { standing } = this;
    if (!standing) return;
    standing.stepper.registers.set(name, value);
    standing.stepper.registersChanged();
    standing.isEdited = true;
    standing.edits++;
  }

  /**
   * Why a move of the thread failed. The tracer hears first that the host ends, and does not know of what: the host's
   * exit, which follows, says that. A thread that went astray is let out of the code; one whose instruction was refused
   * stands there.
   * @returns NativeHostGone for the end of the host, and any other error as it is
   */
  async causeOf(error: unknown): Promise<unknown> {
    const { host } = this;
    if (error instanceof InstructionFault)
      return new Error(sessionMessages.instructionRefused(error.signal, this.standing !== undefined));
    if (error instanceof AdapterError) await this.abandon();
    if (!host || !this.isHostEnding(error)) return error;
    const exited = new Promise<NativeHostGone>((resolve) =>
      host.onExit((exit) => resolve(new NativeHostGone(host.pid, exit))),
    );
    return Promise.race([exited, after(exitPatience, error, { ref: false })]);
  }

  /** Whether an error says that the traced thread has ended, and not that its tracer has. */
  isHostEnding(error: unknown): boolean {
    return error instanceof TracingEnded && this.tracer !== undefined;
  }

  /** The host is gone, and its threads with it. */
  forget(): void {
    this.standing = undefined;
  }

  dispose(): void {
    this.isDisposed = true;
    this.standing = undefined;
    this.tracer?.then((tracer) => tracer.kill()).catch(() => undefined);
    this.tracer = undefined;
  }

  private async startTracer(): Promise<Tracer> {
    this.tracer ??= Tracer.start();
    try {
      const tracer = await this.tracer;
      if (this.isDisposed) tracer.kill();
      tracer.onGone = (how) => this.lost(how);
      return tracer;
    } catch (error) {
      this.tracer = undefined;
      throw error;
    }
  }

  private async tryTracing({ host }: ReadyHost): Promise<string | undefined> {
    if (this.standing || this.isParking) return undefined;
    await tryTracing(await this.startTracer(), host);
    return undefined;
  }

  private lost(how: string): void {
    this.tracer = undefined;
    const { standing } = this;
    if (!standing && !this.isParking) return;
    this.standing = undefined;
    if (standing) this.recover(standing.ready, standing.stepper.left, standing.printed.count);
    this.onLost?.(sessionMessages.tracerGone(how), this.recovery);
  }

  /**
   * A thread without its tracer runs on. It is paused, and what it did is of no interest: the session has its state, and
   * gives it to the host anew.
   * @param printed how many values it had printed since it was parked, where the session's machine is
   */
  private recover({ host }: ReadyHost, left: Promise<RunnerStop>, printed = 0): void {
    this.recovery = this.recovery.then(async () => {
      const end = left.then(
        () => true,
        () => true,
      );
      // The host tells late what was printed: what the thread did before it was lost counts.
      this.session.printOnly(printed);
      let hasLeft = false;
      while (!hasLeft) {
        await host.pauseMachine().catch(() => undefined);
        hasLeft = await Promise.race([end, after(recoveryInterval, false)]);
      }
      this.session.divert = undefined;
      this.session.takeDigest();
    });
  }
}
