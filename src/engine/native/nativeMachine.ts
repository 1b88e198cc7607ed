import type { Program } from '../format/program';
import type { MachineCode } from '../jit/machineCode';
import { firstWindow, type MachineImage, type MachinePosition } from '../machine/stack';
import type { MachineStop } from '../machine/stop';
import { isRefusedCall } from '../machine/successors';
import { FramesRunner, layoutOf } from './framesRunner';
import {
  initialState,
  type MachineState,
  type NativeRunner,
  type ParkedRun,
  type RunnerStop,
  type RunPlan,
} from './machineState';
import { NativeUnavailable, type CodeSymbols, type LoadedCode, type NativeHost } from './nativeHost';
import { ReturnsRunner } from './returnsRunner';
import { tracingMessages } from './tracing/messages';

export interface NativeStop {
  readonly stop: MachineStop;
  readonly position: MachinePosition;
  /** What the program returned; 0 before its end. */
  readonly result: bigint;
  /** The used words, from word 0; see stack.ts. */
  readonly stack: BigInt64Array;
}

export interface NativeRunOptions {
  /** Indexes of ops. The one that the run begins at runs, whatever its breakpoint says. */
  readonly breakpoints?: Iterable<number>;
  /** The window of a frame: stops, with `returned`, when it has returned. That of the first frame never does. */
  readonly returnOf?: number;
}

/** Takes printed values, in order. A run goes on only when a promise that it gave has resolved. */
export type PrintedListener = (values: BigInt64Array) => void | Promise<void>;

export interface NativeMachineOptions {
  readonly symbols?: CodeSymbols;
  readonly onPrinted?: PrintedListener;
}

/**
 * A program that runs as machine code in a native host, can be stopped before any op, looked at, changed and run on. It
 * does one thing at a time. Everything rejects with NativeHostGone when the host ends.
 */
export class NativeMachine {
  private state: MachineState;
  private pauseRequested = false;
  /** What the listener has not taken yet. */
  private delivered: Promise<void> = Promise.resolve();
  private readonly runner: NativeRunner;

  private constructor(
    private readonly host: NativeHost,
    private readonly program: Program,
    machineCode: MachineCode,
    /** Where the code lies, and whether gdb knows of it. */
    readonly code: LoadedCode,
    private readonly onPrinted: PrintedListener,
  ) {
    this.state = initialState(program);
    const deliver = (values: BigInt64Array): void => this.deliver(values);
    this.runner =
      machineCode.convention === 'result'
        ? new ReturnsRunner(host, machineCode)
        : new FramesRunner(host, program, machineCode, deliver);
  }

  /**
   * Loads a program in the place of what the host held before. It stands at its beginning.
   * @param program verified
   * @param code what the JIT made of this very program
   * @throws NativeUnavailable when the system refuses memory; NativeHostGone
   */
  static async load(
    host: NativeHost,
    program: Program,
    code: MachineCode,
    { symbols, onPrinted = () => undefined }: NativeMachineOptions = {},
  ): Promise<NativeMachine> {
    const loaded = await host.load(code.bytes, symbols, layoutOf(program, code));
    return new NativeMachine(host, program, code, loaded, onPrinted);
  }

  /** Makes a state that another engine left the one that the next run begins from. */
  async setImage({ opIndex, window, result, stack, cells }: MachineImage): Promise<void> {
    this.state = { position: { opIndex, window }, result, stack: stack.slice() };
    if (this.program.version === 1) return;
    await Promise.all([
      this.host.writeWords('stack', 0, stack),
      ...(cells.length > 0 ? [this.host.writeWords('cells', 0, cells)] : []),
    ]);
  }

  /**
   * Runs on to the end, a breakpoint, a trap or a pause. All that is printed reaches the listener before.
   * @throws RangeError when the stack was changed so that its calls cannot have happened
   */
  async run({ breakpoints = [], returnOf }: NativeRunOptions = {}): Promise<NativeStop> {
    this.pauseRequested = false;
    return this.take({ breakpoints: [...new Set(breakpoints)], returnOf });
  }

  /** Runs exactly one op: `stepped`, `ended` or a trap. */
  async step(): Promise<NativeStop> {
    const stopped = await this.take({ breakpoints: [], isStep: true });
    const isThere = stopped.stop === 'breakpoint' || stopped.stop === 'paused';
    return isThere ? { ...stopped, stop: 'stepped' } : stopped;
  }

  /**
   * Lets a thread wait before the next op, for a tracer. Until it has left nothing else can run.
   * @throws NativeUnavailable where this code cannot be stepped by instruction
   */
  async park(): Promise<ParkedRun> {
    if (!this.runner.park) throw new NativeUnavailable(tracingMessages.versionOne());
    const parked = await this.runner.park(this.state);
    const left = parked.left.then(async ({ stop, ...state }) => {
      this.state = state;
      await this.delivered;
      return { stop, ...state };
    });
    // Whoever steps hears of a host that is gone anyway.
    left.catch(() => undefined);
    return { ...parked, left };
  }

  /** The run that is on stops at its next jump backwards or call; does nothing when none is on. */
  pause(): void {
    this.pauseRequested = true;
    // A host that is gone says so to whoever waits for the run.
    if (this.program.version !== 1) this.host.pauseMachine().catch(() => undefined);
  }

  /** Reads cells, counted over all arrays. Also while a run is on, as they are just then. */
  async readCells(first: number, count: number): Promise<BigInt64Array> {
    return count === 0 ? new BigInt64Array(0) : this.host.readWords('cells', first, count);
  }

  /** Changes a cell, counted over all arrays. */
  async writeCell(index: number, value: bigint): Promise<void> {
    await this.host.writeWords('cells', index, BigInt64Array.of(value));
  }

  /**
   * Changes a word of the stack: a register at the window plus its index.
   * @throws RangeError outside of the words in use
   */
  async writeStack(word: number, value: bigint): Promise<void> {
    const { stack } = this.state;
    if (word < firstWindow || word >= stack.length)
      throw new RangeError(`Word ${word} of the stack is not in use.`);
    stack[word] = value;
    if (this.program.version !== 1) await this.host.writeWords('stack', word, BigInt64Array.of(value));
  }

  /** Makes another op the next one, in the frame that it belongs to. */
  setPosition(position: MachinePosition): Promise<void> {
    this.state = { ...this.state, position };
    return Promise.resolve();
  }

  /** Runs until something stops it other than a full output. */
  private async take(plan: RunPlan): Promise<NativeStop> {
    for (;;) {
      const { position: before } = this.state;
      if (before.opIndex >= this.program.opCount) return this.copyOf('ended');
      const { stop, ...state }: RunnerStop = await this.runner.run(this.state, plan);
      this.state = state;
      await this.delivered;
      // The op did not run yet: a step goes on, whatever comes in between.
      if (plan.isStep && stop === 'paused' && isRefusedCall(this.program, before, state.position)) continue;
      if (stop !== 'outputFull') return this.copyOf(stop);
      if (this.pauseRequested && !plan.isStep) return this.copyOf('paused');
    }
  }

  /** What the caller gets may be kept and changed: the machine's own words stay as they are. */
  private copyOf(stop: MachineStop): NativeStop {
    return { ...this.state, stop, stack: this.state.stack.slice() };
  }

  private deliver(values: BigInt64Array): void {
    this.delivered = this.delivered.then(() => this.onPrinted(values));
  }
}
