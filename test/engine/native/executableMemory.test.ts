import { deepEqual, equal, throws } from 'node:assert/strict';
import { NativeUnavailable } from '../../../src/engine/native/errors';
import { ExecutableMemory } from '../../../src/engine/native/executableMemory';
import { findHostScript } from '../../../src/engine/native/hostScript';
import { loadKoffi } from '../../../src/engine/native/koffiLibrary';
import {
  openPageMemory,
  pageSize,
  type PageMemory,
  type Protection,
} from '../../../src/engine/native/pageMemory';

/** Pages that only exist in a test: writes are refused where the system would refuse them. */
class FakePages implements PageMemory {
  readonly bytes = new Uint8Array(16 * pageSize);
  readonly protections: Protection[] = [];
  mapped = 0;
  refuses = false;

  map(size: number): bigint {
    this.mapped += size;
    this.mark(0n, size, 'write');
    return BigInt(pageSize);
  }
  protect(address: bigint, size: number, protection: Protection): void {
    if (this.refuses) throw new NativeUnavailable('refused');
    this.mark(address - BigInt(pageSize), size, protection);
  }
  unmap(_address: bigint, size: number): void {
    this.mapped -= size;
  }
  write(address: bigint, bytes: Uint8Array): void {
    const offset = Number(address) - pageSize;
    for (let at = offset; at < offset + bytes.length; at++) {
      equal(this.protections[Math.floor(at / pageSize)], 'write', `byte ${at} is writable`);
    }
    this.bytes.set(bytes, offset);
  }
  read(address: bigint, size: number): Uint8Array {
    return this.bytes.slice(Number(address) - pageSize, Number(address) - pageSize + size);
  }
  private mark(offset: bigint, size: number, protection: Protection): void {
    equal(Number(offset) % pageSize, 0);
    equal(size % pageSize, 0);
    for (let page = Number(offset) / pageSize; page < (Number(offset) + size) / pageSize; page++) {
      this.protections[page] = protection;
    }
  }
}

describe('executable memory', () => {
  it('makes every page executable again after a patch across pages', () => {
    const pages = new FakePages();
    const memory = new ExecutableMemory(pages);
    const region = memory.allocate(new Uint8Array(3 * pageSize));
    memory.patch(region.address + BigInt(pageSize - 1), Uint8Array.of(1, 2));
    deepEqual(pages.protections, ['execute', 'execute', 'execute']);
    deepEqual(memory.read(region.address + BigInt(pageSize - 1), 2), Uint8Array.of(1, 2));
    memory.free(region);
    memory.free(region);
    equal(pages.mapped, 0);
  });

  it('refuses a patch that does not lie in machine code', () => {
    const memory = new ExecutableMemory(new FakePages());
    const region = memory.allocate(new Uint8Array(10));
    throws(() => memory.patch(region.address + 9n, Uint8Array.of(1, 2)), RangeError);
    throws(() => memory.patch(0n, Uint8Array.of(1)), RangeError);
  });

  it('gives the memory back when it may not become executable', () => {
    const pages = new FakePages();
    pages.refuses = true;
    throws(() => new ExecutableMemory(pages).allocate(new Uint8Array(10)), NativeUnavailable);
    equal(pages.mapped, 0);
  });

  it('says why the system refuses', async () => {
    const pages = openPageMemory(await loadKoffi());
    throws(() => pages.map(2 ** 50), /refused 1125899906842624 bytes of memory for machine code \(ENOMEM: /);
    throws(
      () => pages.protect(0n, pageSize, 'execute'),
      /refused to make memory executable \(ENOMEM: .*SELinux/,
    );
  });

  it('says so on a system that it is not made for', async () => {
    const koffi = await loadKoffi();
    throws(() => openPageMemory(koffi, 'aix'), /cannot be run natively on aix/);
  });

  it('says so when the program of the host is missing', () => {
    throws(() => findHostScript('/nowhere'), /\/nowhere\/native-host.js does not exist/);
  });
});
