import { getSystemErrorMap } from 'node:util';
import { NativeUnavailable } from './errors';
import { toBigInt, type Koffi, type NativeFunction } from './koffiLibrary';
import { nativeMessages } from './messages';
import type { PageMemory, Protection } from './pageMemory';

/** Values of <sys/mman.h>; MAP_ANONYMOUS is the one that differs. */
const PROT_READ = 0x1;
const PROT_WRITE = 0x2;
const PROT_EXEC = 0x4;
const MAP_PRIVATE = 0x02;
const MAP_ANONYMOUS = { linux: 0x20, darwin: 0x1000 } as const;
const MAP_FAILED = -1n;

const flagsOf: Readonly<Record<Protection, number>> = {
  write: PROT_READ | PROT_WRITE,
  execute: PROT_READ | PROT_EXEC,
};

/** Linux and macOS: mmap(2), mprotect(2), munmap(2). */
export function posixPageMemory(koffi: Koffi, platform: 'linux' | 'darwin'): PageMemory {
  const libc = koffi.load(null);
  const mmap: NativeFunction = libc.func(
    'intptr_t mmap(intptr_t address, size_t length, int protection, int flags, int fd, int64_t offset)',
  );
  const mprotect: NativeFunction = libc.func('int mprotect(intptr_t address, size_t length, int protection)');
  const munmap: NativeFunction = libc.func('int munmap(intptr_t address, size_t length)');
  // One function declared twice: once for each side that JavaScript is on.
  const copyIn: NativeFunction = libc.func('intptr_t memcpy(intptr_t to, const void *from, size_t count)');
  const copyOut: NativeFunction = libc.func('intptr_t memcpy(_Out_ void *to, intptr_t from, size_t count)');

  /** The name and text of the error that the last call left behind. */
  const lastError = (): string => {
    const number = koffi.errno();
    return getSystemErrorMap().get(-number)?.join(': ') ?? `error ${number}`;
  };

  return {
    map(size) {
      const flags = MAP_PRIVATE | MAP_ANONYMOUS[platform];
      const address = toBigInt(mmap(0, size, flagsOf.write, flags, -1, 0));
      if (address === MAP_FAILED)
        throw new NativeUnavailable(nativeMessages.allocationRefused(size, lastError()));
      return address;
    },
    protect(address, size, protection) {
      if (toBigInt(mprotect(address, size, flagsOf[protection])) !== 0n) {
        throw new NativeUnavailable(nativeMessages.protectionRefused(lastError()));
      }
    },
    unmap(address, size) {
      munmap(address, size);
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
