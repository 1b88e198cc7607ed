import type { Trap } from '../../engine/machine/stop';
import type { Mode } from '../protocol/launch';

/** Why the program stopped, in the words of the protocol. */
export type StopReason = 'entry' | 'step' | BreakpointHit['reason'] | 'pause' | 'goto' | 'exception';

/** Breakpoints that stop the program where it stands. */
export interface BreakpointHit {
  readonly reason: 'breakpoint' | 'instruction breakpoint';
  /** As the client knows them. */
  readonly ids: readonly number[];
}

/** A place between two instructions of an op where a run is to stop. */
export interface InsideStop {
  readonly opIndex: number;
  /** Of the instruction, in bytes from the start of the machine code. */
  readonly offset: number;
}

/** What an execution tells the session. */
export interface ExecutionListener {
  /** @param ids of the breakpoints that stopped it */
  stopped(reason: StopReason, text?: string, ids?: readonly number[]): void;
  ended(result: bigint): void;
  /** A trap that nobody is to look at ends the program. */
  trapped(message: string): void;
  /** A message for the Debug Console. */
  message(category: 'console' | 'important' | 'stdout' | 'stderr', text: string): void;
  /** What PRINT wrote; settles when the client can take more. */
  printed(text: string): void | Promise<void>;
  /** Settles when the client can take more messages. */
  drained(): Promise<void>;
  /** Engine or current op changed. */
  changed(): void;
  readonly breakpoints: BreakpointQuestions;
  /** What to say of a trap at the current op. */
  trapText(trap: Trap): string;
}

/** What runs ask about breakpoints; the answers may change while one is on. */
export interface BreakpointQuestions {
  /**
   * The ops to stop before.
   * @param stopsInside whether the run stops inside of ops as well: otherwise breakpoints there stand at their op
   */
  ops(stopsInside: boolean): Iterable<number>;
  readonly insideStops: readonly InsideStop[];
  /** Ops whose breakpoints ask for registers of the processor: where a run stops inside of ops, they are not in `ops`. */
  readonly opsWithRegisters: ReadonlySet<number>;
  /** Asked before every stop at a breakpoint: which of them count (condition, hit count, log point). */
  hitAtOp(opIndex: number, stopsInside: boolean): BreakpointHit | undefined;
  /** The same for an instruction inside of an op. @param offset in the machine code */
  hitInside(offset: number): BreakpointHit | undefined;
  /** Whether one of an op could count, were the op reached with registers and cells as they are. */
  mayHitAtOp(opIndex: number): boolean;
  /** Whether it could count, were it reached with registers and cells as they are. */
  mayHitInside(offset: number): boolean;
}

export interface ExecutionOptions {
  readonly mode: Mode;
  readonly noDebug: boolean;
  readonly nativeCodeAllowed: boolean;
}
