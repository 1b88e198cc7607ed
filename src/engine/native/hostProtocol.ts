/**
 * What adapter and native host say to each other, over the channel of child_process.fork with the serialization
 * `advanced` (structured clone, so that bigint and Uint8Array cross as they are). Every request but `end` gets one reply with
 * its id; `ready` or `unavailable` comes once, unasked, when the host has started, and `printed` comes with the id of a
 * `runMachine` or `park` any number of times before its reply, `parked` once with that of a `park`.
 */

import { isRecord, isSize } from './checks';
import {
  isArea,
  parseAddresses,
  parseLayout,
  parseMachineRun,
  parseParked,
  parseStopped,
  type MachineAddresses,
  type MachineArea,
  type MachineLayout,
  type MachineRun,
  type MachineStopped,
  type ParkedThread,
} from './machineProtocol';

/** Where a run begins: at the first instruction, or at an op boundary with the state that the ops before it left. */
export type RunFrom = 'entry' | RunState;

export interface RunState {
  /** Bytes from the start of the machine code, of the first instruction to execute. Must be an op boundary. */
  readonly offset: number;
  /** What rax holds there: the result so far. */
  readonly result: bigint;
}

export interface RunRequest {
  readonly from: RunFrom;
  /**
   * Offset in bytes of the op to stop before; absent: runs to the end. While it runs, an epilogue stands there in the
   * place of the op, so nothing may be patched by others (gdb) at the same time.
   */
  readonly stopAt?: number | undefined;
}

export type HostRequest =
  | {
      readonly kind: 'load';
      readonly id: number;
      readonly bytes: Uint8Array;
      /** For code with the convention `frames`. */
      readonly machine?: MachineLayout;
    }
  | { readonly kind: 'run'; readonly id: number; readonly request: RunRequest }
  | { readonly kind: 'runMachine'; readonly id: number; readonly request: MachineRun }
  /** Like `runMachine`, but the thread waits for a tracer before it enters the program. */
  | { readonly kind: 'park'; readonly id: number; readonly request: MachineRun }
  /** Takes what a traced run printed and its pause back, while its thread stands still; the reply is `words`. */
  | { readonly kind: 'goOn'; readonly id: number }
  | { readonly kind: 'pause'; readonly id: number }
  /** Ends the host as if its program had ended; there is no reply. */
  | { readonly kind: 'end'; readonly id: number; readonly exitCode: number }
  | {
      readonly kind: 'readWords';
      readonly id: number;
      readonly area: MachineArea;
      readonly first: number;
      readonly count: number;
    }
  | {
      readonly kind: 'writeWords';
      readonly id: number;
      readonly area: MachineArea;
      readonly first: number;
      readonly values: BigInt64Array;
    }
  | { readonly kind: 'read'; readonly id: number; readonly address: bigint; readonly size: number }
  /** Overwrites loaded machine code, from an offset in bytes on. */
  | { readonly kind: 'patchCode'; readonly id: number; readonly offset: number; readonly bytes: Uint8Array }
  /** Puts the loaded machine code back where somebody else wrote over it. */
  | { readonly kind: 'restoreCode'; readonly id: number }
  | { readonly kind: 'allowDebugger'; readonly id: number; readonly pid: number }
  /** Tells a perf that is recording where the jitdump of the loaded code is. */
  | { readonly kind: 'markJitDump'; readonly id: number; readonly file: string }
  | {
      readonly kind: 'registerSymbols';
      readonly id: number;
      /** Path of the shared object that exports gdb's JIT interface. */
      readonly interfaceFile: string;
      /** The symbol file of the loaded code, as gdb is to see it in memory. */
      readonly symbolObject: Uint8Array;
    };

export type HostReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unavailable'; readonly reason: string }
  | {
      readonly kind: 'loaded';
      readonly id: number;
      readonly address: bigint;
      readonly machine?: MachineAddresses;
    }
  | { readonly kind: 'stopped'; readonly id: number; readonly stopped: MachineStopped }
  | { readonly kind: 'printed'; readonly id: number; readonly values: BigInt64Array }
  | { readonly kind: 'parked'; readonly id: number; readonly parked: ParkedThread }
  | { readonly kind: 'words'; readonly id: number; readonly values: BigInt64Array }
  | { readonly kind: 'finished'; readonly id: number; readonly result: bigint }
  | { readonly kind: 'memory'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: 'done'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly error: FailureKind; readonly message: string };

