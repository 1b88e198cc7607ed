import type { Constant } from '../../../src/engine/format/program';

/** Collects the constants that a generated program uses, each once. */
export class ConstantTable {
  private readonly indices = new Map<bigint, number>();
  readonly all: Constant[] = [];

  /** Index of a constant with these bits. */
  indexOf(bits: bigint): number {
    const known = this.indices.get(bits);
    if (known !== undefined) return known;
    this.indices.set(bits, this.all.length);
    return this.all.push({ type: 'int64', bits, padding: 0 }) - 1;
  }
}
