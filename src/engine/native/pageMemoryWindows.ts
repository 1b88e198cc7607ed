import { NativeUnavailable } from './errors';
import { toBigInt, type Koffi, type NativeFunction } from './koffiLibrary';
import { nativeMessages } from './messages';
import type { PageMemory, Protection } from './pageMemory';

/** Values of <memoryapi.h> and <winnt.h>. */
const MEM_COMMIT = 0x1000;
const MEM_RESERVE = 0x2000;
const MEM_RELEASE = 0x8000;
const PAGE_READWRITE = 0x04;
const PAGE_EXECUTE_READ = 0x20;

const flagsOf: Readonly<Record<Protection, number>> = { write: PAGE_READWRITE, execute: PAGE_EXECUTE_READ };

/** Windows: VirtualAlloc, VirtualProtect, VirtualFree. */
export function windowsPageMemory(koffi: Koffi): PageMemory {
  const kernel = koffi.load('kernel32.dll');
  const allocate: NativeFunction = kernel.func(
    'intptr_t __stdcall VirtualAlloc(intptr_t address, size_t size, uint32_t type, uint32_t protection)',
  );
  const protectPages: NativeFunction = kernel.func(
    'int __stdcall VirtualProtect(intptr_t address, size_t size, uint32_t protection, _Out_ uint32_t *before)',
  );
  const release: NativeFunction = kernel.func(
    'int __stdcall VirtualFree(intptr_t address, size_t size, uint32_t type)',
  );
  const getLastError: NativeFunction = kernel.func('uint32_t __stdcall GetLastError()');
  // One function declared twice: once for each side that JavaScript is on.
  const copyIn: NativeFunction = kernel.func(
    'void __stdcall RtlMoveMemory(intptr_t to, const void *from, size_t count)',
  );
  const copyOut: NativeFunction = kernel.func(
    'void __stdcall RtlMoveMemory(_Out_ void *to, intptr_t from, size_t count)',
  );
  const lastError = (): string => `Windows error ${toBigInt(getLastError())}`;

  return {
    map(size) {
      const address = toBigInt(allocate(0, size, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE));
      if (address === 0n) throw new NativeUnavailable(nativeMessages.allocationRefused(size, lastError()));
      return address;
    },
    protect(address, size, protection) {
      if (toBigInt(protectPages(address, size, flagsOf[protection], [0])) === 0n) {
        throw new NativeUnavailable(nativeMessages.protectionRefused(lastError()));
      }
    },
    unmap(address) {
      // With MEM_RELEASE the size must be 0: the whole allocation goes.
      release(address, 0, MEM_RELEASE);
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
