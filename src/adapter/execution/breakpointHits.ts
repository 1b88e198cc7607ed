import type { BreakpointHit, BreakpointQuestions, InsideStop } from './executionListener';

/** The breakpoints as runs ask about them, and which of them stopped the program last. */
export class BreakpointHits {
  /** Those that were met last; undefined where none of them counted. */
  last: BreakpointHit | undefined;

  constructor(
    private readonly questions: BreakpointQuestions,
    /** Whether runs stop between two instructions of an op; otherwise breakpoints there stand at the op. */
    private readonly stopsInside: () => boolean,
    /** Whether a thread stands in the machine code, whose registers are known. */
    private readonly knowsRegisters: () => boolean,
  ) {}

  /** The ops to stop before. */
  get ops(): Iterable<number> {
    return this.questions.ops(this.stopsInside());
  }

  /** The places inside of ops to stop at. */
  get insideStops(): readonly InsideStop[] {
    return this.stopsInside() ? this.questions.insideStops : [];
  }

  /** The ops whose breakpoints are looked at when a thread stands at the first instruction. */
  get opsWithRegisters(): ReadonlySet<number> {
    return this.stopsInside() ? this.questions.opsWithRegisters : new Set();
  }

  /**
   * Whether a breakpoint stops the program before this op, now that it came there; not every op has one. Those that ask
   * for registers do not, until a thread stands there: the engine sees to that by itself.
   */
  readonly holds = (opIndex: number): boolean => {
    const waits = this.opsWithRegisters.has(opIndex) && !this.knowsRegisters();
    return this.met(waits ? undefined : this.questions.hitAtOp(opIndex, this.stopsInside()));
  };

  /** Whether a breakpoint of this op could, with the state as it is; nothing is counted. */
  mayHold(opIndex: number): boolean {
    return this.questions.mayHitAtOp(opIndex);
  }

  /** The same for an instruction inside of an op. @param offset in the machine code */
  holdsInside(offset: number): boolean {
    return this.met(this.questions.hitInside(offset));
  }

  /** Whether breakpoints inside of an op stop the program at its beginning instead. */
  holdsForPlaces(opIndex: number): boolean {
    return this.met(this.questions.hitAtOp(opIndex, false));
  }

  /** Whether it could, with the state as it is; nothing is counted. */
  mayHoldInside(offset: number): boolean {
    return this.questions.mayHitInside(offset);
  }

  private met(hit: BreakpointHit | undefined): boolean {
    this.last = hit;
    return hit !== undefined;
  }
}
