import { setImmediate as nextTurn } from 'node:timers/promises';
import { isTrap, type Trap } from '../../engine/machine/stop';
import { NativeUnavailable, type HostExit } from '../../engine/native/nativeHost';
import type { RegisterName } from '../../engine/native/tracing/registers';
import type { Debuggee } from '../debuggee/debuggee';
import { adapterErrors, sessionMessages } from '../errors';
import type { Mode } from '../protocol/launch';
import type { Engine, EngineStop, RunLimits } from './engine';
import { InterpreterEngine } from './interpreterEngine';
import { JitEngine, type Comparison } from './jitEngine';
import { Machine } from './machine';
import { NativeSession } from './nativeSession';
import { PrintedOutput } from './printedOutput';
import { NativeStepping } from './nativeStepping';
import type { StandingThread } from './nativeThread';
import { everyOp, makeStep, type StepKind, type StepPlaces } from './stepping';

/** Why the program stopped, in the words of the protocol. */
export type StopReason = 'entry' | 'step' | 'breakpoint' | 'pause' | 'goto' | 'exception';

/** What an execution tells the session. */
export interface ExecutionListener {
  stopped(reason: StopReason, text?: string): void;
  ended(result: bigint): void;
  /** A trap that nobody is to look at ends the program. */
  trapped(message: string): void;
  /** A message for the Debug Console. */
  message(category: 'console' | 'important' | 'stdout' | 'stderr', text: string): void;
  /** What PRINT wrote; settles when the client can take more. */
  printed(text: string): void | Promise<void>;
  /** Engine or current op changed. */
  changed(): void;
  /** The breakpoints that runs respect. */
  breakpoints(): Iterable<number>;
  /** Asked before every stop at a breakpoint: whether it counts (condition, hit count, log point). */
  breakpointHolds(opIndex: number): boolean;
  /** What to say of a trap at the current op. */
  trapText(trap: Trap): string;
}

export interface ExecutionOptions {
  readonly mode: Mode;
  readonly noDebug: boolean;
  readonly nativeCodeAllowed: boolean;
}

/** The running program: the engine that runs it, and the commands that move it. */
export class Execution {
  readonly machine: Machine;
  readonly native: NativeSession;
  private currentMode: Mode = 'interpreter';
  private running = false;
  private disposed = false;
  private pauseRequested = false;
  private lastComparison: Comparison | undefined;
  /** The trap that the program stands at, and the state that it was met in. */
  private trapped: { readonly trap: Trap; readonly revision: number } | undefined;
  private readonly jit: JitEngine;
  private readonly engines: Readonly<Record<Mode, Engine>>;
  private readonly nativeStepping: NativeStepping;
  /** Why machine instructions cannot be stepped here, once that was said. */
  private steppingRefused: string | undefined;
  /** gdb has stopped the native host: whatever needs it would wait for gdb's user. */
  gdbHasControl = false;
  /** Whether a trap stops the program for the user to look at; otherwise it ends it. */
  stopsAtTraps = true;

  constructor(
    debuggee: Debuggee,
    private readonly listener: ExecutionListener,
    options: ExecutionOptions,
  ) {
    this.machine = new Machine(debuggee.program);
    this.stopsAtTraps = !options.noDebug;
    const output = new PrintedOutput((text) => listener.printed(text));
    this.native = new NativeSession({
      debuggee,
      allowed: options.nativeCodeAllowed,
      output,
      onOutput: (stream, text) => listener.message(stream, text),
      onGone: (exit) => this.hostGone(exit),
    });
    this.jit = new JitEngine(this.machine, this.native, {
      compare: !options.noDebug,
      onCompared: (comparison) => this.compared(comparison),
    });
    this.engines = { interpreter: new InterpreterEngine(this.machine, output), jit: this.jit };
    this.nativeStepping = new NativeStepping({
      debuggee,
      machine: this.machine,
      session: this.native,
      jit: this.jit,
      breakpointHolds: (opIndex) => listener.breakpointHolds(opIndex),
      say: (text) => listener.message('console', text),
    });
    this.nativeStepping.thread.onLost = (message) => this.threadLost(message);
  }

  /** The thread that is stepped by machine instruction, where one stands in the code. */
  get thread(): StandingThread | undefined {
    return this.nativeStepping.standing;
  }

