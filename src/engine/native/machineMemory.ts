import { controlBlockSize, savedFrameSize } from '../jit/controlBlock';
import { noCaller, stackWords } from '../machine/stack';
import type { DataMemory } from './dataMemory';
import type { Region } from './executableMemory';
import type { MachineAddresses, MachineArea, MachineLayout } from './machineProtocol';

/** Values that PRINT has room for until somebody takes them. */
export const outputCapacity = 8_192;

/** The memory of the machine that runs a program: what its code may touch, and nothing else of the host. */
export class MachineMemory {
  readonly control: Region;
  readonly stack: Region;
  readonly output: Region;
  /** What `resume` rebuilds frames from. A frame takes a word of stack at least, so there is always room. */
  readonly frames: Region;
  cells: Region;

  /** @throws NativeUnavailable when the system refuses the memory */
  constructor(readonly data: DataMemory) {
    this.control = data.allocate(controlBlockSize);
    this.stack = data.allocate(stackWords * 8);
    this.output = data.allocate(outputCapacity * 8);
    this.frames = data.allocate(stackWords * savedFrameSize);
    this.cells = data.allocate(0);
  }

  /** Makes it the memory of a program that has not begun. @throws NativeUnavailable when the system refuses cells */
  prepare({ cellCount, registerCounts }: MachineLayout): void {
    this.data.free(this.cells);
    this.cells = this.data.allocate(cellCount * 8);
    const first = new BigInt64Array(1 + (registerCounts[0] ?? 0));
    first[0] = noCaller;
    this.data.write(this.stack, 0, first);
  }

  /** @throws RangeError outside of the area */
  read(area: MachineArea, first: number, count: number): BigInt64Array {
    return this.data.readWords(this[area], first * 8, count);
  }

  /** @throws RangeError outside of the area */
  write(area: MachineArea, first: number, values: BigInt64Array): void {
    this.data.write(this[area], first * 8, values);
  }

  get addresses(): Omit<MachineAddresses, 'stub'> {
    return {
      control: this.control.address,
      stack: this.stack.address,
      cells: this.cells.address,
    };
  }
}
