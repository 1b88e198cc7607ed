import type { Constant } from '../format/program';

/** Finds the constant of an integer, and adds one where there is none. */
export class ConstantPool {
  private readonly indexes = new Map<bigint, number>();

  constructor(private readonly constants: Constant[]) {
    for (const [index, { type, bits }] of constants.entries()) {
      if (type === 'int64' && !this.indexes.has(bits)) this.indexes.set(bits, index);
    }
  }

  indexOf(value: bigint): number {
    const known = this.indexes.get(value);
    if (known !== undefined) return known;
    const index = this.constants.length;
    this.constants.push({ type: 'int64', bits: value, padding: 0 });
    this.indexes.set(value, index);
    return index;
  }
}