/** `unavailable`: machine code cannot run here. `request`: the request made no sense at this time. */
export type FailureKind = 'unavailable' | 'request';

/** What came over the channel as a request, or undefined when it is none. */
export function parseRequest(value: unknown): HostRequest | undefined {
  if (!isRecord(value) || !isId(value.id)) return undefined;
  const { kind, id } = value;
  switch (kind) {
    case 'load': {
      if (!(value.bytes instanceof Uint8Array)) return undefined;
      if (value.machine === undefined) return { kind, id, bytes: value.bytes };
      const machine = parseLayout(value.machine);
      return machine && { kind, id, bytes: value.bytes, machine };
    }
    case 'runMachine':
    case 'park': {
      const request = parseMachineRun(value.request);
      return request && { kind, id, request };
    }
    case 'pause':
    case 'goOn':
    case 'restoreCode':
      return { kind, id };
    case 'end':
      return isSize(value.exitCode) ? { kind, id, exitCode: value.exitCode } : undefined;
    case 'readWords': {
      const { area, first, count } = value;
      return isArea(area) && isSize(first) && isSize(count) ? { kind, id, area, first, count } : undefined;
    }
    case 'writeWords': {
      const { area, first, values } = value;
      return isArea(area) && isSize(first) && values instanceof BigInt64Array
        ? { kind, id, area, first, values }
        : undefined;
    }
    case 'run': {
      const request = parseRun(value.request);
      return request && { kind, id, request };
    }
    case 'read':
      return typeof value.address === 'bigint' && isSize(value.size)
        ? { kind, id, address: value.address, size: value.size }
        : undefined;
    case 'patchCode':
      return isSize(value.offset) && value.bytes instanceof Uint8Array
        ? { kind, id, offset: value.offset, bytes: value.bytes }
        : undefined;
    case 'allowDebugger':
      return isSize(value.pid) ? { kind, id, pid: value.pid } : undefined;
    case 'markJitDump':
      return typeof value.file === 'string' ? { kind, id, file: value.file } : undefined;
    case 'registerSymbols':
      return typeof value.interfaceFile === 'string' && value.symbolObject instanceof Uint8Array
        ? { kind, id, interfaceFile: value.interfaceFile, symbolObject: value.symbolObject }
        : undefined;
    default:
      return undefined;
  }
}

/** What came over the channel as a reply, or undefined when it is none. */
export function parseReply(value: unknown): HostReply | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, id } = value;
  if (kind === 'ready') return { kind };
  if (kind === 'unavailable')
    return typeof value.reason === 'string' ? { kind, reason: value.reason } : undefined;
  if (!isId(id)) return undefined;
  switch (kind) {
    case 'loaded': {
      if (typeof value.address !== 'bigint') return undefined;
      if (value.machine === undefined) return { kind, id, address: value.address };
      const machine = parseAddresses(value.machine);
      return machine && { kind, id, address: value.address, machine };
    }
    case 'stopped': {
      const stopped = parseStopped(value.stopped);
      return stopped && { kind, id, stopped };
    }
    case 'parked': {
      const parked = parseParked(value.parked);
      return parked && { kind, id, parked };
    }
    case 'printed':
    case 'words':
      return value.values instanceof BigInt64Array ? { kind, id, values: value.values } : undefined;
    case 'finished':
      return typeof value.result === 'bigint' ? { kind, id, result: value.result } : undefined;
    case 'memory':
      return value.bytes instanceof Uint8Array ? { kind, id, bytes: value.bytes } : undefined;
    case 'done':
      return { kind, id };
    case 'failed': {
      const { error, message } = value;
      if (typeof message !== 'string' || (error !== 'unavailable' && error !== 'request')) return undefined;
      return { kind, id, error, message };
    }
    default:
      return undefined;
  }
}

function parseRun(value: unknown): RunRequest | undefined {
  if (!isRecord(value)) return undefined;
  const { stopAt } = value;
  if (stopAt !== undefined && !isSize(stopAt)) return undefined;
  if (value.from === 'entry') return { from: 'entry', stopAt };
  if (!isRecord(value.from)) return undefined;
  const { offset, result } = value.from;
  return isSize(offset) && typeof result === 'bigint' ? { from: { offset, result }, stopAt } : undefined;
}

const isId = isSize;
