import type { MachineCode } from '../jit/machineCode';
import { cellCountOf, wordsPerOp, type Program } from '../format/program';
import { firstWindow, framesOf, type MachineFrame } from '../machine/stack';
import { stopOfCode } from '../machine/stop';
import type { MachineLayout } from './machineProtocol';
import { savedFrames, type MachineState, type NativeRunner, type RunnerStop } from './machineState';
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

  async run(
    state: MachineState,
    breakpoints: readonly number[],
    pauseAtOnce: boolean,
    returnOf?: number,
  ): Promise<RunnerStop> {
    const { opOffsets } = this.code;
    const from = hasBegun(state) ? opOffsets[state.position.opIndex] : undefined;
    const caller = returnOf === undefined ? undefined : this.callerOf(state, returnOf);
    const returned = caller && { opIndex: caller.opIndex + 1, window: caller.window };
    const stopped = await this.host.runMachine(
      {
        from,
        ...savedFrames(this.program, this.code, state, returnOf),
        breakpointOps: Uint32Array.from(breakpoints),
        breakpointOffsets: Uint32Array.from(breakpoints, (opIndex) => opOffsets[opIndex] ?? 0),
        pauseAtOnce,
        returned,
      },
      this.onPrinted,
    );
    if (stopped.output.length > 0) this.onPrinted(stopped.output);
    const { opIndex, window, stack, result } = stopped;
    const stop = stopOfCode(stopped.stopCode);
    if (stop === 'returned' && caller) await this.finishCall(caller, result, stack);
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
    const word = window + (this.program.words[opIndex * wordsPerOp + 3] ?? 0);
    stack[word] = value;
    await this.host.writeWords('stack', word, BigInt64Array.of(value));
  }
}

/** Whether the program is anywhere else than at its very beginning, where calling it would give the same state. */
const hasBegun = ({ position, stack }: MachineState): boolean =>
  position.opIndex !== 0 ||
  position.window !== firstWindow ||
  stack.subarray(firstWindow).some((word) => word !== 0n);
