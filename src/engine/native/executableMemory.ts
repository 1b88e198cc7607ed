import { pageSize, type PageMemory } from './pageMemory';

/** A run of bytes in this process; the size is that of the code, not of its pages. */
export interface Region {
  readonly address: bigint;
  /** Bytes. */
  readonly size: number;
}

/**
 * Memory that holds machine code. A page is writable or executable, never both at once (W^X): every write makes the
 * pages that it touches writable, and executable again before anybody can call into them.
 */
export class ExecutableMemory {
  private readonly regions = new Set<Region>();

  constructor(private readonly pages: PageMemory) {}

  /**
   * Puts machine code into memory of its own.
   * @throws NativeUnavailable when the system refuses the memory or its protection
   */
  allocate(bytes: Uint8Array): Region {
    const size = roundUp(Math.max(1, bytes.length));
    const address = this.pages.map(size);
    try {
      this.pages.write(address, bytes);
      this.pages.protect(address, size, 'execute');
    } catch (error) {
      this.pages.unmap(address, size);
      throw error;
    }
    const region = { address, size: bytes.length };
    this.regions.add(region);
    return region;
  }

  /**
   * Overwrites machine code. Only while none of it runs: its pages are not executable meanwhile.
   * @throws RangeError outside of what was allocated; NativeUnavailable when the system refuses
   */
  patch(address: bigint, bytes: Uint8Array): void {
    const end = address + BigInt(bytes.length);
    if (this.endOfRegionAt(address) < end)
      throw new RangeError('A patch must lie inside of allocated machine code.');
    const start = address - (address % BigInt(pageSize));
    const size = roundUp(Number(end - start));
    this.pages.protect(start, size, 'write');
    try {
      this.pages.write(address, bytes);
    } finally {
      this.pages.protect(start, size, 'execute');
    }
  }

  /**
   * @param size bytes wanted
   * @returns fewer bytes, or none, where allocated machine code ends
   */
  read(address: bigint, size: number): Uint8Array {
    const available = Number(this.endOfRegionAt(address) - address);
    return available <= 0 ? new Uint8Array(0) : this.pages.read(address, Math.min(size, available));
  }

  free(region: Region): void {
    if (this.regions.delete(region)) this.pages.unmap(region.address, roundUp(Math.max(1, region.size)));
  }

  /** The first address after the region that an address lies in; 0 where it lies in none. */
  private endOfRegionAt(address: bigint): bigint {
    for (const region of this.regions) {
      const end = region.address + BigInt(region.size);
      if (address >= region.address && address < end) return end;
    }
    return 0n;
  }
}

const roundUp = (size: number): number => Math.ceil(size / pageSize) * pageSize;
