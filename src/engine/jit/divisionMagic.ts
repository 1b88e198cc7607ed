/** What a signed 64-bit division by a constant is worked out to: a multiplication whose high half is shifted right. */
export interface DivisionMagic {
  /** As a signed 64-bit integer; where its sign is not the divisor's, it is meant 2^64 larger or smaller. */
  readonly multiplier: bigint;
  /** Of the high half of the product. Unit: bits. */
  readonly shift: number;
}

/**
 * The smallest multiplier and shift that give the quotient of every 64-bit integer, rounded towards zero once 1 is added
 * to what is below 0. Henry S. Warren, Hacker's Delight, second edition, section 10-1, in integers without end.
 * @param divisor neither 0 nor 1, -1 nor another power of two
 */
export function divisionMagic(divisor: bigint): DivisionMagic {
  const size = divisor < 0n ? -divisor : divisor;
  const limit = 2n ** 63n + (divisor < 0n ? 1n : 0n);
  // The largest dividend whose remainder is one less than the divisor, where a multiplier fails first.
  const critical = limit - 1n - (limit % size);
  let exponent = 64n;
  while (2n ** exponent <= critical * (size - (2n ** exponent % size))) exponent++;
  const power = 2n ** exponent;
  const multiplier = (power + size - (power % size)) / size;
  return {
    multiplier: BigInt.asIntN(64, divisor < 0n ? -multiplier : multiplier),
    shift: Number(exponent) - 64,
  };
}

/** The k of 2^k or -2^k; undefined for any other number, and for 0. */
export function powerOfTwo(value: bigint): number | undefined {
  const size = value < 0n ? -value : value;
  if (size === 0n || (size & (size - 1n)) !== 0n) return undefined;
  return size.toString(2).length - 1;
}
