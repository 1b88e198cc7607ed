import type { Koffi } from './koffiLibrary';

/** <sys/resource.h>, the same on Linux and macOS. */
const RLIMIT_CORE = 4;

/**
 * Lets this process die without a core file: machine code may crash it, and where the system writes such files, each
 * would leave more than a hundred megabytes in the folder that the user works in.
 */
export function leaveNoCoreFile(koffi: Koffi, platform: NodeJS.Platform = process.platform): void {
  if (platform === 'win32') return;
  const setrlimit = koffi.load(null).func('int setrlimit(int resource, const uint64_t *limits)');
  // Now and at most. Where the system refuses, it does as it always does.
  setrlimit(RLIMIT_CORE, BigUint64Array.of(0n, 0n));
}