  /** A register of that thread. */
  setCpuRegister(name: RegisterName, value: bigint): void {
    this.requireStopped();
    this.nativeStepping.thread.setRegister(name, value);
  }

  get mode(): Mode {
    return this.currentMode;
  }

  get isRunning(): boolean {
    return this.running;
  }

  /**
   * Switches the engine; the program goes on from where it is.
   * @returns the engine that runs now: the interpreter where native code cannot run, which is said to the user
   */
  async setMode(mode: Mode): Promise<Mode> {
    await this.nativeStepping.leave();
    if (mode === 'jit' && !(await this.startNative())) return this.currentMode;
    if (mode === this.currentMode) return mode;
    this.currentMode = mode;
    this.jit.forget();
    if (mode === 'interpreter') this.listener.message('console', sessionMessages.switchedToInterpreter());
    this.listener.changed();
    return mode;
  }

  /** Begins the program: stops before its first op, or runs. */
  begin(stopOnEntry: boolean): void {
    if (this.machine.hasEnded) this.listener.ended(this.machine.result);
    else if (stopOnEntry) this.stop('entry');
    else if (this.breaksAt(this.machine.opIndex)) this.stop('breakpoint');
    else this.continue();
  }

  /** Runs on until a breakpoint, a pause or the end. Answers at once; the listener hears how it went. */
  continue(): void {
    this.start(async (engine) => {
      for (;;) {
        const stop = await engine.run(this.limits);
        if (stop === 'breakpoint' && !this.listener.breakpointHolds(this.machine.opIndex)) continue;
        this.arrived(stop);
        return;
      }
    });
  }

  /** Makes one step. Answers at once; the listener hears how it went. */
  step(kind: StepKind, places: StepPlaces): void {
    this.start(async (engine) => {
      const { machine, limits } = this;
      const breakpointHolds = (opIndex: number): boolean => this.listener.breakpointHolds(opIndex);
      this.arrived(await makeStep(kind, { machine, engine, limits, breakpointHolds }, places));
    });
  }

  /** Makes one step of machine instructions: in JIT mode, where the system allows it; otherwise of ops. */
  stepInstruction(kind: StepKind): void {
    if (this.currentMode !== 'jit' || this.steppingRefused !== undefined) {
      this.step(kind, everyOp);
      return;
    }
    this.start(async () => {
      try {
        this.arrived(await this.nativeStepping.step(kind, this.limits));
      } catch (error) {
        if (!(error instanceof NativeUnavailable)) throw error;
        this.steppingRefused = error.message;
        this.listener.message('important', sessionMessages.instructionsUnavailable(error.message));
        this.jit.forget();
        const { machine, limits, jit: engine } = this;
        const breakpointHolds = (opIndex: number): boolean => this.listener.breakpointHolds(opIndex);
        this.arrived(await makeStep(kind, { machine, engine, limits, breakpointHolds }, everyOp));
      }
    }, false);
  }

  /** Makes another op of the running function the next one. @throws AdapterError while the program runs or where that is no such op */
  goTo(opIndex: number): void {
    this.requireStopped();
    const { program, innermost } = this.machine;
    const running = program.functions[innermost.functionIndex];
    const first = running?.firstOp ?? 0;
    const last = first + (running?.opCount ?? 0) - 1;
    if (opIndex < first || opIndex > last)
      throw adapterErrors.opIndexOutOfRange(BigInt(opIndex), first, last, running?.name ?? '');
    this.machine.goTo(opIndex);
    this.listener.changed();
  }

  pause(): void {
    this.pauseRequested = true;
    this.engines[this.currentMode].pause();
  }

  /** Breakpoints were set or removed: a running engine takes them over. */
  breakpointsChanged(): void {
    if (this.running) this.engines[this.currentMode].breakpointsChanged();
  }

  /** Ends whatever runs; nothing is told of it any more. */
  dispose(): void {
    this.disposed = true;
    this.pause();
    this.nativeStepping.thread.dispose();
    this.native.dispose();
  }

  /** @throws AdapterError while the program runs */
  requireStopped(): void {
    if (this.running) throw adapterErrors.stillRunning();
  }

  private get limits(): RunLimits {
    return {
      breakpoints: () => this.listener.breakpoints(),
      isPauseRequested: () => this.pauseRequested,
    };
  }

