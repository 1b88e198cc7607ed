import type { MachineState } from '../../engine/interpreter/machineState';

/** What makes an engine stop. */
export interface RunLimits {
  /** One byte for each op, not 0 where the engine stops before it; undefined where there is no breakpoint. */
  readonly breakpoints?: Uint8Array | undefined;
  /** Stops when this says so, at the next op that the engine can stop at. */
  readonly isPauseRequested: () => boolean;
}

export type EngineStop = 'breakpoint' | 'pause' | 'end';

/** Runs ops. The state belongs to the caller, so that a run can go on in another engine. */
export interface Engine {
  /** Runs the next op. The new state, with `opIndex` at the op count where the program ended. */
  step(state: MachineState): Promise<MachineState>;
  /** Runs the next op whatever its breakpoint says, then on until something stops it. */
  run(state: MachineState, limits: RunLimits): Promise<{ stop: EngineStop; state: MachineState }>;
}
