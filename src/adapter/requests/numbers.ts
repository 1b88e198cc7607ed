import { adapterErrors } from '../errors';

/** Rows of a disassembly that one request may ask for, and how far from its address they may begin. */
const mostRows = 50_000;

/** An integer of a request, of either sign; 0 where it is absent. @throws AdapterError where it is none */
export const integerOf = (name: string, value: unknown): number =>
  within(name, value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

/** How many of something a request is about, or from which on; 0 where it is absent. @throws AdapterError where it is none */
export const countOf = (name: string, value: unknown): number =>
  within(name, value, 0, Number.MAX_SAFE_INTEGER);

/**
 * How many rows of a disassembly a client wants. The answer has exactly as many: too many are refused, not cut.
 * @throws AdapterError
 */
export const rowCountOf = (name: string, value: unknown): number => within(name, value, 0, mostRows);

/** Where the rows begin, counted from an address. @throws AdapterError */
export const rowOffsetOf = (name: string, value: unknown): number => within(name, value, -mostRows, mostRows);

function within(name: string, value: unknown, least: number, most: number): number {
  const found = value ?? 0;
  if (typeof found !== 'number' || !Number.isInteger(found) || found < least || found > most)
    throw adapterErrors.badInteger(name, value, least, most);
  return found;
}
