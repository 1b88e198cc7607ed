import type { Program } from '../../engine/format/program';
import { TracingEnded } from '../../engine/native/tracing/tracer';
import { NativeUnavailable } from '../../engine/native/nativeHost';
import type { Engine, EngineStop, RunLimits } from './engine';
import { isReturn, type InsideStops } from './insideStops';
import type { JitEngine } from './jitEngine';
import type { Machine } from './machine';
import type { NativeStepping } from './nativeStepping';

export interface InsideOpEngineContext {
  readonly machine: Machine;
  readonly jit: JitEngine;
  readonly stepping: NativeStepping;
  readonly stops: InsideStops;
  /** No thread can be stepped here: from now on there are no stops inside of ops. */
  readonly onRefused: (reason: string) => void;
}

/**
 * The machine code, stopped inside of ops as well. It runs at full speed to an op that has such a stop; a thread is
 * stepped through that op, and where nothing in it held, the op begins anew: it has done nothing that lasts. Where no
 * such stop is set, this is the engine that it stands in front of.
 */
export class InsideOpEngine implements Engine {
  /** Breakpoints were set or removed: the run comes back, to look which frames it has to wait for. */
  private isStale = false;
  /** A thread has gone through the next op already, as far as there are stops: it runs as a whole. */
  private isPassed = false;
  /** The program comes to the op that it begins with, as to any other. */
  private isBeginning = false;

  constructor(private readonly context: InsideOpEngineContext) {}

  /**
   * Before any other move of the program: a thread that stands in the middle of an op goes on to the stops that are
   * still to come in it, and out of the code where there are none.
   * @returns undefined where the next op is still to run; `stepped` where it is done and another comes next
   */
  async begin(): Promise<EngineStop | undefined> {
    const { stepping } = this.context;
    const thread = stepping.standing;
    const stop = thread ? await this.walk() : undefined;
    if (stop !== undefined && stop !== 'breakpoint') return stop;
    const left = await stepping.leave();
    this.isPassed = thread !== undefined && left === undefined;
    return left === 'stepped' ? ((await this.meet()) ?? left) : left;
  }

  /** The next run begins the program: breakpoints of its first op count. */
  beginsProgram(): void {
    this.isBeginning = true;
  }

  async step(): Promise<EngineStop> {
    const stop = (await this.walkFirst()) ?? (await this.context.jit.step());
    return stop === 'stepped' ? ((await this.meet()) ?? stop) : stop;
  }

  async run(limits: RunLimits): Promise<EngineStop> {
    const { machine } = this.context;
    let walked = await this.walkFirst();
    for (;;) {
      const stop = walked ?? (await this.runOn(limits));
      if (stop !== 'stepped' && stop !== 'breakpoint' && stop !== 'returned') return stop;
      const met = await this.meet();
      if (met) return met;
      if (limits.returnOf !== undefined && machine.position.window < limits.returnOf) return 'returned';
      if (new Set(limits.breakpoints()).has(machine.opIndex)) return 'breakpoint';
      if (limits.isPauseRequested()) return 'paused';
      walked = await this.walk();
    }
  }

  pause(): void {
    this.context.jit.pause();
  }

  breakpointsChanged(): void {
    this.isStale = true;
    this.context.jit.breakpointsChanged();
  }

  /** Steps through the op that a move begins with, whose own breakpoint does not count. */
  private async walkFirst(): Promise<EngineStop | undefined> {
    const { isPassed, isBeginning } = this;
    this.isPassed = this.isBeginning = false;
    const met = isBeginning ? await this.meet() : undefined;
    if (met) return met;
    const stop = isPassed ? undefined : await this.walk();
    return stop === 'breakpoint' ? undefined : stop;
  }

  /**
   * Steps a thread through the next op, or through what is left of it.
   * @returns undefined where nothing in it holds, and it is to run as a whole; `breakpoint` where there are no stops
   *   inside of ops any more; where the tracer ends on the way, the program stops at the op
   */
  private async walk(): Promise<EngineStop | undefined> {
    const { stepping } = this.context;
    if (!stepping.hasStopsAhead) return undefined;
    return this.withThread(async () => {
      const stop = await stepping.toStop();
      return stop === 'insideOp' ? stop : ((await stepping.leave()) ?? stop);
    });
  }

  /**
   * The program has come to an op. Where its breakpoints ask for registers, a thread looks at them from the op's first
   * instruction, and stays there where one holds.
   * @returns as for {@link walk}
   */
  private async meet(): Promise<EngineStop | undefined> {
    const { stepping, stops, machine } = this.context;
    if (!stops.mayHoldAtOp(machine.opIndex)) return undefined;
    return this.withThread(async () => ((await stepping.holdsAtOp()) ? 'insideOp' : await stepping.leave()));
  }

  private async withThread(move: () => Promise<EngineStop | undefined>): Promise<EngineStop | undefined> {
    const { stepping, jit, machine, stops } = this.context;
    try {
      return await move();
    } catch (error) {
      // The end of the host is nothing to stop at its op for.
      if (stepping.thread.isHostEnding(error)) throw error;
      if (error instanceof TracingEnded) return stops.holdsAtOp(machine.opIndex) ? 'insideOp' : 'paused';
      if (!(error instanceof NativeUnavailable)) throw error;
      this.context.onRefused(error.message);
      await stepping.leave();
      jit.forget();
      return 'breakpoint';
    }
  }

  /** Runs the next op, then on to the next place that needs a look. */
  private async runOn(limits: RunLimits): Promise<EngineStop> {
    const { jit, machine, stops } = this.context;
    this.isStale = false;
    const { calls } = stops;
    // A run can wait for a frame only when that is there before it begins.
    if (calls.has(machine.opIndex)) return jit.step();
    const awaited = nextReturn(machine, calls);
    const returnOf = Math.max(limits.returnOf ?? 0, awaited.window ?? 0);
    const stop = await jit.run({
      breakpoints: () => [...limits.breakpoints(), ...stops.ops, ...awaited.ops],
      isPauseRequested: () => this.isStale || limits.isPauseRequested(),
      ...(returnOf > 0 ? { returnOf } : {}),
    });
    return stop === 'paused' && !limits.isPauseRequested() ? 'stepped' : stop;
  }
}

/**
 * What a run has to wait for, so that it misses no return to one of these CALLs: the RETURNs of the running function
 * where one of them has called it; where that function has called others, which return before, the first of those.
 */
function nextReturn(
  { frames, program }: Machine,
  calls: ReadonlySet<number>,
): { readonly ops: readonly number[]; readonly window?: number } {
  if (calls.size === 0) return { ops: [] };
  const index = frames.findIndex((_, depth) => calls.has(frames[depth + 1]?.opIndex ?? -1));
  if (index < 0) return { ops: [] };
  const above = frames[index - 1];
  return above
    ? { ops: [], window: above.window }
    : { ops: returnsOf(program, frames[0]?.functionIndex ?? 0) };
}

function returnsOf(program: Program, functionIndex: number): number[] {
  const { firstOp = 0, opCount = 0 } = program.functions[functionIndex] ?? {};
  const ops = Array.from({ length: opCount }, (_, index) => firstOp + index);
  return ops.filter((opIndex) => isReturn(program, opIndex));
}
