import type { DebugProtocol } from '@vscode/debugprotocol';
import { hexNumber } from '../../engine/jit/hex';
import type { Debuggee } from '../debuggee/debuggee';
import type { Execution } from '../execution/execution';
import { cellsBase, regionAt, sessionRegions, stackBase, wordSize, type Region } from './memoryRegions';
import { MemoryWrites } from './memoryWrites';

/** From `start` to before `end`, counted from a reference. Unit: bytes. */
interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What the client may look at byte by byte: ops, registers and cells, and the memory of the native host. */
export class SessionMemory {
  private readonly regions: readonly Region[];
  private readonly writes: MemoryWrites;
  /** What the client has read, by the reference it was read through: it shows that, and wants to hear of changes. */
  private readonly shown = new Map<bigint, ByteRange>();

  /** @param say tells the user something */
  constructor(
    debuggee: Debuggee,
    private readonly execution: Execution,
    options: { readonly machineCodeWritesAllowed: boolean },
    say: (text: string) => void,
  ) {
    this.regions = sessionRegions(debuggee, execution.machine);
    this.writes = new MemoryWrites(this.regions, execution, options, say);
  }

  /** The reference of a register, for the client to open it in a memory view. @param wordIndex in the stack */
  readonly ofRegister = (wordIndex: number): string => hexNumber(stackBase + BigInt(wordIndex * wordSize));

  /** The reference of a cell, counted over all arrays. */
  readonly ofCell = (index: number): string => hexNumber(cellsBase + BigInt(index * wordSize));

  /**
   * Reads up to `count` bytes. What is not there is said as unreadable: as many bytes as the client has to skip before
   * there may be something again.
   * @param offset of the first byte, from the reference
   */
  async read(
    reference: bigint,
    offset: number,
    count: number,
  ): Promise<DebugProtocol.ReadMemoryResponse['body']> {
    const { start, end } = this.shown.get(reference) ?? { start: offset, end: offset };
    this.shown.set(reference, { start: Math.min(start, offset), end: Math.max(end, offset + count) });
    const address = reference + BigInt(offset);
    const bytes = await this.bytesAt(address, count);
    const unreadableBytes = this.unreadableFrom(address + BigInt(bytes.length), count - bytes.length);
    return {
      address: hexNumber(address),
      ...(bytes.length > 0 ? { data: Buffer.from(bytes).toString('base64') } : {}),
      ...(unreadableBytes > 0 ? { unreadableBytes } : {}),
    };
  }

  /**
   * What a client shows of the memory that a running program may change.
   * @param except the reference that the client itself wrote through: it knows
   */
  shownMemory(except?: bigint): DebugProtocol.MemoryEvent['body'][] {
    return [...this.shown]
      .filter(([reference]) => reference !== except)
      .map(([reference, { start, end }]) => ({
        memoryReference: hexNumber(reference),
        offset: start,
        count: end - start,
      }));
  }

  /** See {@link MemoryWrites.write}. */
  write(address: bigint, data: Uint8Array, allowPartial: boolean): Promise<number> {
    return this.writes.write(address, data, allowPartial);
  }

  private async bytesAt(address: bigint, count: number): Promise<Uint8Array> {
    const region = regionAt(this.regions, address);
    if (region) {
      const offset = Number(address - region.start);
      return region.bytes().slice(offset, offset + count);
    }
    const host = this.execution.native.current?.host;
    return host ? host.readMemory(address, count) : new Uint8Array(0);
  }

  /** How far it is to the next memory. @param most bytes that were asked for from here on */
  private unreadableFrom(address: bigint, most: number): number {
    const { address: code, machine } = this.execution.native.current?.native.code ?? {};
    const starts = this.regions.filter(({ bytes }) => bytes().length > 0).map(({ start }) => start);
    if (code !== undefined) starts.push(code);
    if (machine) starts.push(machine.control, machine.stack, machine.cells);
    const distances = starts.filter((start) => start > address).map((start) => Number(start - address));
    return Math.min(most, ...distances);
  }
}
