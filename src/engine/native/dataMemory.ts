import type { Region } from './executableMemory';
import { pageSize, type PageMemory } from './pageMemory';

/** Memory that machine code reads and writes: never executable. */
export class DataMemory {
  private readonly regions = new Set<Region>();

  constructor(private readonly pages: PageMemory) {}

  /**
   * Zeroed memory of its own.
   * @param size bytes
   * @throws NativeUnavailable when the system refuses
   */
  allocate(size: number): Region {
    const region = { address: this.pages.map(mappedSize(size)), size };
    this.regions.add(region);
    return region;
  }

  free(region: Region): void {
    if (this.regions.delete(region)) this.pages.unmap(region.address, mappedSize(region.size));
  }

  /** Copies words into a region, to an offset in bytes. @throws RangeError outside of it */
  write(region: Region, offset: number, words: BigInt64Array): void {
    this.writeBytes(region, offset, new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
  }

  /** Copies bytes into a region, to an offset in bytes. @throws RangeError outside of it */
  writeBytes(region: Region, offset: number, bytes: Uint8Array): void {
    if (offset + bytes.length > region.size) throw new RangeError('The words do not fit into the memory.');
    if (bytes.length > 0) this.pages.write(region.address + BigInt(offset), bytes);
  }

  /**
   * Copies words out of a region.
   * @param offset, count bytes from its start, words
   * @throws RangeError outside of it
   */
  readWords(region: Region, offset: number, count: number): BigInt64Array {
    if (offset + count * 8 > region.size) throw new RangeError('The words lie outside of the memory.');
    if (count === 0) return new BigInt64Array(0);
    const bytes = this.pages.read(region.address + BigInt(offset), count * 8);
    return new BigInt64Array(bytes.buffer, bytes.byteOffset, count);
  }

  /**
   * @param size bytes wanted
   * @returns fewer bytes, or none, where allocated memory ends
   */
  read(address: bigint, size: number): Uint8Array {
    for (const region of this.regions) {
      const available = Number(region.address + BigInt(region.size) - address);
      if (address >= region.address && available > 0)
        return this.pages.read(address, Math.min(size, available));
    }
    return new Uint8Array(0);
  }
}

const mappedSize = (size: number): number => Math.ceil(Math.max(1, size) / pageSize) * pageSize;
