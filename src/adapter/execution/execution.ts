import { setImmediate as nextTurn } from 'node:timers/promises';
import { hexNumber } from '../../engine/jit/hex';
import { isTrap, type Trap } from '../../engine/machine/stop';
import { NativeUnavailable, type HostExit } from '../../engine/native/nativeHost';
import type { RegisterName } from '../../engine/native/tracing/registers';
import type { Debuggee } from '../debuggee/debuggee';
import { adapterErrors, sessionMessages } from '../errors';
import type { Mode } from '../protocol/launch';
import { BreakpointHits } from './breakpointHits';
import { ComparisonReport } from './comparisonReport';
import type { Engine, EngineStop, RunLimits } from './engine';
import type { ExecutionListener, ExecutionOptions, StopReason } from './executionListener';
import { InsideOpEngine } from './insideOpEngine';
import { InsideStops } from './insideStops';
import { InterpreterEngine } from './interpreterEngine';
import { JitEngine } from './jitEngine';
import { Machine } from './machine';
import { MetTraps } from './metTraps';
import { runOn, type MoveContext } from './moving';
import { NativeSession } from './nativeSession';
import { PrintedOutput } from './printedOutput';
import { NativeStepping } from './nativeStepping';
import type { StandingThread } from './nativeThread';
import { everyOp, makeStep, stepsTo, type StepKind, type StepPlaces } from './stepping';

/** The running program: the engine that runs it, and the commands that move it. */
export class Execution {
  readonly machine: Machine;
  readonly native: NativeSession;
  private currentMode: Mode = 'interpreter';
  /** Only then can it be moved: the client has set its breakpoints. */
  hasBegun = false;
  private running = false;
  private disposed = false;
  private pauseRequested = false;
  private readonly report: ComparisonReport;
  /** The switch of the engine that is on: whoever moves the program waits for it. */
  private switching: Promise<unknown> = Promise.resolve();
  private readonly jit: JitEngine;
  private readonly insideOps: InsideOpEngine;
  private readonly engines: Readonly<Record<Mode, Engine>>;
  private readonly hits: BreakpointHits;
  private readonly nativeStepping: NativeStepping;
  /** Why machine instructions cannot be stepped here, once that was said. */
  private steppingRefused: string | undefined;
  /** gdb has stopped the native host: whatever needs it would wait for gdb's user. */
  gdbHasControl = false;
  readonly traps: MetTraps;

