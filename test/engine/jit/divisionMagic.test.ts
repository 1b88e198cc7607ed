import assert from 'node:assert/strict';
import fc from 'fast-check';
import { divisionMagic, powerOfTwo } from '../../../src/engine/jit/divisionMagic';

const smallest = -(2n ** 63n);
const largest = 2n ** 63n - 1n;
const int64 = fc.bigInt({ min: smallest, max: largest });

/** What the machine code does with them. */
function divide(dividend: bigint, divisor: bigint): bigint {
  const { multiplier, shift } = divisionMagic(divisor);
  let high = (dividend * multiplier) >> 64n;
  if (divisor > 0n && multiplier < 0n) high += dividend;
  if (divisor < 0n && multiplier > 0n) high -= dividend;
  const quotient = BigInt.asIntN(64, high) >> BigInt(shift);
  return quotient + (quotient < 0n ? 1n : 0n);
}

describe('Division by multiplication', () => {
  it('gives every quotient', () => {
    const divisor = fc.oneof(int64, fc.bigInt({ min: -200n, max: 200n }));
    fc.assert(
      fc.property(divisor, int64, (by, dividend) => {
        fc.pre(by !== 0n && powerOfTwo(by) === undefined);
        for (const value of [dividend, dividend - (dividend % by), dividend - (dividend % by) - 1n])
          if (value >= smallest) assert.equal(divide(value, by), value / by, `${value} / ${by}`);
      }),
      { numRuns: 5_000 },
    );
    for (const by of [3n, -3n, 7n, -7n, 10n, 641n, largest, smallest + 1n])
      for (const value of [smallest, smallest + 1n, -1n, 0n, 1n, largest, by, by - 1n, by + 1n])
        if (value <= largest) assert.equal(divide(value, by), value / by, `${value} / ${by}`);
  });

  it('knows the multipliers of the book', () => {
    // Hacker's Delight, second edition, table 10-2.
    assert.deepEqual(divisionMagic(3n), { multiplier: 0x5555555555555556n, shift: 0 });
    assert.deepEqual(divisionMagic(5n), { multiplier: 0x6666666666666667n, shift: 1 });
    assert.deepEqual(divisionMagic(7n), { multiplier: 0x4924924924924925n, shift: 1 });
    assert.deepEqual(divisionMagic(-5n), { multiplier: BigInt.asIntN(64, 0x9999999999999999n), shift: 1 });
  });

  it('knows powers of two of both signs', () => {
    assert.deepEqual([1n, -1n, 2n, -8n, smallest, 2n ** 62n, 0n, 3n, largest].map(powerOfTwo), [
      0,
      0,
      1,
      3,
      63,
      62,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
