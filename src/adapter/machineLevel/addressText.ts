import { adapterErrors } from '../errors';

/** An address as a client writes it: what we gave it, 0x… or decimal. @throws AdapterError when it is none */
export function parseAddress(text: string): bigint {
  if (!/^(0[xX][0-9a-fA-F]+|\d+)$/.test(text)) throw adapterErrors.notAnAddress(text);
  return BigInt(text);
}
