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

/** koffi gives 64-bit integers as number or bigint, whichever holds them. @throws TypeError for anything else */
export function toBigInt(value: unknown): bigint {
  if (typeof value === 'bigint' || typeof value === 'number') return BigInt(value);
  throw new TypeError(`A native function returned ${typeof value} where an integer was declared.`);
}
