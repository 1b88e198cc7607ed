/** The 64-bit integers of a listing: written decimal or hexadecimal, kept as two words of 32 bits. */

/** One operand as the two words that a Program keeps it in. Reused from line to line: a million of them are read. */
export interface IntegerWords {
  low: number;
  high: number;
  /** Position of the first character after the digits. */
  end: number;
}

const integerPattern = /^[+-]?(0[xX][0-9a-fA-F]+|[0-9]+)$/;
export const minimumInt64 = -(2n ** 63n);
export const maximumInt64 = 2n ** 63n - 1n;

/** The value of an integer as a person may write it, or undefined when it is none. Any size: the caller checks it. */
export function parseInteger(text: string): bigint | undefined {
  if (!integerPattern.test(text)) return undefined;
  if (text.startsWith('-')) return -BigInt(text.slice(1));
  return BigInt(text.startsWith('+') ? text.slice(1) : text);
}

const digit0 = 0x30;
const digit9 = 0x39;
const minus = 0x2d;
const word = 2 ** 32;
/** The sign of a 64-bit integer in its upper word. */
const signBit = 2 ** 31;
/** The largest power of ten whose remainders still fit into a double when shifted by 16 bits. */
const billion = 1e9;

/**
 * Reads a plain decimal integer in the middle of a text without making a string or a bigint of it.
 * @returns false where there is none, or none that certainly fits: {@link parseInteger} then says what it is
 */
export function scanDecimal(text: string, start: number, into: IntegerWords): boolean {
  const isNegative = text.charCodeAt(start) === minus;
  const firstDigit = isNegative ? start + 1 : start;
  // Up to 19 digits, gathered as 10 and 9 of them, since a double holds only 53 bits.
  let upper = 0;
  let lower = 0;
  let lowerScale = 1;
  let at = firstDigit;
  for (let code = text.charCodeAt(at); code >= digit0 && code <= digit9; code = text.charCodeAt(++at)) {
    if (at - firstDigit < 10) upper = upper * 10 + (code - digit0);
    else {
      lower = lower * 10 + (code - digit0);
      lowerScale *= 10;
    }
  }
  const digits = at - firstDigit;
  if (digits === 0 || digits > 19) return false;
  // upper × lowerScale + lower, where upper is cut at bit 16 so that no product leaves 53 bits.
  const topProduct = Math.floor(upper / 0x10000) * lowerScale;
  const restProduct = (upper % 0x10000) * lowerScale + lower;
  const lowSum = (topProduct % 0x10000) * 0x10000 + restProduct;
  const low = lowSum % word;
  const high = Math.floor(topProduct / 0x10000) + Math.floor(lowSum / word);
  if (high >= signBit && !(isNegative && high === signBit && low === 0)) return false;
  into.low = isNegative ? -low >>> 0 : low;
  into.high = isNegative ? (low === 0 ? -high : ~high) >>> 0 : high;
  into.end = at;
  return true;
}

/** Characters of the longest decimal integer of 64 bits: a sign and 19 digits. */
export const longestDecimal = 20;

/**
 * Writes a signed 64-bit integer decimal, as ASCII, without making a string or a bigint of it.
 * @returns the position after it
 */
export function writeDecimal(bytes: Uint8Array, at: number, low: number, high: number): number {
  const isNegative = (high | 0) < 0;
  if (isNegative) bytes[at++] = minus;
  const lowMagnitude = isNegative ? -low >>> 0 : low;
  const highMagnitude = isNegative ? (low === 0 ? -high : ~high) >>> 0 : high;
  if (highMagnitude === 0 && lowMagnitude < billion) return writeDigits(bytes, at, lowMagnitude, 1);
  // Long division by 10^9, below the upper word in digits of 16 bits. The quotient has up to ten digits.
  const upper = (highMagnitude % billion) * 0x10000 + (lowMagnitude >>> 16);
  const lower = (upper % billion) * 0x10000 + (lowMagnitude & 0xffff);
  const quotient =
    Math.floor(highMagnitude / billion) * word +
    Math.floor(upper / billion) * 0x10000 +
    Math.floor(lower / billion);
  if (quotient < billion) {
    at = writeDigits(bytes, at, quotient, 1);
  } else {
    at = writeDigits(bytes, at, Math.floor(quotient / billion), 1);
    at = writeDigits(bytes, at, quotient % billion, 9);
  }
  return writeDigits(bytes, at, lower % billion, 9);
}

/** Writes an integer below 10^9 with leading zeros up to so many digits. */
function writeDigits(bytes: Uint8Array, at: number, value: number, minimumDigits: number): number {
  let digits = minimumDigits;
  for (let power = 10 ** digits; digits < 9 && value >= power; power *= 10) digits++;
  // Integer division of 32 bits is several times faster than that of doubles.
  let rest = value | 0;
  for (let position = at + digits - 1; position >= at; position--) {
    const quotient = (rest / 10) | 0;
    bytes[position] = digit0 + (rest - quotient * 10);
    rest = quotient;
  }
  return at + digits;
}

/** A signed 64-bit integer, decimal. */
export const printInteger = (low: number, high: number): string =>
  String((BigInt(high | 0) << 32n) | BigInt(low));
