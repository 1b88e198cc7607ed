import { control, controlBlockSize, savedFrameSize } from '../jit/controlBlock';
import { RequestError } from './codeRunner';
import type { Region } from './executableMemory';
import type { MachineMemory } from './machineMemory';
import type { MachineRun } from './machineProtocol';
import { nativeMessages } from './messages';

/** What the code left in the control block when it came back. */
export interface ControlFacts {
  readonly stopCode: number;
  readonly opIndex: number;
  /** Index in the stack of register 0. Unit: words. */
  readonly window: number;
  readonly result: bigint;
  readonly breakpointReturn: bigint;
  /** What rax held for the op that comes next. */
  readonly handedOver: bigint;
}

/** Where code is entered, and in which frames. */
export type ControlledRun = Pick<MachineRun, 'from' | 'handedOver' | 'returnOffsets' | 'windows'>;

/** Speaks with the machine code through the control block, before, while and after it runs. */
export class MachineControl {
  /** How many bytes of the output were taken since the run began. */
  private taken = 0;

  constructor(private readonly memory: MachineMemory) {}

  /** Writes all that a run begins with. @throws RequestError when a frame lies outside of the stack */
  prepare(code: Region, { from, handedOver, returnOffsets, windows }: ControlledRun): void {
    const { stack, cells, output, frames, data } = this.memory;
    const outside = windows.find((window) => window * 8 > stack.size);
    if (outside !== undefined) throw new RequestError(nativeMessages.outsideStack(outside));
    data.writeBytes(frames, 0, framesBlock(code.address, returnOffsets, stack.address, windows));

    const block = new DataView(new ArrayBuffer(controlBlockSize));
    const put = (at: number, value: bigint): void => block.setBigUint64(at, value, true);
    put(control.stackLimit, stack.address + BigInt(stack.size));
    put(control.outputCursor, output.address);
    put(control.outputEnd, output.address + BigInt(output.size));
    put(control.window, stack.address + BigInt((windows[0] ?? 0) * 8));
    put(control.cells, cells.address);
    put(control.frames, frames.address);
    put(control.framesEnd, frames.address + BigInt(returnOffsets.length * savedFrameSize));
    put(control.entryPoint, code.address + BigInt(from ?? 0));
    block.setBigInt64(control.handedOver, handedOver, true);
    this.write(0, block);
    this.taken = 0;
  }

  /** Lets the code stop at its first jump backwards or entry to a function that calls itself first. */
  stopAtJump(): void {
    const flag = new DataView(new ArrayBuffer(4));
    flag.setUint32(0, 1, true);
    this.write(control.pauseRequested, flag);
  }

  /** Asks the running code to stop: jumps backwards look at the flag, calls at the limit of the stack. */
  requestPause(): void {
    this.stopAtJump();
    this.write(control.stackLimit, new DataView(new ArrayBuffer(8)));
  }

  /** What was printed since the last call of this run, also while it runs. */
  takeOutput(): BigInt64Array {
    const { output, data } = this.memory;
    const printed = Number(this.read64(control.outputCursor) - output.address);
    const values = data.readWords(output, this.taken, (printed - this.taken) / 8);
    this.taken = printed;
    return values;
  }

  /** Empties the output and takes a pause back. Only while the code stands still. @returns what was printed */
  goOn(): BigInt64Array {
    const values = this.takeOutput();
    const { stack, output } = this.memory;
    this.write(control.pauseRequested, new DataView(new ArrayBuffer(4)));
    this.writeWord(control.stackLimit, stack.address + BigInt(stack.size));
    this.writeWord(control.outputCursor, output.address);
    this.taken = 0;
    return values;
  }

  read(): ControlFacts {
    const { control: region, stack, data } = this.memory;
    const bytes = data.read(region.address, controlBlockSize);
    const block = new DataView(bytes.buffer, bytes.byteOffset);
    return {
      stopCode: block.getUint32(control.stopCode, true),
      opIndex: block.getUint32(control.opIndex, true),
      window: Number(block.getBigUint64(control.window, true) - stack.address) / 8,
      result: block.getBigInt64(control.result, true),
      breakpointReturn: block.getBigUint64(control.breakpointReturn, true),
      handedOver: block.getBigInt64(control.handedOver, true),
    };
  }

  private read64(offset: number): bigint {
    return this.memory.data.readWords(this.memory.control, offset, 1)[0] ?? 0n;
  }

  private writeWord(offset: number, value: bigint): void {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, value, true);
    this.write(offset, view);
  }

  private write(offset: number, view: DataView): void {
    this.memory.data.writeBytes(this.memory.control, offset, new Uint8Array(view.buffer));
  }
}

/**
 * The frames as `resume` reads them, see `control.frames`. A recursion has a hundred thousand: the addresses are added up
 * in halves of 32 bits, since a bigint for each would take longer than the run.
 */
function framesBlock(
  code: bigint,
  returnOffsets: Uint32Array,
  stack: bigint,
  windows: Uint32Array,
): Uint8Array {
  const halves = new Uint32Array((returnOffsets.length * savedFrameSize) / 4);
  putAddresses(halves, 0, code, returnOffsets, 1);
  putAddresses(halves, 2, stack, windows, 8);
  return new Uint8Array(halves.buffer);
}

/**
 * Puts an address into every frame.
 * @param first index of the half to begin at
 * @param unit bytes
 */
function putAddresses(
  halves: Uint32Array,
  first: number,
  base: bigint,
  offsets: Uint32Array,
  unit: number,
): void {
  const low = Number(BigInt.asUintN(32, base));
  const high = Number(base >> 32n);
  offsets.forEach((offset, frame) => {
    const sum = low + offset * unit;
    const at = first + frame * (savedFrameSize / 4);
    // What does not fit into the lower half is cut off there, and counts in the upper one.
    halves[at] = sum;
    halves[at + 1] = high + Math.floor(sum / 2 ** 32);
  });
}
