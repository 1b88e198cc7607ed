/**
 * The words through which machine code and its host speak: r14 holds the address of the block. Offsets in bytes;
 * everything is 8 bytes wide but the first two, which are 4.
 *
 * Small offsets make short instructions, and the polled flag has the smallest.
 *
 * docs/bytecode.md shows the comment of each word.
 */
export const control = {
  /** Not 0: stop at the next jump backwards. Host to code, also while the code runs. */
  pauseRequested: 0,
  /** Why the code came back: a stop code. */
  stopCode: 4,
  /** Address of the first byte behind the stack; 0 makes the next CALL stop, which is how the host pauses recursion. */
  stackLimit: 8,
  /** Address where the next printed value goes. Only grows while code runs, after the value is there. */
  outputCursor: 16,
  /** Address of the first byte behind the room for printed values. */
  outputEnd: 24,
  /** Address of register 0 of the function that runs. To begin with, that of function 0. */
  window: 32,
  /** Index of the op that comes next; says nothing after a breakpoint. */
  opIndex: 40,
  /** What the program returned, once it has. */
  result: 48,
  /** After a breakpoint: the address behind the call that stands in the place of the op. */
  breakpointReturn: 56,
  /** Address of the first cell. */
  cells: 64,
  /** Address of the frames that `resume` rebuilds: pairs of return address and window, the outermost first. */
  frames: 72,
  /** Address of the first byte behind those. */
  framesEnd: 80,
  /** Address of the op that `resume` goes on with. */
  entryPoint: 88,
  /** The code's own note: rsp as the host called it, for the way back out of any depth. */
  savedStackPointer: 96,
  /** What is in rax when a run begins at an op, and what was when it stopped before one. */
  handedOver: 104,
} as const;

/** Bytes of the block. */
export const controlBlockSize = 112;

/** Bytes of a frame for `resume`. */
export const savedFrameSize = 16;
