import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Engine, EngineStop, RunLimits } from './engine';
import type { Machine } from './machine';
import type { PrintedOutput } from './printedOutput';

/** Backward jumps and calls between two looks at the pause button: a few milliseconds. */
const jumpsPerSlice = 200_000;

export class InterpreterEngine implements Engine {
  private breakpointsAreStale = false;

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
      const stop = interpreter.run(jumpsPerSlice, limits.returnOf);
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

  /** Every slice ends with a look at the limits. */
  pause(): void {}

  breakpointsChanged(): void {
    this.breakpointsAreStale = true;
  }
}
