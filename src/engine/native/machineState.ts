import { functionAt, wordsPerOp, type Program } from '../format/program';
import type { MachineCode } from '../jit/machineCode';
import { firstWindow, noCaller, usedWords, visitFrames, type MachinePosition } from '../machine/stack';
import type { MachineStop } from '../machine/stop';
import { nativeMessages } from './messages';

/** What the client keeps of a machine between two runs; the cells stay in the host. */
export interface MachineState {
  readonly position: MachinePosition;
  /** What the program returned; 0 before its end. */
  readonly result: bigint;
  /** The used words, from word 0. */
  readonly stack: BigInt64Array;
}

/** How one native run ended, and the state that it left. */
export interface RunnerStop extends MachineState {
  readonly stop: MachineStop;
}

/** A run whose thread waits to be traced before it begins. Where the code goes then is the tracer's to say. */
export interface ParkedRun {
  /** Id of the thread, as the kernel counts threads. */
  readonly thread: number;
  /** Address of the word that lets the thread go when it is not 0. */
  readonly go: bigint;
  /** Takes what it printed and a pause back, at its exit, while the thread stands still. */
  readonly goOn: () => Promise<void>;
  /** How it ended, once the thread has left the code; what it printed was told before. */
  readonly left: Promise<RunnerStop>;
}

/** How far a run goes. */
export interface RunPlan {
  /** The ops to stop before. The one that the run begins at runs first, whatever its breakpoint says. */
  readonly breakpoints: readonly number[];
  /** The window of a frame: stops when it has returned. */
  readonly returnOf?: number | undefined;
  /** Runs exactly one op: stops before the next, as at a breakpoint or, where the op comes after itself, as for a pause. */
  readonly isStep?: boolean;
}

/** The one thing that differs between the conventions: how the code is entered and stopped. */
export interface NativeRunner {
  /** Runs natively from a state that has not ended until something stops it. */
  run(state: MachineState, plan: RunPlan): Promise<RunnerStop>;
  /** Absent where the code cannot be stepped by instruction. */
  park?(state: MachineState): Promise<ParkedRun>;
}

/** The state of a program that has not begun. */
export function initialState({ functions }: Program): MachineState {
  const stack = new BigInt64Array(firstWindow + (functions[0]?.registerCount ?? 0));
  stack[0] = noCaller;
  return { position: { opIndex: 0, window: firstWindow }, result: 0n, stack };
}

/** What the op that comes next finds in rax; 0 where it takes nothing over. */
export function handedOver({ handovers }: MachineCode, { position, stack }: MachineState): bigint {
  const handover = handovers.get(position.opIndex);
  return (handover && stack[position.window + handover.register]) ?? 0n;
}

/** What the frames of a state return to and where their windows are, the outermost first. */
export interface SavedFrames {
  readonly returnOffsets: Uint32Array;
  readonly windows: Uint32Array;
}

/**
 * The native frames that belong to the calls on the machine's stack.
 * @param returnOf the window of a frame that is to return to the code's `returned`
 * @throws RangeError when the stack tells of calls that cannot have happened: somebody wrote to it
 */
export function savedFrames(
  program: Program,
  code: MachineCode,
  state: MachineState,
  returnOf?: number,
): SavedFrames {
  const { position, stack } = state;
  if (usedWords(program, position) > stack.length) throw broken(position.opIndex);
  const { ended = 0, returned = 0 } = code.entries ?? {};
  const windows: number[] = [];
  const returnOffsets: number[] = [];
  let called = 0;
  let outermostOp = 0;
  visitFrames(program, stack, position, (functionIndex, opIndex, window) => {
    // What a frame returns to is known when its caller is.
    if (windows.length > 0) {
      const offset = returnOffsetOf(program, code, opIndex, called);
      returnOffsets.push(windows.at(-1) === returnOf ? returned : offset);
    }
    windows.push(window);
    called = functionIndex;
    outermostOp = opIndex;
  });
  returnOffsets.push(ended);
  if (windows.at(-1) !== firstWindow || functionAt(program, outermostOp) !== program.functions[0])
    throw broken(position.opIndex);
  return {
    returnOffsets: Uint32Array.from(returnOffsets).reverse(),
    windows: Uint32Array.from(windows).reverse(),
  };
}

function returnOffsetOf(
  { words }: Program,
  { callReturnOffsets }: MachineCode,
  opIndex: number,
  called: number | undefined,
): number {
  // Only CALL has a return offset.
  const offset = callReturnOffsets[opIndex] ?? 0;
  if (offset === 0 || words[opIndex * wordsPerOp + 1] !== called) throw broken(opIndex);
  return offset;
}

const broken = (opIndex: number): RangeError => new RangeError(nativeMessages.brokenCallChain(opIndex));
