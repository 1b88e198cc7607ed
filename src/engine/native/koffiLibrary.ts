import { stat } from 'node:fs/promises';
import type koffi from 'koffi';
import { NativeUnavailable } from './errors';
import { nativeMessages } from './messages';

/** The package that calls into native libraries, loaded only where it is needed: its own library takes time to load. */
export type Koffi = typeof koffi;

/** A function of a native library. What it returns is checked by {@link toBigInt} before it is used. */
export type NativeFunction = (...values: readonly unknown[]) => unknown;

/** @throws NativeUnavailable when koffi is missing or has no library for this system */
export async function loadKoffi(): Promise<Koffi> {
  try {
    return (await import('koffi')).default;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new NativeUnavailable(nativeMessages.koffiMissing(reason));
  }
}

/**
 * Bytes of stack that machine code runs on: the most that koffi gives. Being larger than the stack of a thread (8 MiB),
 * it also lies below the stacks of the threads that exist already, see {@link prepareThreads}.
 */
const stackSize = 16 * 1024 * 1024;

/**
 * Prepares the threads that machine code runs on; before anything else is done with koffi, and once.
 *
 * koffi switches from the stack of the thread to one of its own. gdb takes a stack that goes down on the way out for
 * a corrupt one and ends its backtrace; so the threads start first, and koffi's stack comes to lie below theirs.
 */
export async function prepareThreads(koffi: Koffi): Promise<void> {
  // Anything asynchronous of the file system starts the threads.
  await stat(process.execPath);
  koffi.config({ async_stack_size: stackSize });
}

/** koffi gives 64-bit integers as number or bigint, whichever holds them. @throws TypeError for anything else */
export function toBigInt(value: unknown): bigint {
  if (typeof value === 'bigint' || typeof value === 'number') return BigInt(value);
  throw new TypeError(`A native function returned ${typeof value} where an integer was declared.`);
}
