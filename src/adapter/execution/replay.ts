import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EngineStop } from './engine';
import type { Machine } from './machine';
import { PrintDigest } from './printDigest';

/** Backward jumps and calls between two turns of the event loop, through which the native host's reply comes. */
const jumpsPerSlice = 100_000;

/** The longest that the interpreter follows one native run. Unit: milliseconds. */
const patience = 250;

/**
 * The interpreter on the way that machine code takes at the same time: it begins in the same state, stops at the same
 * breakpoints, and keeps what it prints to itself. A run that takes too long is given up: it is a check, and nobody
 * waits for it.
 */
export class Replay {
  private cancelled = false;
  private readonly done: Promise<EngineStop | undefined>;

  constructor(
    private readonly machine: Machine,
    breakpoints: Iterable<number>,
    private readonly returnOf: number | undefined,
    /** Takes what it prints. */
    readonly printed = new PrintDigest(),
  ) {
    machine.interpreter.setBreakpoints(breakpoints);
    this.done = this.run();
  }

  /**
   * Where it stopped, once the native run did.
   * @returns undefined when it was given up
   */
  stop(): Promise<EngineStop | undefined> {
    return this.done;
  }

  cancel(): void {
    this.cancelled = true;
  }

  private async run(): Promise<EngineStop | undefined> {
    const { interpreter } = this.machine;
    const end = performance.now() + patience;
    for (;;) {
      // The request to the native host goes out first.
      await nextTurn();
      if (this.cancelled || performance.now() > end) return undefined;
      const stop = interpreter.run(jumpsPerSlice, this.returnOf);
      this.machine.moved();
      this.printed.add(interpreter.takeOutput());
      if (stop !== 'paused' && stop !== 'outputFull') return stop;
    }
  }
}
