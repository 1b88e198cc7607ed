import { epilogueOf, type MachineCode } from '../jit/machineCode';
import { firstWindow, noCaller } from '../machine/stack';
import type { MachineState, NativeRunner, RunnerStop, RunPlan } from './machineState';
import type { NativeHost } from './nativeHost';

/** Runs version 1: straight on, register 0 being rax, stopped by an epilogue in the place of the first breakpoint. */
export class ReturnsRunner implements NativeRunner {
  constructor(
    private readonly host: NativeHost,
    private readonly code: MachineCode,
  ) {}

  async run({ position, stack }: MachineState, { breakpoints, isStep }: RunPlan): Promise<RunnerStop> {
    const { opOffsets } = this.code;
    let reached = isStep ? position.opIndex + 1 : opOffsets.length;
    for (const opIndex of breakpoints) if (opIndex > position.opIndex && opIndex < reached) reached = opIndex;
    const register = stack[firstWindow] ?? 0n;
    const isAtStart = position.opIndex === 0 && register === 0n;
    const offset = opOffsets[position.opIndex] ?? epilogueOf(this.code).start;
    const { result } = await this.host.run({
      from: isAtStart ? 'entry' : { offset, result: register },
      stopAt: opOffsets[reached],
    });
    const hasEnded = reached === opOffsets.length;
    return {
      stop: hasEnded ? 'ended' : 'breakpoint',
      position: { opIndex: reached, window: firstWindow },
      result: hasEnded ? result : 0n,
      stack: BigInt64Array.of(noCaller, result),
    };
  }
}