  private breaksAt(opIndex: number): boolean {
    return new Set(this.listener.breakpoints()).has(opIndex) && this.listener.breakpointHolds(opIndex);
  }

  /** @param leaves whether a thread that stands in the machine code is brought out of it first */
  private start(action: (engine: Engine) => Promise<void>, leaves = true): void {
    this.requireStopped();
    if (this.gdbHasControl && this.currentMode === 'jit') throw adapterErrors.gdbHasControl();
    this.running = true;
    this.pauseRequested = false;
    // The answer to the request goes out first: a stop that comes before it confuses clients.
    nextTurn()
      .then(() => (leaves ? this.nativeStepping.leave() : undefined))
      .then(() => action(this.engines[this.currentMode]))
      .catch((error: unknown) => this.failed(error));
  }

  /** Tells the client how a run or a step ended. */
  private arrived(stop: EngineStop | 'arrived'): void {
    if (this.disposed) return;
    if (stop === 'ended') this.end();
    else if (stop === 'arrived' || stop === 'stepped' || stop === 'returned') this.stop('step');
    else if (isTrap(stop)) this.stopAtTrap(stop);
    else if (stop === 'breakpoint') this.stop('breakpoint');
    else this.stop('pause');
  }

  private stop(reason: StopReason, text?: string): void {
    this.running = false;
    this.listener.changed();
    this.listener.stopped(reason, text);
  }

  /** The first time the user may look, and mend what was wrong; met again unchanged, the trap ends the program. */
  private stopAtTrap(trap: Trap): void {
    const text = this.listener.trapText(trap);
    const { revision } = this.machine;
    const isMetAgain = this.trapped?.trap === trap && this.trapped.revision === revision;
    if (this.stopsAtTraps && !isMetAgain) {
      this.trapped = { trap, revision };
      this.stop('exception', text);
      return;
    }
    this.running = false;
    this.listener.trapped(text);
  }

  private end(): void {
    this.running = false;
    const { lastComparison, machine } = this;
    if (this.currentMode === 'jit' && lastComparison && lastComparison.kind !== 'different') {
      const { result } = machine;
      this.listener.message(
        'console',
        lastComparison.kind === 'same'
          ? sessionMessages.nativeResult(result, result)
          : sessionMessages.nativeResultAlone(result),
      );
    }
    this.listener.ended(machine.result);
  }

  /** A run that failed leaves the state where it was: the user can go on, in the interpreter if need be. */
  private failed(error: unknown): void {
    if (this.disposed) return;
    const text = error instanceof Error ? error.message : String(error);
    if (error instanceof NativeUnavailable) this.fallBack(text);
    this.stop('exception', text);
  }

  private async startNative(): Promise<boolean> {
    try {
      const { code } = (await this.native.start()).native;
      const address = `0x${code.address.toString(16)}`;
      if (this.currentMode !== 'jit') {
        this.listener.message('console', sessionMessages.switchedToJit(code.size, address));
      }
      return true;
    } catch (error) {
      this.fallBack(error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  private fallBack(reason: string): void {
    this.currentMode = 'interpreter';
    this.listener.message('important', sessionMessages.nativeUnavailable(reason));
    this.listener.changed();
  }

  private hostGone({ code, signal }: HostExit): void {
    const how = signal ?? `exit code ${code ?? 'unknown'}`;
    this.currentMode = 'interpreter';
    this.nativeStepping.thread.forget();
    this.gdbHasControl = false;
    this.listener.message('important', sessionMessages.hostGone(how));
    this.listener.changed();
  }

  /** The program stands where its machine does, which is the beginning of an op. */
  private threadLost(message: string): void {
    this.jit.forget();
    this.listener.message('important', message);
    // A step that was on says itself that it failed.
    if (!this.running) this.stop('pause');
  }

  private compared(comparison: Comparison): void {
    this.lastComparison = comparison;
    if (comparison.kind !== 'different') return;
    const { opIndex, program } = this.machine;
    const place = opIndex < program.opCount ? `before op ${opIndex}` : 'at the end';
    const { what, native, interpreted } = comparison.difference;
    this.listener.message('important', sessionMessages.enginesDiffer(what, native, interpreted, place));
  }
}
