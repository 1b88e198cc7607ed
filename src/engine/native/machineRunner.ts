import { breakpointSize } from '../jit/machineCode';
import { firstWindow } from '../machine/stack';
import { stopCodes } from '../machine/stop';
import { putBreakpoints } from './breakpointPatches';
import { RequestError, type CodeRunner } from './codeRunner';
import { MachineControl, type ControlFacts } from './machineControl';
import type { MachineMemory } from './machineMemory';
import type { MachineLayout, MachineRun, MachineStopped, ReturnedTo } from './machineProtocol';
import { nativeMessages } from './messages';

/** How often a long run tells what it printed. Unit: milliseconds. */
const outputInterval = 50;

/** Calls the code at an address, and settles when it has come back. */
export type EnterCode = (entry: bigint, control: bigint) => Promise<void>;

/** Runs the code of a machine: from any op, with any calls that have not returned, until something stops it. */
export class MachineRunner {
  private readonly control: MachineControl;
  private layout: MachineLayout | undefined;
  private running = false;

  constructor(
    private readonly runner: CodeRunner,
    readonly memory: MachineMemory,
  ) {
    this.control = new MachineControl(memory);
  }

  /** Holds the state of the program whose code was just loaded, or of none. @throws NativeUnavailable */
  prepare(layout: MachineLayout | undefined): void {
    this.layout = undefined;
    if (layout) this.memory.prepare(layout);
    this.layout = layout;
  }

  /**
   * @param onPrinted takes what was printed so far, now and then while it runs; the rest comes with the stop
   * @param enter calls the code at an address with the address of the control block; absent: at once
   * @throws RequestError when it cannot run now or there; NativeUnavailable when the code cannot be patched
   */
  async run(
    request: MachineRun,
    onPrinted: (values: BigInt64Array) => void,
    enter: EnterCode = (entry, control) => this.runner.enter(entry, control),
  ): Promise<MachineStopped> {
    const { layout } = this;
    if (!layout) throw new RequestError(nativeMessages.nothingLoaded());
    const { region } = this.runner;
    for (const offset of [...request.breakpointOffsets, ...request.returnOffsets, request.from ?? 0]) {
      if (offset + breakpointSize > region.size)
        throw new RequestError(nativeMessages.outsideCode(offset, region.size));
    }
    return this.runner.exclusively(async (bytes) => {
      this.control.prepare(region, request);
      const entry = request.from === undefined ? layout.start : layout.resume;
      const restore = putBreakpoints(
        this.runner.memory,
        region,
        bytes,
        request.breakpointOffsets,
        layout.breakpoint,
      );
      const timer = setInterval(() => {
        const values = this.control.takeOutput();
        if (values.length > 0) onPrinted(values);
      }, outputInterval);
      this.running = true;
      try {
        await enter(region.address + BigInt(entry), this.memory.control.address);
      } finally {
        this.running = false;
        clearInterval(timer);
        restore();
      }
      return this.stopped(layout, request);
    });
  }

  /** Stops a run at its next jump backwards or call; does nothing when none is on. */
  pause(): void {
    if (this.running) this.control.requestPause();
  }

  /**
   * Makes a run that came to its exit able to go on, while its thread stands still: what it printed is taken, and a
   * pause is over.
   */
  goOn(): BigInt64Array {
    return this.control.goOn();
  }

  /** How the run ended, with the part of the state that every stop tells. */
  private stopped(layout: MachineLayout, request: MachineRun): MachineStopped {
    const { breakpointReturn, ...facts } = this.control.read();
    const { opIndex, window } = this.positionOf(facts, breakpointReturn, request);
    const functionIndex = window === firstWindow ? 0 : functionOf(layout, opIndex);
    const usedWords = window + (layout.registerCounts[functionIndex] ?? 0);
    const stack = this.memory.read('stack', 0, usedWords);
    return { ...facts, opIndex, window, stack, output: this.control.takeOutput() };
  }

  private positionOf(
    { stopCode, opIndex, window }: Pick<ControlFacts, 'stopCode' | 'opIndex' | 'window'>,
    breakpointReturn: bigint,
    request: MachineRun,
  ): ReturnedTo {
    if (stopCode === stopCodes.returned && request.returned) return request.returned;
    if (stopCode !== stopCodes.breakpoint) return { opIndex, window };
    const offset = Number(breakpointReturn - this.runner.region.address) - breakpointSize;
    return { opIndex: request.breakpointOps[request.breakpointOffsets.indexOf(offset)] ?? 0, window };
  }
}

/** The last function that begins at or before an op. */
function functionOf({ firstOps }: MachineLayout, opIndex: number): number {
  let low = 0;
  let high = firstOps.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((firstOps[middle] ?? 0) <= opIndex) low = middle;
    else high = middle - 1;
  }
  return low;
}
