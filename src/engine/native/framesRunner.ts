import type { MachineCode } from '../jit/machineCode';
import { cellCountOf, wordsPerOp, type Program } from '../format/program';
import { firstWindow, framesOf, type MachineFrame } from '../machine/stack';
import { stopOfCode } from '../machine/stop';
import { successorsOf } from '../machine/successors';
import type { FirstOp, MachineLayout, MachineStopped } from './machineProtocol';
import {
  handedOver,
  savedFrames,
  type MachineState,
  type NativeRunner,
  type ParkedRun,
  type RunnerStop,
  type RunPlan,
} from './machineState';
import type { NativeHost } from './nativeHost';

/** What the host must know to hold the state of a program; undefined for version 1, which needs none. */
export function layoutOf(program: Program, { entries }: MachineCode): MachineLayout | undefined {
  if (!entries) return undefined;
  return {
    cellCount: cellCountOf(program),
    firstOps: Uint32Array.from(program.functions, ({ firstOp }) => firstOp),
    registerCounts: Uint32Array.from(program.functions, ({ registerCount }) => registerCount),
    start: entries.start,
    resume: entries.resume,
    breakpoint: entries.breakpoint,
  };
}

/** Runs versions 2 and 3: the state lies in the memory of the host, breakpoints are calls in the place of ops. */
export class FramesRunner implements NativeRunner {
  constructor(
    private readonly host: NativeHost,
    private readonly program: Program,
    private readonly code: MachineCode,
    private readonly onPrinted: (values: BigInt64Array) => void,
  ) {}

  async run(state: MachineState, { breakpoints, returnOf, isStep = false }: RunPlan): Promise<RunnerStop> {
    const { opOffsets } = this.code;
    const { opIndex } = state.position;
    const first = isStep || breakpoints.includes(opIndex) ? this.firstOf(state, isStep) : undefined;
    // A first function that calls itself looks for a pause when it is entered: that would be before its first op.
    const fromStart = !hasBegun(state) && !first?.followsItself;
    const caller = returnOf === undefined ? undefined : this.callerOf(state, returnOf);
    const returned = caller && { opIndex: caller.opIndex + 1, window: caller.window };
    const stopped = await this.host.runMachine(
      {
        from: fromStart ? undefined : opOffsets[opIndex],
        handedOver: handedOver(this.code, state),
        ...savedFrames(this.program, this.code, state, returnOf),
        first,
        breakpointOps: Uint32Array.from(breakpoints),
        breakpointOffsets: this.offsetsOf(breakpoints),
        returned,
      },
      this.onPrinted,
    );
    const outcome = await this.outcomeOf(stopped);
    if (outcome.stop === 'returned' && caller) await this.finishCall(caller, stopped.result, outcome.stack);
    return outcome;
  }

  /** Like a run without breakpoints, but the thread waits for its tracer, see {@link ParkedRun}. */
  async park(state: MachineState): Promise<ParkedRun> {
    const { parked, stopped } = await this.host.park(
      {
        from: this.code.opOffsets[state.position.opIndex],
        handedOver: handedOver(this.code, state),
        ...savedFrames(this.program, this.code, state),
        breakpointOps: new Uint32Array(0),
        breakpointOffsets: new Uint32Array(0),
      },
      this.onPrinted,
    );
    const goOn = async (): Promise<void> => {
      const values = await this.host.goOn();
      if (values.length > 0) this.onPrinted(values);
    };
    return { ...parked, goOn, left: stopped.then((found) => this.outcomeOf(found)) };
  }

  /** What the host must know to run the op that comes next alone. */
  private firstOf({ stack, position }: MachineState, isAll: boolean): FirstOp {
    const { program } = this;
    const next = successorsOf(program, stack, position);
    const nextOps = next.filter((opIndex) => opIndex < program.opCount && opIndex !== position.opIndex);
    return {
      nextOps: Uint32Array.from(nextOps),
      nextOffsets: this.offsetsOf(nextOps),
      followsItself: next.includes(position.opIndex),
      returnOffset: this.code.callReturnOffsets[position.opIndex] ?? 0,
      isAll,
    };
  }

  private offsetsOf(ops: readonly number[]): Uint32Array {
    return Uint32Array.from(ops, (opIndex) => this.code.opOffsets[opIndex] ?? 0);
  }

  private async outcomeOf(stopped: MachineStopped): Promise<RunnerStop> {
    const { stopCode, opIndex, window, result, stack, output } = stopped;
    if (output.length > 0) this.onPrinted(output);
    const stop = stopOfCode(stopCode);
    const handover = this.code.handovers.get(opIndex);
    // The value that the next op finds in rax has no other place yet.
    if (handover?.isStored === false) await this.store(window + handover.register, stopped.handedOver, stack);
    return { stop, position: { opIndex, window }, result: stop === 'ended' ? result : 0n, stack };
  }

  /** The frame whose CALL made the frame with this window; undefined where there is none. */
  private callerOf({ position, stack }: MachineState, window: number): MachineFrame | undefined {
    const frames = framesOf(this.program, stack, position);
    const index = frames.findIndex((frame) => frame.window === window);
    return index < 0 ? undefined : frames[index + 1];
  }

  /** What the machine code of a CALL does behind its call instruction: the value goes into register r. */
  private async finishCall(
    { opIndex, window }: MachineFrame,
    value: bigint,
    stack: BigInt64Array,
  ): Promise<void> {
    await this.store(window + (this.program.words[opIndex * wordsPerOp + 3] ?? 0), value, stack);
  }

  /** Writes a word of the stack, in the host and here. */
  private async store(word: number, value: bigint, stack: BigInt64Array): Promise<void> {
    stack[word] = value;
    await this.host.writeWords('stack', word, BigInt64Array.of(value));
  }
}

/** Whether the program is anywhere else than at its very beginning, where calling it would give the same state. */
const hasBegun = ({ position, stack }: MachineState): boolean =>
  position.opIndex !== 0 ||
  position.window !== firstWindow ||
  stack.subarray(firstWindow).some((word) => word !== 0n);
