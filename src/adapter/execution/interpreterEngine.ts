import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Engine, EngineStop, RunLimits } from './engine';
import type { Machine } from './machine';
import type { PrintedOutput } from './printedOutput';

/** Backward jumps and calls between two looks at the pause button, at first. */
const usualSlice = 100_000;

/** How long a slice should take: what lies between two jumps may be one op or a thousand. Unit: milliseconds. */
const shortest = 2;
const longest = 10;

export class InterpreterEngine implements Engine {
  private breakpointsAreStale = false;
  /** Backward jumps and calls in a slice, as the program at hand needs it. */
  private slice = usualSlice;

  constructor(
    private readonly machine: Machine,
    private readonly output: PrintedOutput,
  ) {}

  async step(): Promise<EngineStop> {
    const { interpreter } = this.machine;
    for (;;) {
      const stop = interpreter.step();
      this.machine.moved();
      await this.output.write(interpreter.takeOutput());
      if (stop !== 'outputFull') return stop;
    }
  }

  async run(limits: RunLimits): Promise<EngineStop> {
    const { interpreter } = this.machine;
    interpreter.setBreakpoints(limits.breakpoints());
    for (;;) {
      const started = performance.now();
      const stop = interpreter.run(this.slice, limits.returnOf);
      this.adapt(performance.now() - started, stop === 'paused');
      this.machine.moved();
      await this.output.write(interpreter.takeOutput());
      if (stop !== 'paused' && stop !== 'outputFull') return stop;
      await nextTurn();
      if (limits.isPauseRequested()) return 'paused';
      if (this.breakpointsAreStale) {
        this.breakpointsAreStale = false;
        interpreter.setBreakpoints(limits.breakpoints());
      }
    }
  }

  /** Keeps the pause button quick, and the slices long enough to cost nothing. */
  private adapt(milliseconds: number, wasWhole: boolean): void {
    if (milliseconds > longest) this.slice = Math.max(1, Math.floor(this.slice / 2));
    else if (milliseconds < shortest && wasWhole) this.slice *= 2;
  }

  /** Every slice ends with a look at the limits. */
  pause(): void {}

  breakpointsChanged(): void {
    this.breakpointsAreStale = true;
  }
}
