/** Bytes as people read machine code: two lower-case digits each, a space between. */
export function hexBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** An address or offset with 0x before it. */
export const hexNumber = (value: number | bigint): string => `0x${value.toString(16)}`;
