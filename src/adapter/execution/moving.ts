import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Engine, EngineStop, RunLimits } from './engine';
import type { Machine } from './machine';

/** What every way to move the program needs. */
export interface MoveContext {
  readonly machine: Machine;
  readonly engine: Engine;
  readonly limits: RunLimits;
  /** Whether a breakpoint stops the program before this op, now that it came there: counts the hit, and logs. */
  readonly breakpointHolds: (opIndex: number) => boolean;
  /** Settles when the client can take more of what log points say. */
  readonly drained: () => Promise<void>;
}

/** Between two turns of everybody else, while breakpoints are passed. Unit: milliseconds. */
const turnInterval = 10;

/**
 * Runs until something stops the program: breakpoints that do not count are passed. There may be millions of them, each
 * a run of its own, so that requests of the client and its output get their turn in between.
 * @param isThere whether the program has come to where the caller wants it, asked at every breakpoint of the limits
 */
export async function runOn(
  { machine, engine, breakpointHolds, drained }: MoveContext,
  limits: RunLimits,
  isThere: () => boolean = () => false,
): Promise<EngineStop | 'arrived'> {
  let turn = performance.now();
  for (;;) {
    const stop = await engine.run(limits);
    if (stop !== 'breakpoint' || breakpointHolds(machine.opIndex)) return stop;
    if (isThere()) return 'arrived';
    if (performance.now() - turn < turnInterval) continue;
    await drained();
    await nextTurn();
    if (limits.isPauseRequested()) return 'paused';
    turn = performance.now();
  }
}
