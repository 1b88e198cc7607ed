/** Stands for a sequence of printed values of any length: two sequences that differ hardly ever have the same. */
export class PrintDigest {
  count = 0;
  /** Polynomial hash modulo 2^64, in two's complement. */
  private hash = 0n;

  add(values: BigInt64Array): void {
    this.count += values.length;
    for (const value of values) this.hash = BigInt.asIntN(64, this.hash * multiplier + value);
  }

  equals(other: PrintDigest): boolean {
    return this.count === other.count && this.hash === other.hash;
  }
}

/** The multiplier of Knuth's linear congruential generator MMIX: odd, with bits all over. */
const multiplier = 6_364_136_223_846_793_005n;
