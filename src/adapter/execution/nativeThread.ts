import { setTimeout as after } from 'node:timers/promises';
import type { MachinePosition } from '../../engine/machine/stack';
import type { RunnerStop } from '../../engine/native/machineState';
import { NativeStepper } from '../../engine/native/tracing/nativeStepper';
import type { RegisterName } from '../../engine/native/tracing/registers';
import { Tracer } from '../../engine/native/tracing/tracer';
import { sessionMessages } from '../errors';
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

/** The one thread that is stepped, and the tracer that steps it. Most of the time there is none. */
export class NativeThread {
  private tracer: Promise<Tracer> | undefined;
  private standing: StandingThread | undefined;
  /** Settles when a thread whose tracer died has left the machine code. */
  private recovery: Promise<void> = Promise.resolve();
  private isDisposed = false;
  /** The tracer died while a thread stood: it stands no more, and the session is where its machine is. */
  onLost: ((message: string) => void) | undefined;

  constructor(
    private readonly debuggee: Debuggee,
    private readonly machine: Machine,
    private readonly session: NativeSession,
  ) {}

  get current(): StandingThread | undefined {
    return this.standing;
  }

  /**
   * Parks a thread at the first instruction of the next op.
   * @param ready whose state is that of the machine
   * @throws NativeUnavailable where the system refuses; TracingEnded; NativeHostGone
   */
  async park(ready: ReadyHost): Promise<StandingThread> {
    await this.recovery;
    const { machine, debuggee } = this;
    const tracer = await this.startTracer();
    this.session.takeDigest();
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

  /** Lets the thread out where the machine stands; the state that it leaves in the host is that of an op half done. */
  async abandon(): Promise<void> {
    await this.recovery;
    const { standing } = this;
    this.standing = undefined;
    if (!standing) return;
    const { stepper, ready } = standing;
    try {
      await stepper.leave(Math.min(this.machine.opIndex, this.debuggee.program.opCount - 1));
    } catch {
      // Whoever ended, tracer or host, the thread is no longer traced.
      this.recover(ready, stepper.left);
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

  private lost(how: string): void {
    this.tracer = undefined;
    const { standing } = this;
    if (!standing) return;
    this.standing = undefined;
    this.recover(standing.ready, standing.stepper.left);
    this.onLost?.(sessionMessages.tracerGone(how));
  }

  /**
   * A thread without its tracer runs on. It is paused, and what it did is of no interest: the session has its state, and
   * gives it to the host anew.
   */
  private recover({ host }: ReadyHost, left: Promise<RunnerStop>): void {
    this.recovery = this.recovery.then(async () => {
      const end = left.then(
        () => true,
        () => true,
      );
      this.session.divert = () => Promise.resolve();
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
