import { opcodeAt, wordsPerOp, firstCellOf, type Program } from '../../engine/format/program';
import { operations } from '../../engine/isa/operations';
import type { MachinePosition } from '../../engine/machine/stack';
import { isRefusedCall } from '../../engine/machine/successors';
import type { NativeMachine, NativeStop } from '../../engine/native/nativeMachine';
import { differenceBetween, type Difference } from './comparison';
import type { Engine, EngineStop, RunLimits } from './engine';
import type { Machine } from './machine';
import type { NativeSession } from './nativeSession';
import { PrintDigest } from './printDigest';
import { Replay } from './replay';

/** What came of comparing the engines after a native run. */
export type Comparison =
  | { readonly kind: 'same' }
  | { readonly kind: 'different'; readonly difference: Difference }
  /** The run was paused, or too long for the interpreter to follow. */
  | { readonly kind: 'skipped' };

export interface JitEngineOptions {
  /** False when running without debugging: then nobody looks at the state, and the processor runs alone. */
  readonly compare: boolean;
  readonly onCompared: (comparison: Comparison) => void;
}

/** Between two requests to pause. Unit: milliseconds. */
const pauseInterval = 20;

/** More cells than these are not brought over at every stop for comparison alone: 8 MiB. */
const comparedCells = 1 << 20;

/**
 * Runs the machine code on the processor, in the native host. The interpreter goes the same way, and both states are
 * compared at every stop; where they differ, what the processor made of it is what the session shows.
 */
export class JitEngine implements Engine {
  /** The native copy of the state, and the revision of the machine that it was taken from. */
  private copy: { readonly native: NativeMachine; readonly revision: number } | undefined;
  private running: NativeMachine | undefined;
  /** The run is to stop soon, to go on with other breakpoints. */
  private isInterrupted = false;

  constructor(
    private readonly machine: Machine,
    private readonly session: NativeSession,
    private readonly options: JitEngineOptions,
  ) {}

  async step(): Promise<EngineStop> {
    const native = await this.ready();
    const stored = storedCell(this.machine);
    // Of a run that the interpreter did not follow to its end.
    this.session.takeDigest();
    const stop = await native.step();
    const printed = this.session.takeDigest();
    if (stop.stop === 'outputFull') throw new RangeError('The native machine empties its output itself.');

    const { interpreter } = this.machine;
    const replayed = interpreter.step();
    this.machine.moved();
    const digest = new PrintDigest();
    digest.add(interpreter.takeOutput());
    await this.settle(native, stop, replayed === stop.stop && digest.equals(printed), stored);
    return stop.stop;
  }

  async run(limits: RunLimits): Promise<EngineStop> {
    const native = await this.ready();
    const before = this.machine.save();
    this.session.takeDigest();
    let replay = this.options.compare
      ? new Replay(this.machine, limits.breakpoints(), limits.returnOf)
      : undefined;
    const giveUp = (): void => {
      replay?.cancel();
      replay = undefined;
    };
    this.running = native;
    let begin: MachinePosition = before;
    try {
      for (;;) {
        const breakpoints = new Set(limits.breakpoints());
        this.isInterrupted = false;
        const stop = await this.runNatively(native, breakpoints, limits);
        if (stop.stop === 'outputFull') throw new RangeError('The native machine empties its output itself.');
        const isInterrupted = stop.stop === 'paused' && !limits.isPauseRequested();
        if (stop.stop === 'paused') giveUp();
        const isNew = !isRefusedCall(this.machine.program, begin, stop.position);
        begin = stop.position;
        if (isInterrupted && !(isNew && breakpoints.has(begin.opIndex))) continue;
        await this.finish(native, stop, replay);
        return isInterrupted ? 'breakpoint' : stop.stop;
      }
    } catch (error) {
      giveUp();
      // The host is gone, or could not run: back to where this run began.
      this.machine.load(before);
      this.copy = undefined;
      throw error;
    } finally {
      this.running = undefined;
    }
  }

  pause(): void {
    this.running?.pause();
  }

  /** The machine code must stand still while it is patched: it is paused, and goes on with the new breakpoints. */
  breakpointsChanged(): void {
    this.isInterrupted = true;
    this.running?.pause();
  }

