import { setImmediate as nextTurn } from 'node:timers/promises';
import { initialState, type MachineState } from '../../engine/interpreter/machineState';
import { NativeUnavailable, type HostExit, type RunFrom } from '../../engine/native/nativeHost';
import type { Debuggee } from '../debuggee/debuggee';
import { adapterErrors, sessionMessages } from '../errors';
import type { Mode } from '../protocol/launch';
import type { Engine } from './engine';
import { InterpreterEngine } from './interpreterEngine';
import { JitEngine, type Comparison } from './jitEngine';
import { NativeSession } from './nativeSession';

/** Why the program stopped, in the words of the protocol. */
export type StopReason = 'entry' | 'step' | 'breakpoint' | 'pause' | 'goto' | 'exception';

/** What an execution tells the session. */
export interface ExecutionListener {
  stopped(reason: StopReason, text?: string): void;
  ended(result: bigint): void;
  /** A message for the Debug Console. */
  message(category: 'console' | 'important' | 'stdout' | 'stderr', text: string): void;
  /** Engine or current op changed. */
  changed(): void;
  /** Asked before every stop at a breakpoint: whether it counts (condition, hit count, log point). */
  breakpointHolds(opIndex: number): boolean;
}

export interface ExecutionOptions {
  readonly mode: Mode;
  readonly nativeCodeAllowed: boolean;
}

/** The running program: its state, the engine that runs it, and the commands that move it. */
export class Execution {
  readonly native: NativeSession;
  private currentState: MachineState = initialState;
  private currentMode: Mode = 'interpreter';
  private running = false;
  private pauseRequested = false;
  private lastComparison: Comparison | undefined;
  private readonly jit: JitEngine;
  private readonly engines: Readonly<Record<Mode, Engine>>;
  /** gdb has stopped the native host: whatever needs it would wait for gdb's user. */
  gdbHasControl = false;

  constructor(
    private readonly debuggee: Debuggee,
    private readonly listener: ExecutionListener,
    options: ExecutionOptions,
  ) {
    this.native = new NativeSession({
      debuggee,
      allowed: options.nativeCodeAllowed,
      onOutput: (stream, text) => listener.message(stream, text),
      onGone: (exit) => this.hostGone(exit),
    });
    this.jit = new JitEngine(debuggee.program, debuggee.code, this.native, (comparison) =>
      this.compared(comparison),
    );
    this.engines = {
      interpreter: new InterpreterEngine(debuggee.program),
      jit: this.jit,
    };
  }

  get state(): MachineState {
    return this.currentState;
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
    if (mode === 'jit' && !(await this.startNative())) return this.currentMode;
    if (mode === this.currentMode) return mode;
    this.currentMode = mode;
    if (mode === 'interpreter') this.listener.message('console', sessionMessages.switchedToInterpreter());
    this.listener.changed();
    return mode;
  }

  /** Changes the state between two ops. @throws AdapterError while the program runs or where there is no such op */
  changeState(change: Partial<MachineState>): void {
    this.requireStopped();
    this.currentState = { ...this.currentState, ...change };
    this.listener.changed();
  }

  /** Begins the program: stops before its first op, or runs. */
  begin(stopOnEntry: boolean, breakpoints: Uint8Array | undefined): void {
    const { opCount } = this.debuggee.program;
    if (opCount === 0) this.listener.ended(this.currentState.result);
    else if (stopOnEntry) this.stop('entry');
    else if (breakpoints?.[0] && this.listener.breakpointHolds(0)) this.stop('breakpoint');
    else this.continue(breakpoints);
  }

  /** Runs on until a breakpoint, a pause or the end. Answers at once; the listener hears how it went. */
  continue(breakpoints: Uint8Array | undefined): void {
    this.start(async (engine) => {
      for (;;) {
        const { stop, state } = await engine.run(this.currentState, {
          breakpoints,
          isPauseRequested: () => this.pauseRequested,
        });
        this.currentState = state;
        if (stop === 'breakpoint' && !this.listener.breakpointHolds(state.opIndex)) continue;
        if (stop === 'end') this.end();
        else this.stop(stop);
        return;
      }
    });
  }

  /** Runs one op. Answers at once; the listener hears how it went. */
  step(): void {
    this.start(async (engine) => {
      this.currentState = await engine.step(this.currentState);
      if (this.currentState.opIndex >= this.debuggee.program.opCount) this.end();
      else this.stop('step');
    });
  }

  /** Makes another op the next one. @throws AdapterError while the program runs or where there is no such op */
  goTo(opIndex: number): void {
    if (opIndex < 0 || opIndex >= this.debuggee.program.opCount) {
      throw adapterErrors.opIndexOutOfRange(BigInt(opIndex), this.debuggee.program.opCount);
    }
    this.changeState({ opIndex });
  }

  /** Where machine code would begin to run from the current state. */
  nativeStart(): RunFrom {
    return this.jit.startOf(this.currentState);
  }

  pause(): void {
    this.pauseRequested = true;
  }

  dispose(): void {
    this.pauseRequested = true;
    this.native.dispose();
  }

  /** @throws AdapterError while the program runs */
  requireStopped(): void {
    if (this.running) throw adapterErrors.stillRunning();
  }

  private start(action: (engine: Engine) => Promise<void>): void {
    this.requireStopped();
    if (this.gdbHasControl && this.currentMode === 'jit') throw adapterErrors.gdbHasControl();
    this.running = true;
    this.pauseRequested = false;
    // The answer to the request goes out first: a stop that comes before it confuses clients.
    nextTurn()
      .then(() => action(this.engines[this.currentMode]))
      .catch((error: unknown) => this.failed(error));
  }

  private stop(reason: StopReason, text?: string): void {
    this.running = false;
    this.listener.changed();
    this.listener.stopped(reason, text);
  }

  private end(): void {
    this.running = false;
    if (this.currentMode === 'jit' && this.lastComparison) {
      const { native, interpreted } = this.lastComparison;
      this.listener.message('console', sessionMessages.nativeResult(native, interpreted));
    }
    this.listener.ended(this.currentState.result);
  }

  /** A run that failed leaves the state where it was: the user can go on, in the interpreter if need be. */
  private failed(error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    if (error instanceof NativeUnavailable) this.fallBack(text);
    this.stop('exception', text);
  }

  private async startNative(): Promise<boolean> {
    try {
      const { code } = await this.native.start();
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
    this.gdbHasControl = false;
    this.listener.message('important', sessionMessages.hostGone(how));
    this.listener.changed();
  }

  private compared(comparison: Comparison): void {
    this.lastComparison = comparison;
    const { native, interpreted, opIndex } = comparison;
    if (native === interpreted) return;
    const { opCount } = this.debuggee.program;
    const place = opIndex < opCount ? `before op ${opIndex}` : 'at the end';
    this.listener.message('important', sessionMessages.enginesDiffer(native, interpreted, place));
  }
}
