import { NativeUnavailable } from './errors';
import type { Koffi } from './koffiLibrary';
import { nativeMessages } from './messages';
import { posixPageMemory } from './pageMemoryPosix';
import { windowsPageMemory } from './pageMemoryWindows';

/** Bytes of a page on every x86_64 system; protection holds for whole pages. */
export const pageSize = 4096;

/** What a page may be used for. There is no value for writable and executable at once, on purpose. */
export type Protection = 'write' | 'execute';

/** Pages of memory as the system gives them: the one thing that differs between the systems. */
export interface PageMemory {
  /**
   * Allocates zeroed pages that can be read and written.
   * @param size bytes, a multiple of {@link pageSize}
   * @throws NativeUnavailable when the system refuses
   */
  map(size: number): bigint;
  /** @throws NativeUnavailable when the system refuses */
  protect(address: bigint, size: number, protection: Protection): void;
  unmap(address: bigint, size: number): void;
  /** Copies into memory of this process. The caller knows that it is there and writable. */
  write(address: bigint, bytes: Uint8Array): void;
  /** Copies memory of this process. The caller knows that it is there. koffi.view would not work in Electron. */
  read(address: bigint, size: number): Uint8Array;
}

/** @throws NativeUnavailable on a system that none of the files beside this one is for */
export function openPageMemory(koffi: Koffi, platform: NodeJS.Platform = process.platform): PageMemory {
  if (platform === 'win32') return windowsPageMemory(koffi);
  if (platform === 'linux' || platform === 'darwin') return posixPageMemory(koffi, platform);
  throw new NativeUnavailable(nativeMessages.otherSystem(platform));
}