  /** A request to pause that reaches the host before the run has begun is lost there: it is said again until it is heard. */
  private async runNatively(
    native: NativeMachine,
    breakpoints: Iterable<number>,
    limits: RunLimits,
  ): Promise<NativeStop> {
    const { returnOf } = limits;
    const timer = setInterval(() => {
      if (this.isInterrupted || limits.isPauseRequested()) native.pause();
    }, pauseInterval);
    try {
      return await native.run({ breakpoints, ...(returnOf === undefined ? {} : { returnOf }) });
    } finally {
      clearInterval(timer);
    }
  }

  /** The program goes on elsewhere: the native copy of its state is old from now on. */
  forget(): void {
    this.copy = undefined;
  }

  /** Brings the native copy up to date with the session's machine. */
  async ready(): Promise<NativeMachine> {
    const { native } = await this.session.start();
    const { revision } = this.machine;
    if (this.copy?.native !== native || this.copy.revision !== revision) {
      this.copy = undefined;
      await native.setImage(this.machine.save());
      this.copy = { native, revision };
    }
    return native;
  }

  private async finish(native: NativeMachine, stop: NativeStop, replay: Replay | undefined): Promise<void> {
    const replayed = await replay?.stop();
    const printed = this.session.takeDigest();
    if (replayed === undefined) {
      await this.adopt(native, stop);
      this.options.onCompared({ kind: 'skipped' });
      return;
    }
    const printedAlike = replay?.printed.equals(printed) ?? true;
    await this.settle(native, stop, replayed === stop.stop && printedAlike, 'all');
  }

  /** Compares, and takes the native state where it is another. */
  async settle(
    native: NativeMachine,
    stop: NativeStop,
    agreesSoFar: boolean,
    cells: number | 'all' | undefined,
  ): Promise<void> {
    const difference = agreesSoFar
      ? (differenceBetween(this.machine, stop, undefined) ?? (await this.cellDifference(native, cells)))
      : { what: 'how it stopped, or what it printed', native: stop.result, interpreted: this.machine.result };
    if (difference) await this.adopt(native, stop);
    this.options.onCompared(difference ? { kind: 'different', difference } : { kind: 'same' });
  }

  private async cellDifference(
    native: NativeMachine,
    which: number | 'all' | undefined,
  ): Promise<Difference | undefined> {
    const { cells } = this.machine.interpreter;
    if (which === undefined || cells.length === 0) return undefined;
    if (which === 'all' && cells.length > comparedCells) return undefined;
    const first = which === 'all' ? 0 : which;
    const found = await native.readCells(first, which === 'all' ? cells.length : 1);
    for (const [index, value] of found.entries()) {
      const interpreted = cells[first + index] ?? 0n;
      if (value !== interpreted) return { what: `cell ${first + index}`, native: value, interpreted };
    }
    return undefined;
  }

  /** Compares what a thread printed that was stepped, when it leaves. */
  comparePrinted(native: PrintDigest, interpreted: PrintDigest): void {
    if (native.equals(interpreted)) return;
    const difference: Difference = {
      what: 'what was printed (so many values)',
      native: BigInt(native.count),
      interpreted: BigInt(interpreted.count),
    };
    this.options.onCompared({ kind: 'different', difference });
  }

  /** Takes the native state without a comparison: somebody changed it on the way, or the interpreter did not follow. */
  async takeOver(native: NativeMachine, stop: NativeStop): Promise<void> {
    await this.adopt(native, stop);
    this.options.onCompared({ kind: 'skipped' });
  }

  /** What the processor made of it is the state of the session. */
  private async adopt(native: NativeMachine, { position, result, stack }: NativeStop): Promise<void> {
    const cells = await native.readCells(0, this.machine.interpreter.cells.length);
    this.machine.load({ ...position, result, stack, cells });
  }
}

/** The cell that the next op stores to, as an index in the memory of cells; undefined where it stores to none. */
export function storedCell(machine: Machine): number | undefined {
  const { program, opIndex } = machine;
  if (program.version !== 3 || opIndex >= program.opCount) return undefined;
  if (opcodeAt(program, opIndex) !== operations.STORE_CELL.opcode) return undefined;
  return cellOf(program, machine, opIndex);
}

function cellOf(program: Program, machine: Machine, opIndex: number): number | undefined {
  const at = opIndex * wordsPerOp;
  const index = machine.register(machine.innermost, program.words[at + 1] ?? 0);
  const array = program.words[at + 2] ?? 0;
  const length = program.arrays[array]?.length ?? 0;
  return index >= 0n && index < BigInt(length) ? firstCellOf(program, array) + Number(index) : undefined;
}
