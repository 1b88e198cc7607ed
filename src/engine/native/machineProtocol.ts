/**
 * What client and host say to each other about a machine: a program of version 2 or 3 whose stack, cells and output lie
 * in the memory of the host. Sent as part of the host's protocol, see hostProtocol.ts.
 */
import { isRecord, isSize } from './checks';

/** What the host must know of a program to hold its state. */
export interface MachineLayout {
  /** Cells of all arrays. */
  readonly cellCount: number;
  /** The first op of each function. */
  readonly firstOps: Uint32Array;
  /** How many registers each function has. */
  readonly registerCounts: Uint32Array;
  /** Offset of what the frame of function 0 returns to, in bytes from the start of the code. */
  readonly start: number;
  /** The same of the code that rebuilds frames. */
  readonly resume: number;
  /** The same of what a breakpoint calls. */
  readonly breakpoint: number;
}

/**
 * How a run leaves the op that it begins at, when it is to stop there the next time: the op runs alone first, with
 * breakpoints at all that can follow, so that none stands in its own place.
 */
export interface FirstOp {
  /** The ops that can come next, but itself, and their offsets in the code, in the same order. Unit: bytes. */
  readonly nextOps: Uint32Array;
  readonly nextOffsets: Uint32Array;
  /** It can come after itself, where no breakpoint can stand: the run then stops there as for a pause. */
  readonly followsItself: boolean;
  /** Of a CALL: the offset that the called function returns to. */
  readonly returnOffset: number;
  /** Whether the run ends behind it. */
  readonly isAll: boolean;
}

export interface MachineRun {
  /** Offset of the op to begin at, in bytes from the start of the code; absent: the program's beginning. */
  readonly from?: number | undefined;
  /** What the op to begin at finds in rax; 0 where that means nothing. */
  readonly handedOver: bigint;
  /** For each frame, the outermost first, the offset in the code that it returns to. */
  readonly returnOffsets: Uint32Array;
  /** For each frame the index in the stack of its register 0. Unit: words. */
  readonly windows: Uint32Array;
  /** Set when {@link breakpointOps} has the op that the run begins at, and for a step. */
  readonly first?: FirstOp | undefined;
  /** The ops to stop before. */
  readonly breakpointOps: Uint32Array;
  /** Their offsets in the code, in the same order. Unit: bytes. */
  readonly breakpointOffsets: Uint32Array;
  /** Where the program stands when the frame has returned that goes back to the code's `returned`, if one does. */
  readonly returned?: ReturnedTo | undefined;
}

/** The op behind a CALL, and the window of the function that it is in. */
export interface ReturnedTo {
  readonly opIndex: number;
  /** Index in the stack of register 0. Unit: words. */
  readonly window: number;
}

/** How a run of the machine ended. */
export interface MachineStopped {
  /** See `stopCodes`. */
  readonly stopCode: number;
  readonly opIndex: number;
  /** Index in the stack of register 0. Unit: words. */
  readonly window: number;
  /** What the program returned, once it has. */
  readonly result: bigint;
  /** What rax held for the op that comes next; means something where that takes it over. */
  readonly handedOver: bigint;
  /** The used words, from word 0. */
  readonly stack: BigInt64Array;
  /** What was printed since it was last told. */
  readonly output: BigInt64Array;
}

/** A thread that waits to be traced before it enters the program. */
export interface ParkedThread {
  /** Its id, as the kernel counts threads. */
  readonly thread: number;
  /** Address of the word that lets it go when it is not 0. */
  readonly go: bigint;
}

/** The two memories of a machine that a client may read and write between runs. */
export type MachineArea = 'stack' | 'cells';

/** Where a machine lies in the host's memory. Addresses of the first bytes. */
export interface MachineAddresses {
  readonly control: bigint;
  readonly stack: bigint;
  readonly cells: bigint;
  /** The machine code that calls the program's: see `framesStub`. */
  readonly stub: bigint;
}

export function parseLayout(value: unknown): MachineLayout | undefined {
  if (!isRecord(value)) return undefined;
  const { cellCount, firstOps, registerCounts, start, resume, breakpoint } = value;
  if (!isSize(cellCount) || !isSize(start) || !isSize(resume) || !isSize(breakpoint)) return undefined;
  if (!(firstOps instanceof Uint32Array) || !(registerCounts instanceof Uint32Array)) return undefined;
  return { cellCount, firstOps, registerCounts, start, resume, breakpoint };
}

export function parseMachineRun(value: unknown): MachineRun | undefined {
  if (!isRecord(value)) return undefined;
  const { from, handedOver, returnOffsets, windows, breakpointOps, breakpointOffsets } = value;
  if (typeof handedOver !== 'bigint') return undefined;
  if (from !== undefined && !isSize(from)) return undefined;
  if (!(returnOffsets instanceof Uint32Array) || !(windows instanceof Uint32Array)) return undefined;
  if (!(breakpointOps instanceof Uint32Array) || !(breakpointOffsets instanceof Uint32Array))
    return undefined;
  if (returnOffsets.length !== windows.length || breakpointOps.length !== breakpointOffsets.length)
    return undefined;
  const first = parseFirst(value.first);
  if (value.first !== undefined && !first) return undefined;
  const returned = parseReturned(value.returned);
  if (value.returned !== undefined && !returned) return undefined;
  return { from, handedOver, returnOffsets, windows, first, breakpointOps, breakpointOffsets, returned };
}

function parseFirst(value: unknown): FirstOp | undefined {
  if (!isRecord(value)) return undefined;
  const { nextOps, nextOffsets, followsItself, returnOffset, isAll } = value;
  if (!(nextOps instanceof Uint32Array) || !(nextOffsets instanceof Uint32Array)) return undefined;
  if (nextOps.length !== nextOffsets.length || !isSize(returnOffset)) return undefined;
  if (typeof followsItself !== 'boolean' || typeof isAll !== 'boolean') return undefined;
  return { nextOps, nextOffsets, followsItself, returnOffset, isAll };
}

function parseReturned(value: unknown): ReturnedTo | undefined {
  if (!isRecord(value) || !isSize(value.opIndex) || !isSize(value.window)) return undefined;
  return { opIndex: value.opIndex, window: value.window };
}

export function parseStopped(value: unknown): MachineStopped | undefined {
  if (!isRecord(value)) return undefined;
  const { stopCode, opIndex, window, result, handedOver, stack, output } = value;
  if (!isSize(stopCode) || !isSize(opIndex) || !isSize(window)) return undefined;
  if (typeof result !== 'bigint' || typeof handedOver !== 'bigint') return undefined;
  if (!(stack instanceof BigInt64Array) || !(output instanceof BigInt64Array)) return undefined;
  return { stopCode, opIndex, window, result, handedOver, stack, output };
}

export function parseAddresses(value: unknown): MachineAddresses | undefined {
  if (!isRecord(value)) return undefined;
  const { control, stack, cells, stub } = value;
  if (typeof control !== 'bigint' || typeof stack !== 'bigint') return undefined;
  if (typeof cells !== 'bigint' || typeof stub !== 'bigint') return undefined;
  return { control, stack, cells, stub };
}

export function parseParked(value: unknown): ParkedThread | undefined {
  if (!isRecord(value) || !isSize(value.thread) || typeof value.go !== 'bigint') return undefined;
  return { thread: value.thread, go: value.go };
}

export const isArea = (value: unknown): value is MachineArea => value === 'stack' || value === 'cells';