  constructor(
    debuggee: Debuggee,
    private readonly listener: ExecutionListener,
    options: ExecutionOptions,
  ) {
    this.machine = new Machine(debuggee.program);
    this.traps = new MetTraps(!options.noDebug);
    const output = new PrintedOutput((text) => listener.printed(text));
    this.native = new NativeSession({
      debuggee,
      allowed: options.nativeCodeAllowed,
      output,
      onOutput: (stream, text) => listener.message(stream, text),
      onGone: (exit, hasPrinted) => this.hostGone(exit, hasPrinted),
    });
    this.report = new ComparisonReport(this.machine, listener);
    this.jit = new JitEngine(this.machine, this.native, {
      compare: !options.noDebug,
      onCompared: (comparison) => this.report.take(comparison),
    });
    const { machine, jit, native: session } = this;
    const stopsInside = (): boolean => this.currentMode === 'jit' && this.steppingRefused === undefined;
    this.hits = new BreakpointHits(listener.breakpoints, stopsInside, () => this.thread !== undefined);
    const stops = new InsideStops(debuggee, this.hits);
    const stepping = new NativeStepping({
      ...{ debuggee, machine, session, jit, inside: stops, breakpointHolds: this.hits.holds },
      say: (text) => listener.message('console', text),
    });
    stepping.thread.onLost = (message, recovered) => this.threadLost(message, recovered);
    this.nativeStepping = stepping;
    const onRefused = (reason: string): void => this.refuseStepping(reason);
    this.insideOps = new InsideOpEngine({ machine, jit, stepping, stops, onRefused });
    this.engines = { interpreter: new InterpreterEngine(machine, output), jit: this.insideOps };
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
   * @throws AdapterError where that brought the program to its end, see {@link NativeStepping.leave}
   */
  setMode(mode: Mode): Promise<Mode> {
    const switched = this.switching.then(() => this.switchTo(mode));
    this.switching = switched.catch(() => undefined);
    return switched;
  }

  /** Brings a thread that is stepped out of the machine code: another tracer is to come. @throws AdapterError as setMode */
  async letThreadGo(): Promise<void> {
    if (this.thread) await this.setMode(this.currentMode);
  }

  private async switchTo(mode: Mode): Promise<Mode> {
    const { thread } = this;
    if ((await this.nativeStepping.leave()) === 'ended') {
      this.end();
      throw adapterErrors.programEnded();
    }
    // Where the engine stays, nothing else would say that the thread is gone.
    if (thread && mode === this.currentMode) this.listener.changed();
    if (mode === 'jit' && !(await this.startNative())) return this.currentMode;
    if (mode === this.currentMode) return mode;
    this.currentMode = mode;
    this.jit.forget();
    if (mode === 'interpreter') this.listener.message('console', sessionMessages.switchedToInterpreter());
    this.listener.changed();
    return mode;
  }

  /** Asks the system whether machine code can be stopped inside of ops. @returns why not; undefined where it can */
  async insideStopsRefused(): Promise<string | undefined> {
    if (this.gdbHasControl) return adapterErrors.gdbHasControl().message;
    const ready = this.native.current;
    return this.steppingRefused ?? (ready ? this.nativeStepping.thread.refusal(ready) : undefined);
  }

  /** Begins the program: stops before its first op, or runs. */
  begin(stopOnEntry: boolean): void {
    this.hasBegun = true;
    if (!stopOnEntry && this.currentMode === 'jit') this.insideOps.beginsProgram();
    if (this.machine.hasEnded) this.listener.ended(this.machine.result);
    else if (stopOnEntry) this.stop('entry');
    // While the native host started.
    else if (this.pauseRequested) this.stop('pause');
    else if (this.hits.holds(this.machine.opIndex)) this.stopAtBreakpoint();
    else this.continue();
  }

  /** Runs on until a breakpoint, a pause or the end. Answers at once; the listener hears how it went. */
  continue(): void {
    this.start(async (engine, begun) => {
      const isStopped = begun !== undefined && begun !== 'stepped';
      this.arrived(isStopped ? begun : await runOn(this.moveContext(engine), this.limits));
    });
  }

  /** Makes one step. Answers at once; the listener hears how it went. */
  step(kind: StepKind, places: StepPlaces): void {
    this.startStep(kind, places, () => true);
  }

  /** Makes one step of machine instructions: in JIT mode, where the system allows it; otherwise of ops. */
  stepInstruction(kind: StepKind): void {
    this.startStep(kind, everyOp, () => this.currentMode !== 'jit' || this.steppingRefused !== undefined);
  }

  /** @param goesByOp asked when the step begins: until then a switch of the engine may be on its way */
  private startStep(kind: StepKind, places: StepPlaces, goesByOp: () => boolean): void {
    const from = this.thread?.stepper.part?.opIndex ?? this.machine.opIndex;
    this.start(async (engine, begun) => {
      // What was left of an op may be all of the step.
      const isPart = begun === 'stepped' && !stepsTo(kind, places, from, this.machine.opIndex);
      const done = isPart ? undefined : begun;
      const stop = goesByOp() ? done : await this.stepNatively(kind);
      this.arrived(stop ?? (await makeStep(kind, this.moveContext(engine), places)));
    }, goesByOp);
  }

  /** @returns undefined where the system refuses, and the step is one of ops */
  private async stepNatively(kind: StepKind): Promise<EngineStop | undefined> {
    try {
      return await this.nativeStepping.step(kind, this.limits);
    } catch (error) {
      if (!(error instanceof NativeUnavailable)) throw error;
      this.refuseStepping(error.message);
      this.jit.forget();
      return undefined;
    }
  }

  /** Makes another op of the running function the next one. @throws AdapterError while the program runs or where that is no such op */
  goTo(opIndex: number): void {
    this.requireStopped();
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

  /** @throws AdapterError while the program runs, and when it is over */
  requireStopped(): void {
    if (this.disposed) throw adapterErrors.programEnded();
    if (this.running) throw adapterErrors.stillRunning();
  }

  private get limits(): RunLimits {
    return { breakpoints: () => this.hits.ops, isPauseRequested: () => this.pauseRequested };
  }

  private moveContext(engine: Engine): MoveContext {
    const { machine, limits, hits, listener } = this;
    return { machine, engine, limits, breakpointHolds: hits.holds, drained: () => listener.drained() };
  }

  /**
   * Deals with a thread that stands in the middle of an op.
   * @returns undefined where the next op is still to run; `stepped` where it is done; otherwise what stopped the program
   */
  private async beginMove(): Promise<EngineStop | undefined> {
    const stop = await this.insideOps.begin();
    return stop === 'stepped' && this.hits.holds(this.machine.opIndex) ? 'breakpoint' : stop;
  }

  private refuseStepping(reason: string): void {
    this.steppingRefused = reason;
    this.listener.message('important', sessionMessages.instructionsUnavailable(reason));
  }

  /** @param deals whether a thread that stands in the machine code is dealt with first: `begun` is what came of it */
  private start(
    action: (engine: Engine, begun: EngineStop | undefined) => Promise<void>,
    deals = (): boolean => true,
  ): void {
    this.requireStopped();
    if (!this.hasBegun) throw adapterErrors.notBegun();
    if (this.gdbHasControl && this.currentMode === 'jit') throw adapterErrors.gdbHasControl();
    this.running = true;
    this.pauseRequested = false;
    this.native.keepPrinted();
    // The answer to the request goes out first: a stop that comes before it confuses clients.
    nextTurn()
      .then(() => this.switching)
      .then(() => (deals() ? this.beginMove() : undefined))
      .then((begun) => action(this.engines[this.currentMode], begun))
      .catch(async (error: unknown) => this.failed(await this.nativeStepping.thread.causeOf(error)));
  }

  /** Tells the client how a run or a step ended. */
  private arrived(stop: EngineStop | 'arrived'): void {
    if (this.disposed) return;
    if (stop === 'ended') this.end();
    else if (stop === 'arrived' || stop === 'stepped' || stop === 'returned') this.stop('step');
    else if (stop === 'breakpoint' || stop === 'insideOp') this.stopAtBreakpoint();
    else if (isTrap(stop)) this.stopAtTrap(stop);
    else this.stop('pause');
  }

  private stopAtBreakpoint(): void {
    this.stop(this.hits.last?.reason ?? 'breakpoint', undefined, this.hits.last?.ids);
  }

  private stop(reason: StopReason, text?: string, ids?: readonly number[]): void {
    this.running = false;
    this.listener.changed();
    this.listener.stopped(reason, text, ids);
  }

  private stopAtTrap(trap: Trap): void {
    const text = this.listener.trapText(trap);
    this.running = false;
    if (this.traps.stopsAt(trap, this.machine.revision)) this.stop('exception', text);
    else this.listener.trapped(text);
  }

  private end(): void {
    this.running = false;
    if (this.currentMode === 'jit') this.report.ended();
    this.listener.ended(this.machine.result);
  }

  /** A run that failed leaves the state where it was: the user can go on, in the interpreter if need be. */
  private failed(error: unknown): void {
    if (this.disposed) return;
    this.jit.forget();
    const text = error instanceof Error ? error.message : String(error);
    if (error instanceof NativeUnavailable) this.fallBack(text);
    this.stop('exception', text);
  }

  private async startNative(): Promise<boolean> {
    try {
      const { size, address } = (await this.native.start()).native.code;
      if (this.currentMode !== 'jit')
        this.listener.message('console', sessionMessages.switchedToJit(size, hexNumber(address)));
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

  private hostGone(exit: HostExit, hasPrinted: boolean): void {
    this.currentMode = 'interpreter';
    this.nativeStepping.thread.forget();
    this.gdbHasControl = false;
    this.listener.message('important', sessionMessages.hostGone(exit, this.running && hasPrinted));
    this.listener.changed();
  }

  /** The program stands where its machine does, which is the beginning of an op. */
  private threadLost(message: string, recovered: Promise<void>): void {
    this.jit.forget();
    this.listener.message('important', message);
    // A step that was on says itself that it failed.
    if (this.running) return;
    void recovered.then(() => {
      if (!this.running && !this.disposed) this.stop('pause');
    });
  }
}
