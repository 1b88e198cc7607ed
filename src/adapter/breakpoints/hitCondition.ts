import { AdapterError } from '../errors';

/** The comparison, then the number of hits. As js-debug writes them; a number alone means "the nth time". */
const pattern = /^(>=|<=|>|<|={1,3}|%)?\s*(\d+)$/;

/** Decides whether the nth hit of a breakpoint stops. */
export type HitCondition = (hits: number) => boolean;

/**
 * Reads a hit condition such as `3`, `>= 10` or `% 100`.
 * @throws AdapterError that says what can be written
 */
export function parseHitCondition(text: string): HitCondition {
  const match = pattern.exec(text.trim());
  if (!match) {
    throw new AdapterError(`'${text}' is no hit count. Write 5, >= 5, < 5 or % 5 (every fifth time).`);
  }
  const wanted = Number(match[2]);
  switch (match[1]) {
    case '>=':
      return (hits) => hits >= wanted;
    case '<=':
      return (hits) => hits <= wanted;
    case '>':
      return (hits) => hits > wanted;
    case '<':
      return (hits) => hits < wanted;
    case '%':
      return (hits) => wanted > 0 && hits % wanted === 0;
    default:
      return (hits) => hits === wanted;
  }
}
