import { frameHeaderWords } from '../format/limits';
import { functionIndexAt, type FunctionDefinition, type Program } from '../format/program';

/**
 * The stack of the machine, in words of 64 bits, the same in both engines. A frame is one word and then the window of
 * registers of its function; the frame of a called function follows that of its caller:
 *
 *     word 0   1 …                                          window
 *     | -1 | registers of function 0 | op index of CALL | registers of the called function |  (unused)
 *
 * The word before a window is the index of the CALL that made the frame; -1 for the first frame. So the whole call
 * stack can be read off the memory, whoever ran the program.
 */

/** `stackWords`: a CALL whose frame does not fit traps. `frameHeaderWords`: the word that holds the op index of the CALL. */
export { frameHeaderWords, stackWords } from '../format/limits';

/** What stands before the first window. */
export const noCaller = -1n;

/** The lower half of {@link noCaller}. */
const noCallerHalf = -1;

/**
 * What stands before a window while an engine runs that is to stop when its frame returns: negative, so that RETURN
 * tells it from an op index without another look. Marking a marked word gives back what it was.
 */
export const markedCaller = (caller: bigint): bigint => -2n - caller;

/** Where the registers of function 0 begin. Unit: words. */
export const firstWindow = frameHeaderWords;

/** Words from a window to the window of a function that is called from it. */
export const frameWords = ({ registerCount }: FunctionDefinition): number => registerCount + frameHeaderWords;

/** Where a program stands. */
export interface MachinePosition {
  /** The op that comes next; the op count once the program has ended. */
  readonly opIndex: number;
  /** Index in the stack of register 0 of the function that runs. Unit: words. */
  readonly window: number;
}

/** One call that has not returned. */
export interface MachineFrame {
  readonly functionIndex: number;
  /** The op that comes next in the innermost frame; in the others the CALL that has not returned. */
  readonly opIndex: number;
  /** Index in the stack of register 0. Unit: words. */
  readonly window: number;
}

/** The frame of the function that runs. */
export function innermostFrame(program: Program, { opIndex, window }: MachinePosition): MachineFrame {
  // An ended program stands behind its last op, but still in the frame of function 0.
  const functionIndex = window === firstWindow ? 0 : functionIndexAt(program, opIndex);
  return { functionIndex, opIndex, window };
}

/** The frames of a stopped program, the innermost first. */
export function framesOf(program: Program, stack: BigInt64Array, position: MachinePosition): MachineFrame[] {
  const frames: MachineFrame[] = [];
  visitFrames(program, stack, position, (functionIndex, opIndex, window) =>
    frames.push({ functionIndex, opIndex, window }),
  );
  return frames;
}

/**
 * Tells of every frame of a stopped program, the innermost first. Native runs begin with that, and a recursion has a
 * hundred thousand: nothing is made for each.
 * @param visit takes what a {@link MachineFrame} holds
 */
export function visitFrames(
  program: Program,
  stack: BigInt64Array,
  position: MachinePosition,
  visit: (functionIndex: number, opIndex: number, window: number) => void,
): void {
  const { functions } = program;
  const halves = new Int32Array(stack.buffer, stack.byteOffset, stack.length * 2);
  let { functionIndex } = innermostFrame(program, position);
  let { opIndex, window } = position;
  for (;;) {
    visit(functionIndex, opIndex, window);
    const header = (window - frameHeaderWords) * 2;
    const caller = halves[header] ?? noCallerHalf;
    // A header that is neither: somebody wrote to the stack.
    if (window === firstWindow || caller < 0 || halves[header + 1] !== 0) return;
    opIndex = caller;
    functionIndex = functionIndexAt(program, opIndex);
    const callerFunction = functions[functionIndex];
    if (!callerFunction) return;
    window -= frameWords(callerFunction);
    if (window === firstWindow) functionIndex = 0;
  }
}

/** How many words of the stack a stopped program uses. */
export function usedWords(program: Program, position: MachinePosition): number {
  const { functionIndex, window } = innermostFrame(program, position);
  return window + (program.functions[functionIndex]?.registerCount ?? 0);
}

/**
 * The whole state of a stopped program, to keep or to give to the other engine: all that the next op can depend on.
 * Plain data, so that it crosses process borders as it is.
 */
export interface MachineImage extends MachinePosition {
  /** What the program returned; 0 before its end. */
  readonly result: bigint;
  /** The used words of the stack, from word 0; see {@link usedWords}. */
  readonly stack: BigInt64Array;
  /** All cells of all arrays, see {@link Program.arrays}. */
  readonly cells: BigInt64Array;
}
