/**
 * What adapter and tracer say to each other, over the channel of child_process.fork with the serialization `advanced`.
 * Every request gets one reply with its id; `ready` or `unavailable` comes once, unasked, when the tracer has started.
 */
import { isRecord, isSize } from '../checks';
import { registerCount } from './registers';

export type TracerRequest =
  /** Stops a thread of a process. */
  | { readonly kind: 'attach'; readonly id: number; readonly pid: number; readonly thread: number }
  /** Executes one instruction. */
  | { readonly kind: 'step'; readonly id: number }
  /** Executes one instruction, then on to any of these addresses. */
  | { readonly kind: 'run'; readonly id: number; readonly addresses: BigUint64Array }
  | { readonly kind: 'writeRegisters'; readonly id: number; readonly registers: BigUint64Array }
  | { readonly kind: 'readWords'; readonly id: number; readonly address: bigint; readonly count: number }
  | { readonly kind: 'writeWord'; readonly id: number; readonly address: bigint; readonly value: bigint }
  /** Lets the thread run on, untraced. */
  | { readonly kind: 'detach'; readonly id: number };

export type TracerReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unavailable'; readonly reason: string }
  | {
      readonly kind: 'stopped';
      readonly id: number;
      /** See `registerNames`. */
      readonly registers: BigUint64Array;
      /** The words from rsp upwards, some of them. */
      readonly stack: BigUint64Array;
      /** The signal by which the processor refused the last instruction; 0 where it did not. */
      readonly fault: number;
    }
  | { readonly kind: 'words'; readonly id: number; readonly values: BigUint64Array }
  | { readonly kind: 'done'; readonly id: number }
  | {
      readonly kind: 'failed';
      readonly id: number;
      /** `unavailable`: the system refuses to trace. `gone`: the thread has ended. */
      readonly error: 'unavailable' | 'gone' | 'request';
      readonly message: string;
    };

/** What came over the channel as a request, or undefined when it is none. */
export function parseTracerRequest(value: unknown): TracerRequest | undefined {
  if (!isRecord(value) || !isSize(value.id)) return undefined;
  const { kind, id } = value;
  switch (kind) {
    case 'attach': {
      const { pid, thread } = value;
      return isSize(pid) && isSize(thread) ? { kind, id, pid, thread } : undefined;
    }
    case 'step':
    case 'detach':
      return { kind, id };
    case 'run':
      return value.addresses instanceof BigUint64Array ? { kind, id, addresses: value.addresses } : undefined;
    case 'writeRegisters':
      return isRegisters(value.registers) ? { kind, id, registers: value.registers } : undefined;
    case 'readWords': {
      const { address, count } = value;
      return typeof address === 'bigint' && isSize(count) ? { kind, id, address, count } : undefined;
    }
    case 'writeWord': {
      const { address, value: word } = value;
      return typeof address === 'bigint' && typeof word === 'bigint'
        ? { kind, id, address, value: word }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** What came over the channel as a reply, or undefined when it is none. */
export function parseTracerReply(value: unknown): TracerReply | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, id } = value;
  if (kind === 'ready') return { kind };
  if (kind === 'unavailable')
    return typeof value.reason === 'string' ? { kind, reason: value.reason } : undefined;
  if (!isSize(id)) return undefined;
  switch (kind) {
    case 'stopped': {
      const { registers, stack, fault } = value;
      return isRegisters(registers) && stack instanceof BigUint64Array && isSize(fault)
        ? { kind, id, registers, stack, fault }
        : undefined;
    }
    case 'words':
      return value.values instanceof BigUint64Array ? { kind, id, values: value.values } : undefined;
    case 'done':
      return { kind, id };
    case 'failed': {
      const { error, message } = value;
      if (typeof message !== 'string') return undefined;
      if (error !== 'unavailable' && error !== 'gone' && error !== 'request') return undefined;
      return { kind, id, error, message };
    }
    default:
      return undefined;
  }
}

const isRegisters = (value: unknown): value is BigUint64Array =>
  value instanceof BigUint64Array && value.length === registerCount;
