import { cellCountOf, type Program } from '../format/program';
import { stackWords } from '../machine/stack';
import {
  cellsStart,
  header,
  memoryBytes,
  outputCapacity,
  outputStart,
  record,
  recordAddress,
  recordBytes,
  recordsStart,
  stackStart,
} from './layout';

const pageBytes = 65_536;

/** The memory of one machine, as JavaScript sees it. It never grows, so that the views stay good. */
export class MachineMemory {
  readonly memory: WebAssembly.Memory;
  readonly stack: BigInt64Array;
  readonly cells: BigInt64Array;
  readonly output: BigInt64Array;
  private readonly header: DataView;
  private readonly records: DataView;

  /** @throws RangeError when there is not so much memory */
  constructor(program: Program) {
    const pages = Math.ceil(memoryBytes(program) / pageBytes);
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { buffer } = this.memory;
    this.header = new DataView(buffer, 0, stackStart);
    this.stack = new BigInt64Array(buffer, stackStart, stackWords);
    this.output = new BigInt64Array(buffer, outputStart, outputCapacity);
    this.records = new DataView(buffer, recordsStart, (program.opCount + 1) * recordBytes);
    this.cells = new BigInt64Array(buffer, cellsStart(program), cellCountOf(program));
    this.header.setUint32(header.end, recordAddress(program.opCount), true);
  }

  /** The op that comes next. */
  get opIndex(): number {
    return (this.header.getUint32(header.position, true) - recordsStart) / recordBytes;
  }

  set opIndex(opIndex: number) {
    this.header.setUint32(header.position, recordAddress(opIndex), true);
  }

  /** Unit: words of the stack. */
  get window(): number {
    return (this.header.getUint32(header.window, true) - stackStart) / 8;
  }

  set window(window: number) {
    this.header.setUint32(header.window, stackStart + window * 8, true);
  }

  get outputCount(): number {
    return this.header.getUint32(header.outputCount, true);
  }

  set outputCount(count: number) {
    this.header.setUint32(header.outputCount, count, true);
  }

  get result(): bigint {
    return this.header.getBigInt64(header.result, true);
  }

  set result(result: bigint) {
    this.header.setBigInt64(header.result, result, true);
  }

  /** The number of the handler that runs an op. */
  handlerOf(opIndex: number): number {
    return this.records.getUint16(opIndex * recordBytes + record.handler, true);
  }

  /** Puts another handler in front of an op. */
  replaceHandler(opIndex: number, handler: number): void {
    this.records.setUint16(opIndex * recordBytes + record.handler, handler, true);
  }

  /** Gives an op its own handler back. */
  restoreHandler(opIndex: number): void {
    const at = opIndex * recordBytes;
    this.records.setUint16(at + record.handler, this.records.getUint16(at + record.original, true), true);
  }
}
