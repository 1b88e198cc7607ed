import { NativeUnavailable } from './errors';
import type { Koffi, NativeFunction } from './koffiLibrary';
import { nativeMessages } from './messages';
import type { PageMemory, Protection } from './pageMemory';
import { MAP_ANONYMOUS, MAP_PRIVATE, PosixMemory, PROT_EXEC, PROT_READ, PROT_WRITE } from './posixMemory';

const flagsOf: Readonly<Record<Protection, number>> = {
  write: PROT_READ | PROT_WRITE,
  execute: PROT_READ | PROT_EXEC,
};

/** Linux and macOS: mmap(2), mprotect(2), munmap(2). */
export function posixPageMemory(koffi: Koffi, platform: 'linux' | 'darwin'): PageMemory {
  const memory = new PosixMemory(koffi);
  const libc = koffi.load(null);
  // One function declared twice: once for each side that JavaScript is on.
  const copyIn: NativeFunction = libc.func('intptr_t memcpy(intptr_t to, const void *from, size_t count)');
  const copyOut: NativeFunction = libc.func('intptr_t memcpy(_Out_ void *to, intptr_t from, size_t count)');

  return {
    map(size) {
      const flags = MAP_PRIVATE | MAP_ANONYMOUS[platform];
      const address = memory.map({ size, protection: flagsOf.write, flags });
      if (address === undefined)
        throw new NativeUnavailable(nativeMessages.allocationRefused(size, memory.lastError()));
      return address;
    },
    protect(address, size, protection) {
      if (!memory.protect(address, size, flagsOf[protection]))
        throw new NativeUnavailable(nativeMessages.protectionRefused(memory.lastError()));
    },
    unmap(address, size) {
      memory.unmap(address, size);
    },
    write(address, bytes) {
      copyIn(address, bytes, bytes.length);
    },
    read(address, size) {
      const bytes = new Uint8Array(size);
      copyOut(bytes, address, size);
      return bytes;
    },
  };
}
