import { createHash } from 'node:crypto';

/** The largest number that the protocol allows for a reference. */
const largest = 0x7fff_ffff;

/**
 * The number under which a client asks for the listing that we print of a program. VS Code asks once and keeps the text
 * under this number and the id of the session, which outlives a restart: another program needs another number, or the
 * listing of the old one would go on being shown. The same program keeps its number, and so the breakpoints in its listing.
 * @param content of the file that the program was loaded from
 */
export function listingReferenceOf(content: Uint8Array): number {
  const digest = createHash('sha256').update(content).digest().readUInt32LE(0);
  // 0 would mean that there is no reference.
  return (digest % largest) + 1;
}
