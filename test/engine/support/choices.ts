/**
 * Where a generator takes its decisions from: gives an integer from 0 to `limit` - 1. 0 is meant to be the plainest
 * choice everywhere, so that a list of choices that shrinks makes the generated thing plainer.
 */
export type Choose = (limit: number) => number;

/** Decisions out of a seed, the same for the same seed for ever: the generator is "mulberry32". */
export function choicesOfSeed(seed: number): Choose {
  let state = seed | 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** Decisions out of a list, for fast-check to shrink; where the list ends they are all 0. */
export function choicesOfList(list: readonly number[]): Choose {
  let next = 0;
  return (limit) => (list[next++] ?? 0) % limit;
}

/** One of several. @throws RangeError when there is none */
export function pick<T>(choose: Choose, from: readonly T[]): T {
  const chosen = from[choose(from.length)];
  if (chosen === undefined) throw new RangeError('There is nothing to pick from.');
  return chosen;
}

/** True once in `rarity` times. */
export const rarely = (choose: Choose, rarity: number): boolean => choose(rarity) === rarity - 1;
