import { breakpointSize } from '../jit/machineCode';
import { firstWindow } from '../machine/stack';
import { stopCodes } from '../machine/stop';
import { putBreakpoints } from './breakpointPatches';
import { RequestError, type CodeRunner } from './codeRunner';
import { MachineControl } from './machineControl';
import type { MachineMemory } from './machineMemory';
import type { MachineLayout, MachineRun, MachineStopped, ReturnedTo } from './machineProtocol';
import { nativeMessages } from './messages';
import { firstPart, partBehind, type PartEnd, type RunPart } from './runParts';

/** How often a long run tells what it printed. Unit: milliseconds. */
const outputInterval = 50;

/** Calls the code at an address, and settles when it has come back. */
export type EnterCode = (entry: bigint, control: bigint) => Promise<void>;

/** Runs the code of a machine: from any op, with any calls that have not returned, until something stops it. */
export class MachineRunner {
  private readonly control: MachineControl;
  private layout: MachineLayout | undefined;
  private running = false;
  /** Somebody asked for a pause since the run began. */
  private isPauseWanted = false;

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
    this.check(request);
    return this.runner.exclusively(async (bytes) => {
      const tell = (): void => {
        const values = this.control.takeOutput();
        if (values.length > 0) onPrinted(values);
      };
      const run = async (part: RunPart): Promise<PartEnd> => {
        await this.enterPart(layout, bytes, part, tell, enter);
        return this.endOf(part, request.returned);
      };
      this.isPauseWanted = false;
      const { first } = request;
      if (!first) return this.stopped(layout, await run({ ...request, stopsAtJump: false }));
      const behind = partBehind(request, first, await run(firstPart(request, first)), this.isPauseWanted);
      if ('end' in behind) return this.stopped(layout, behind.end);
      tell();
      return this.stopped(layout, await run(behind.rest));
    });
  }

  /** Enters the code once. @param tell says what it printed */
  private async enterPart(
    layout: MachineLayout,
    bytes: Uint8Array,
    part: RunPart,
    tell: () => void,
    enter: EnterCode,
  ): Promise<void> {
    const { memory, region } = this.runner;
    this.control.prepare(region, part);
    if (part.stopsAtJump) this.control.stopAtJump();
    const entry = part.from === undefined ? layout.start : layout.resume;
    const restore = putBreakpoints(memory, region, bytes, part.breakpointOffsets, layout.breakpoint);
    const timer = setInterval(tell, outputInterval);
    this.running = true;
    try {
      await enter(region.address + BigInt(entry), this.memory.control.address);
    } finally {
      this.running = false;
      clearInterval(timer);
      restore();
    }
  }

  /** Stops a run at its next jump backwards or call; does nothing when none is on. */
  pause(): void {
    if (!this.running) return;
    this.isPauseWanted = true;
    this.control.requestPause();
  }

  /**
   * Makes a run that came to its exit able to go on, while its thread stands still: what it printed is taken, and a
   * pause is over.
   */
  goOn(): BigInt64Array {
    return this.control.goOn();
  }

  private endOf(part: RunPart, returned: ReturnedTo | undefined): PartEnd {
    const { breakpointReturn, ...facts } = this.control.read();
    if (facts.stopCode === stopCodes.returned && returned) return { ...facts, ...returned };
    if (facts.stopCode !== stopCodes.breakpoint) return facts;
    const offset = Number(breakpointReturn - this.runner.region.address) - breakpointSize;
    return { ...facts, opIndex: part.breakpointOps[part.breakpointOffsets.indexOf(offset)] ?? 0 };
  }

  /** How the run ended, with the part of the state that every stop tells. */
  private stopped(layout: MachineLayout, end: PartEnd): MachineStopped {
    const { opIndex, window } = end;
    const functionIndex = window === firstWindow ? 0 : functionOf(layout, opIndex);
    const usedWords = window + (layout.registerCounts[functionIndex] ?? 0);
    const stack = this.memory.read('stack', 0, usedWords);
    return { ...end, stack, output: this.control.takeOutput() };
  }

  /** @throws RequestError when an offset lies outside of the code */
  private check({ breakpointOffsets, returnOffsets, first, from = 0 }: MachineRun): void {
    const { size } = this.runner.region;
    const { nextOffsets = [], returnOffset = 0 } = first ?? {};
    for (const offset of [...breakpointOffsets, ...returnOffsets, ...nextOffsets, returnOffset, from]) {
      if (offset + breakpointSize > size) throw new RequestError(nativeMessages.outsideCode(offset, size));
    }
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
