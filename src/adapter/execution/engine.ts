import type { MachineStop } from '../../engine/machine/stop';

/** What makes an engine stop. */
export interface RunLimits {
  /** Ops to stop before. Asked again whenever {@link Engine.breakpointsChanged} was called, also while it runs. */
  readonly breakpoints: () => Iterable<number>;
  readonly isPauseRequested: () => boolean;
  /** The window of a frame: the run stops when it has returned. Not that of the first frame. */
  readonly returnOf?: number;
}

/** How a run ended; output was delivered on the way. `insideOp`: a thread stands between two instructions of an op. */
export type EngineStop = Exclude<MachineStop, 'outputFull'> | 'insideOp';

/** Runs ops of the session's machine, whose state it leaves up to date. One run at a time. */
export interface Engine {
  /** Runs the next op, whatever its breakpoint says. */
  step(): Promise<EngineStop>;
  /** Runs the next op whatever its breakpoint says, then on until something stops it. */
  run(limits: RunLimits): Promise<EngineStop>;
  /** Somebody asked for a pause: the run looks at its limits as soon as it can. */
  pause(): void;
  /** Breakpoints were set or removed while it runs. */
  breakpointsChanged(): void;
}
