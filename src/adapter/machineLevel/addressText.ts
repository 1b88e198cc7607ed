import { adapterErrors } from '../errors';

/** Addresses have 64 bits. */
const addressCount = 1n << 64n;

/**
 * An address as a client writes it: what we gave it, 0x… or decimal.
 * @param offset in bytes from there, an integer
 * @throws AdapterError when it is none
 */
export function parseAddress(text: string, offset = 0): bigint {
  if (!/^(0[xX][0-9a-fA-F]+|\d+)$/.test(text)) throw adapterErrors.notAnAddress(text);
  const address = BigInt(text) + BigInt(offset);
  if (address < 0n || address >= addressCount) throw adapterErrors.noSuchAddress(text, offset);
  return address;
}
