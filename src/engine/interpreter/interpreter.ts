import type { Program } from '../format/program';
import { firstWindow, frameHeaderWords, markedCaller, noCaller, usedWords } from '../machine/stack';
import type { MachineImage, MachinePosition } from '../machine/stack';
import { stopOfCode, type MachineStop } from '../machine/stop';
import { decodeProgram } from './decode';
import { machineHandler } from './handlers';
import { outputCapacity } from './layout';
import { instantiateMachine, type GeneratedMachine } from './machineInstance';
import { MachineMemory } from './memory';

/**
 * Backward jumps and calls after which the generated code comes back to JavaScript for a moment, whatever the budget.
 * V8 never replaces the code of a WebAssembly function that is running: a run that did not come back would stay in the
 * code that was made quickly, and never see the one that was made well.
 */
const sliceLength = 20_000;

/**
 * Runs a verified program, one op or many at a time. Everything that it changes lies in one WebAssembly memory, and the
 * code that runs there is generated from `semantics.ts`.
 */
export class Interpreter {
  /** How many values {@link takeOutput} can give at once. */
  readonly outputCapacity = outputCapacity;
  private readonly memory: MachineMemory;
  private readonly machine: GeneratedMachine;
  private breakpoints: readonly number[] = [];

  /**
   * The program stands before its first op.
   * @throws RangeError when there is no memory for it
   */
  constructor(readonly program: Program) {
    this.memory = new MachineMemory(program);
    decodeProgram(program, this.memory.memory.buffer);
    this.machine = instantiateMachine(this.memory.memory);
    this.begin();
  }

  /** All words of the stack, laid out as `machine/stack.ts` says; what is written here is what the program reads. */
  get stack(): BigInt64Array {
    return this.memory.stack;
  }

  /** The cells of all arrays, one array after the other; what is written here is what the program reads. */
  get cells(): BigInt64Array {
    return this.memory.cells;
  }

  get position(): MachinePosition {
    return { opIndex: this.memory.opIndex, window: this.memory.window };
  }

  /**
   * Makes another op the next one. That it belongs to the function of the window is the caller's to check.
   * @throws RangeError when there is no such op or no such place in the stack
   */
  set position({ opIndex, window }: MachinePosition) {
    const { opCount } = this.program;
    if (!Number.isInteger(opIndex) || opIndex < 0 || opIndex > opCount) {
      throw new RangeError(`There is no op ${opIndex} in a program of ${opCount}.`);
    }
    const end = usedWords(this.program, { opIndex, window });
    if (!Number.isInteger(window) || window < firstWindow || end > this.stack.length) {
      throw new RangeError(`There is no window at word ${window} of the stack.`);
    }
    this.memory.opIndex = opIndex;
    this.memory.window = window;
  }

  /** What the program returned; 0 before its end. */
  get result(): bigint {
    return this.memory.result;
  }

  get hasEnded(): boolean {
    return this.memory.opIndex >= this.program.opCount;
  }

  /** Back to before the first op, everything 0, no output. Breakpoints stay. */
  reset(): void {
    this.stack.fill(0n);
    this.cells.fill(0n);
    this.memory.result = 0n;
    this.memory.outputCount = 0;
    this.begin();
  }

  /**
   * Makes {@link run} stop before these ops, and before no others.
   * @throws RangeError when there is no such op
   */
  setBreakpoints(ops: Iterable<number>): void {
    const breakpoints = Array.from(ops);
    const wrong = breakpoints.find((op) => !Number.isInteger(op) || op < 0 || op >= this.program.opCount);
    if (wrong !== undefined) {
      throw new RangeError(`There is no op ${wrong} in a program of ${this.program.opCount}.`);
    }
    for (const opIndex of this.breakpoints) this.memory.restoreHandler(opIndex);
    for (const opIndex of breakpoints) this.memory.replaceHandler(opIndex, breakpointHandler);
    this.breakpoints = breakpoints;
  }

  /** Runs one op. At the end there is none: `ended`. */
  step(): MachineStop {
    return this.hasEnded ? 'ended' : stopOfCode(this.machine.step());
  }

  /**
   * Runs until the program ends or traps, an op with a breakpoint comes next, the output is full, or the budget is
   * used up. The first op runs even when it has a breakpoint: that is where the program stopped last.
   * @param budget backward jumps and calls to run at most, at least one: between two of them a program can only come
   *   nearer to its end
   * @param returnOf the window of a frame that has not returned: the run stops when it does, with `returned`
   */
  run(budget = Infinity, returnOf?: number): MachineStop {
    if (this.hasEnded) return 'ended';
    if (returnOf === undefined || returnOf <= firstWindow) return this.runSlices(budget);
    this.mark(returnOf);
    try {
      return this.runSlices(budget);
    } finally {
      // Also of a frame that is gone: nobody reads the word then, but it is what it was.
      this.mark(returnOf);
    }
  }

  private mark(window: number): void {
    const at = window - frameHeaderWords;
    this.stack[at] = markedCaller(this.stack[at] ?? noCaller);
  }

  private runSlices(budget: number): MachineStop {
    for (let left = Math.max(1, budget); ; left -= sliceLength) {
      const stop = stopOfCode(this.machine.run(Math.min(left, sliceLength)));
      if (stop !== 'paused') return stop;
      // The next run would begin with this op, and run it.
      if (this.memory.handlerOf(this.memory.opIndex) === breakpointHandler) return 'breakpoint';
      if (left <= sliceLength) return 'paused';
    }
  }

  /** What PRINT wrote since the last call, in its order. */
  takeOutput(): BigInt64Array {
    const output = this.memory.output.slice(0, this.memory.outputCount);
    this.memory.outputCount = 0;
    return output;
  }

  /** A copy of the state, to keep or to give to another engine. Output and breakpoints are no part of it. */
  save(): MachineImage {
    const { position } = this;
    return {
      ...position,
      result: this.result,
      stack: this.stack.slice(0, usedWords(this.program, position)),
      cells: this.cells.slice(),
    };
  }

  /**
   * Takes over a state of the same program. What lies in the stack beyond the state's words stays as it is: nothing
   * reads it before it writes it.
   * @throws RangeError when the state does not fit the program
   */
  load(image: MachineImage): void {
    if (image.cells.length !== this.cells.length || image.stack.length > this.stack.length) {
      throw new RangeError('This state is of another program.');
    }
    this.position = image;
    this.stack.set(image.stack);
    this.cells.set(image.cells);
    this.memory.result = image.result;
  }

  private begin(): void {
    this.stack[firstWindow - frameHeaderWords] = noCaller;
    this.memory.window = firstWindow;
    this.memory.opIndex = 0;
  }
}

const breakpointHandler = machineHandler('BREAKPOINT');
