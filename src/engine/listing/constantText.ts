import type { Constant, ConstantType } from '../format/program';
import { maximumInt64, minimumInt64, parseInteger } from './integer';

/** Values of the table of constants as text: what is written is read back to the bit. */

const decimalPattern = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const namedDoubles: ReadonlyMap<string, number> = new Map([
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['NaN', NaN],
]);

/** The value of a constant as a listing writes it. */
export function constantValueText({ type, bits }: Pick<Constant, 'type' | 'bits'>): string {
  switch (type) {
    case 'int64':
      return String(bits);
    case 'double':
      return doubleText(bits);
    case 'none':
      return hexBits(bits);
  }
}

/** The 64 bits of a value that a listing writes, or undefined when it is none of that type. */
export function parseConstantValue(type: ConstantType, text: string): bigint | undefined {
  const integer = parseInteger(text);
  if (type === 'double' && !isHex(text)) {
    const value = decimalPattern.test(text) ? Number(text) : namedDoubles.get(text);
    return value === undefined ? undefined : bitsOf(value);
  }
  if (integer === undefined || integer < minimumInt64) return undefined;
  // Hexadecimal are the 64 bits as they are, so that those of a negative number can be written too.
  if (integer > (isHex(text) ? 2n ** 64n - 1n : maximumInt64)) return undefined;
  return BigInt.asIntN(64, integer);
}

/** Written as a number where that number has exactly these bits: some of the many that are no number have not. */
function doubleText(bits: bigint): string {
  const value = doubleOf(bits);
  const text = Object.is(value, -0) ? '-0' : String(value);
  return parseConstantValue('double', text) === bits ? text : hexBits(bits);
}

const isHex = (text: string): boolean => /^[+-]?0[xX]/.test(text);

const hexBits = (bits: bigint): string => `0x${BigInt.asUintN(64, bits).toString(16)}`;

function doubleOf(bits: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigInt64(0, bits);
  return view.getFloat64(0);
}

function bitsOf(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigInt64(0);
}
