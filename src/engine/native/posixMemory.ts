import { getSystemErrorMap } from 'node:util';
import { toBigInt, type Koffi, type NativeFunction } from './koffiLibrary';

/** Values of <sys/mman.h>; MAP_ANONYMOUS is the one that differs between the systems. */
export const PROT_READ = 0x1;
export const PROT_WRITE = 0x2;
export const PROT_EXEC = 0x4;
export const MAP_PRIVATE = 0x02;
export const MAP_ANONYMOUS = { linux: 0x20, darwin: 0x1000 } as const;
const MAP_FAILED = -1n;

/** What mmap(2) is told. */
export interface Mapping {
  /** Bytes. */
  readonly size: number;
  /** A sum of `PROT_` values. */
  readonly protection: number;
  /** A sum of `MAP_` values. */
  readonly flags: number;
  /** The open file whose beginning is mapped; none if absent. */
  readonly descriptor?: number;
}

/** The memory calls of Linux and macOS, declared once. A call that fails leaves its reason in {@link lastError}. */
export class PosixMemory {
  private readonly mmap: NativeFunction;
  private readonly mprotect: NativeFunction;
  private readonly munmap: NativeFunction;

  constructor(private readonly koffi: Koffi) {
    const libc = koffi.load(null);
    this.mmap = libc.func(
      'intptr_t mmap(intptr_t address, size_t length, int protection, int flags, int fd, int64_t offset)',
    );
    this.mprotect = libc.func('int mprotect(intptr_t address, size_t length, int protection)');
    this.munmap = libc.func('int munmap(intptr_t address, size_t length)');
  }

  /** @returns the address that the system chose; undefined when it refused */
  map({ size, protection, flags, descriptor = -1 }: Mapping): bigint | undefined {
    const address = toBigInt(this.mmap(0, size, protection, flags, descriptor, 0));
    return address === MAP_FAILED ? undefined : address;
  }

  /** @returns whether the system allowed it */
  protect(address: bigint, size: number, protection: number): boolean {
    return toBigInt(this.mprotect(address, size, protection)) === 0n;
  }

  unmap(address: bigint, size: number): void {
    this.munmap(address, size);
  }

  /** The name and text of the error that the last call left behind: `ENOMEM: not enough memory`. */
  lastError(): string {
    const number = this.koffi.errno();
    return getSystemErrorMap().get(-number)?.join(': ') ?? `error ${number}`;
  }
}
