import { hexNumber } from '../../engine/jit/hex';
import { frameHeaderWords } from '../../engine/machine/stack';
import { adapterErrors, sessionMessages } from '../errors';
import type { Execution } from '../execution/execution';
import { regionAt, stackBase, wordSize, type Region } from './memoryRegions';

/** Overwrites memory byte by byte: registers and cells, and machine code where the user turned that on. */
export class MemoryWrites {
  constructor(
    private readonly regions: readonly Region[],
    private readonly execution: Execution,
    private readonly options: { readonly machineCodeWritesAllowed: boolean },
    /** Tells the user something. */
    private readonly say: (text: string) => void,
  ) {}

  /**
   * Overwrites what lies at an address.
   * @returns how many bytes were written
   * @throws AdapterError where nothing may be written, and where the end does not fit and that was not allowed
   */
  async write(address: bigint, data: Uint8Array, allowPartial: boolean): Promise<number> {
    this.execution.requireStopped();
    const region = regionAt(this.regions, address);
    if (!region) return this.writeCode(address, data, allowPartial);
    if (!region.isWritable) throw adapterErrors.notWritable(region.name);
    const bytes = region.bytes();
    const offset = Number(address - region.start);
    const fitting = fittingPart(data, bytes.length - offset, allowPartial, region.name);
    if (region.start === stackBase) this.requireHeadersKept(bytes, offset, fitting);
    bytes.set(fitting, offset);
    this.execution.machine.revision++;
    return fitting.length;
  }

  /**
   * The word before a window is where its function returns to. With another one the program would go on anywhere, in
   * registers that are not those of the function there. A view may write such a word back as it is.
   */
  private requireHeadersKept(bytes: Uint8Array, offset: number, data: Uint8Array): void {
    for (const { window } of this.execution.machine.frames) {
      const header = (window - frameHeaderWords) * wordSize;
      const first = Math.max(header, offset);
      const end = Math.min(header + frameHeaderWords * wordSize, offset + data.length);
      for (let at = first; at < end; at++)
        if (data[at - offset] !== bytes[at])
          throw adapterErrors.frameHeader(hexNumber(stackBase + BigInt(header)));
    }
  }

  /** Overwrites machine code of the program; nothing else of the native host can be written. */
  private async writeCode(address: bigint, data: Uint8Array, allowPartial: boolean): Promise<number> {
    const { current } = this.execution.native;
    const code = current?.native.code;
    const offset = code ? Number(address - code.address) : -1;
    if (!current || !code || offset < 0 || offset >= code.size) {
      const found = await current?.host.readMemory(address, 1);
      throw found?.length
        ? adapterErrors.notWritable('the memory of the native host')
        : adapterErrors.noMemory(hexNumber(address));
    }
    if (!this.options.machineCodeWritesAllowed) throw adapterErrors.machineCodeNotWritable();
    if (this.execution.gdbHasControl) throw adapterErrors.gdbHasControl();
    if (this.execution.thread) throw adapterErrors.threadInMachineCode();
    const fitting = fittingPart(data, code.size - offset, allowPartial, 'the machine code');
    await current.host.patchCode(offset, fitting);
    this.say(sessionMessages.codeWritten(fitting.length, hexNumber(address)));
    return fitting.length;
  }
}

/** @throws AdapterError where not all of it fits and that was not allowed */
function fittingPart(data: Uint8Array, room: number, allowPartial: boolean, name: string): Uint8Array {
  if (data.length > room && !allowPartial) throw adapterErrors.outsideMemory(name);
  return data.subarray(0, room);
}

/** The bytes that a client sends as text. @throws AdapterError where it is no base64 */
export function bytesOfBase64(text: unknown): Uint8Array {
  if (typeof text !== 'string') throw adapterErrors.notBase64();
  const bytes = Buffer.from(text, 'base64');
  // Node skips what it does not understand.
  const unpadded = (base64: string): string => base64.replace(/={1,2}$/, '');
  if (unpadded(bytes.toString('base64')) !== unpadded(text)) throw adapterErrors.notBase64();
  return Uint8Array.from(bytes);
}
