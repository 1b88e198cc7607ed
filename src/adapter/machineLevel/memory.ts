import type { DebugProtocol } from '@vscode/debugprotocol';
import { hexNumber } from '../../engine/jit/hex';
import { adapterErrors, sessionMessages } from '../errors';
import type { Debuggee } from '../debuggee/debuggee';
import type { Execution } from '../execution/execution';
import { addressOfOp } from './bytecodeInstructions';

/** Memory that lies in the session itself: a run of bytes at addresses that no process uses. */
interface Region {
  readonly name: string;
  readonly start: bigint;
  readonly bytes: () => Uint8Array;
  readonly isWritable: boolean;
}

/**
 * Where registers and cells lie for the client, in both engines: the session keeps the state itself, and so do these
 * addresses stay the same when the engine is switched. They look unlike those of a process, and say what is there.
 */
const stackBase = 0x2000_0000n;
const cellsBase = 0x4000_0000n;
const word = 8n;

/** What the client may look at byte by byte: ops, registers and cells, and the memory of the native host. */
export class SessionMemory {
  private readonly regions: readonly Region[];
  /** What the client has read, by address: it shows that, and wants to hear of changes. */
  private readonly shown = new Map<bigint, number>();

  constructor(
    { program }: Debuggee,
    private readonly execution: Execution,
    private readonly options: { readonly machineCodeWritesAllowed: boolean },
    /** Tells the user something. */
    private readonly say: (text: string) => void,
  ) {
    const { interpreter } = execution.machine;
    const { words } = program;
    this.regions = [
      { name: 'the ops', start: addressOfOp(0), bytes: () => bytesOf(words), isWritable: false },
      { name: 'the registers', start: stackBase, bytes: () => bytesOf(interpreter.stack), isWritable: true },
      { name: 'the cells', start: cellsBase, bytes: () => bytesOf(interpreter.cells), isWritable: true },
    ];
  }

  /** The reference of a register, for the client to open it in a memory view. @param wordIndex in the stack */
  readonly ofRegister = (wordIndex: number): string => hexNumber(stackBase + BigInt(wordIndex) * word);

  /** The reference of a cell, counted over all arrays. */
  readonly ofCell = (index: number): string => hexNumber(cellsBase + BigInt(index) * word);

  /** Reads up to `count` bytes; what is not there is said as unreadable. */
  async read(address: bigint, count: number): Promise<DebugProtocol.ReadMemoryResponse['body']> {
    this.shown.set(address, Math.max(count, this.shown.get(address) ?? 0));
    const bytes = await this.bytesAt(address, count);
    const unreadableBytes = count - bytes.length;
    return {
      address: hexNumber(address),
      ...(bytes.length > 0 ? { data: Buffer.from(bytes).toString('base64') } : {}),
      ...(unreadableBytes > 0 ? { unreadableBytes } : {}),
    };
  }

  /** What a client shows of the memory that a running program may change. */
  shownMemory(): DebugProtocol.MemoryEvent['body'][] {
    return [...this.shown].map(([address, count]) => ({
      memoryReference: hexNumber(address),
      offset: 0,
      count,
    }));
  }

  /**
   * Overwrites registers or cells, and machine code where the user turned that on.
   * @returns how many bytes were written
   * @throws AdapterError where nothing may be written, and where the end does not fit and that was not allowed
   */
  async write(address: bigint, data: Uint8Array, allowPartial: boolean): Promise<number> {
    this.execution.requireStopped();
    const region = this.regionAt(address);
    if (!region) return this.writeCode(address, data, allowPartial);
    if (!region.isWritable) throw adapterErrors.notWritable(region.name);
    const bytes = region.bytes();
    const offset = Number(address - region.start);
    const fitting = fittingPart(data, bytes.length - offset, allowPartial, region.name);
    bytes.set(fitting, offset);
    this.execution.machine.revision++;
    return fitting.length;
  }

  /** Overwrites machine code of the program; nothing else of the native host can be written. */
  private async writeCode(address: bigint, data: Uint8Array, allowPartial: boolean): Promise<number> {
    const { current } = this.execution.native;
    const code = current?.native.code;
    const offset = code ? Number(address - code.address) : -1;
    if (!current || !code || offset < 0 || offset >= code.size)
      throw adapterErrors.notWritable('What lies at this address');
    if (!this.options.machineCodeWritesAllowed) throw adapterErrors.machineCodeNotWritable();
    if (this.execution.gdbHasControl) throw adapterErrors.gdbHasControl();
    if (this.execution.thread) throw adapterErrors.threadInMachineCode();
    const fitting = fittingPart(data, code.size - offset, allowPartial, 'the machine code');
    await current.host.patchCode(offset, fitting);
    this.say(sessionMessages.codeWritten(fitting.length, hexNumber(address)));
    return fitting.length;
  }

  private async bytesAt(address: bigint, count: number): Promise<Uint8Array> {
    const region = this.regionAt(address);
    if (region) {
      const offset = Number(address - region.start);
      return region.bytes().slice(offset, offset + count);
    }
    const host = this.execution.native.current?.host;
    return host ? host.readMemory(address, count) : new Uint8Array(0);
  }

  private regionAt(address: bigint): Region | undefined {
    return this.regions.find(
      ({ start, bytes }) => address >= start && address < start + BigInt(bytes().length),
    );
  }
}

/** @throws AdapterError where not all of it fits and that was not allowed */
function fittingPart(data: Uint8Array, room: number, allowPartial: boolean, name: string): Uint8Array {
  if (data.length > room && !allowPartial) throw adapterErrors.outsideMemory(name);
  return data.subarray(0, room);
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array | BigInt64Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
