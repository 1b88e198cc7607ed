import type { Choose } from './choices';

/** Integers at which arithmetic, shifts, comparisons and encodings of immediates change their behaviour. */
const interesting = [
  0n,
  1n,
  -1n,
  2n,
  3n,
  7n,
  10n,
  -10n,
  63n,
  64n,
  65n,
  -64n,
  127n,
  128n,
  -128n,
  -129n,
  2n ** 31n - 1n,
  2n ** 31n,
  -(2n ** 31n),
  -(2n ** 31n) - 1n,
  2n ** 32n - 1n,
  2n ** 32n,
  2n ** 53n,
  2n ** 62n,
  2n ** 63n - 1n,
  2n ** 63n - 2n,
  -(2n ** 63n),
  -(2n ** 63n) + 1n,
  0x0123456789abcdefn,
] as const;

/** A signed 64-bit integer: mostly one where something changes, else any. */
export function randomInteger(choose: Choose): bigint {
  const which = choose(interesting.length + 6);
  const known = interesting[which];
  if (known !== undefined) return known;
  const low = BigInt(choose(2 ** 32));
  return BigInt.asIntN(64, (BigInt(choose(2 ** 32)) << 32n) | low);
}
