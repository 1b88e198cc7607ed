import { closeSync, openSync } from 'node:fs';
import { RequestError } from './codeRunner';
import type { Koffi } from './koffiLibrary';
import { nativeMessages } from './messages';
import { pageSize } from './pageMemory';
import { MAP_PRIVATE, PosixMemory, PROT_EXEC, PROT_READ } from './posixMemory';

/**
 * Tells perf where the jitdump of this process is: perf records every executable mapping, and takes one of a file called
 * `jit-PID.dump` by process PID for this message. Nothing is ever called there. The mapping stays, so that a perf that
 * attaches later finds it as well.
 * @param file path of the jitdump, which exists
 * @throws RequestError where there is no perf, or when the system refuses; the error of the system without the file
 */
export function markJitDump(koffi: Koffi, file: string, platform: NodeJS.Platform = process.platform): void {
  if (platform !== 'linux') throw new RequestError(nativeMessages.jitDumpElsewhere(platform));
  const memory = new PosixMemory(koffi);
  const descriptor = openSync(file, 'r');
  try {
    const protection = PROT_READ | PROT_EXEC;
    const address = memory.map({ size: pageSize, protection, flags: MAP_PRIVATE, descriptor });
    if (address === undefined)
      throw new RequestError(nativeMessages.jitDumpRefused(file, memory.lastError()));
  } finally {
    closeSync(descriptor);
  }
}
