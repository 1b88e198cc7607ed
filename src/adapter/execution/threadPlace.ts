import type { MachinePosition } from '../../engine/machine/stack';
import type { NativeStepper } from '../../engine/native/tracing/nativeStepper';
import type { StandingThread } from './nativeThread';

/** Whether two places of the machine are one. */
export const samePosition = (one: MachinePosition, other: MachinePosition): boolean =>
  one.opIndex === other.opIndex && one.window === other.window;

/** Whether the thread stands at the beginning of an op. */
export const isAtOp = ({ part, offset }: NativeStepper): boolean =>
  part?.kind === 'op' && part.range.start === offset;

/** Whether the thread can come to a place before the next op begins: it lies before it in its op, or behind its RETURN. */
export function isAhead({ stepper, isBehindReturn }: StandingThread, place: number): boolean {
  const { part, offset } = stepper;
  if (part?.kind !== 'op') return false;
  const isHere = place >= part.range.start && place < part.range.end;
  return isHere ? place > offset : !isBehindReturn;
}

/** The op that the thread is in. */
export const opOf = ({ part }: NativeStepper): number => part?.opIndex ?? 0;
