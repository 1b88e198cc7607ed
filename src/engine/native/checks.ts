/** What a message over a channel may be, before it is known to be anything. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** A count, an index or an offset. */
export const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
