import type { Program } from '../../engine/format/program';
import { Interpreter } from '../../engine/interpreter/interpreter';
import type { MachineState } from '../../engine/interpreter/machineState';
import type { MachineCode } from '../../engine/jit/machineCode';
import type { RunFrom } from '../../engine/native/nativeHost';
import type { Engine, EngineStop, RunLimits } from './engine';
import type { NativeSession } from './nativeSession';

/** What the processor and the interpreter made of the same ops. */
export interface Comparison {
  readonly native: bigint;
  readonly interpreted: bigint;
  /** The op that comes next; the op count at the end. */
  readonly opIndex: number;
}

/**
 * Runs the machine code on the processor, in the native host. Beside it the interpreter runs the same ops, and both
 * results are compared at every stop.
 */
export class JitEngine implements Engine {
  private readonly shadow: Interpreter;

  constructor(
    private readonly program: Program,
    private readonly code: MachineCode,
    private readonly native: NativeSession,
    private readonly onCompared: (comparison: Comparison) => void,
  ) {
    this.shadow = new Interpreter(program);
  }

  async step(state: MachineState): Promise<MachineState> {
    return this.runTo(state, state.opIndex + 1);
  }

  async run(
    state: MachineState,
    { breakpoints }: RunLimits,
  ): Promise<{ stop: EngineStop; state: MachineState }> {
    const next = breakpoints?.indexOf(1, state.opIndex + 1) ?? -1;
    const stopAt = next < 0 ? this.program.opCount : next;
    const reached = await this.runTo(state, stopAt);
    return { stop: reached.opIndex < this.program.opCount ? 'breakpoint' : 'end', state: reached };
  }

  /** Runs on the processor up to an op, or to the end for the op count. */
  private async runTo(state: MachineState, stopAt: number): Promise<MachineState> {
    const { opCount } = this.program;
    const { host } = await this.native.start();
    const stop = stopAt < opCount ? this.code.opOffsets[stopAt] : undefined;
    const { result } = await host.run({
      from: this.startOf(state),
      ...(stop === undefined ? {} : { stopAt: stop }),
    });

    this.shadow.state = state;
    this.shadow.run(undefined, stopAt - state.opIndex);
    this.onCompared({ native: result, interpreted: this.shadow.state.result, opIndex: stopAt });
    return { opIndex: stopAt, result };
  }

  /** Where the machine code begins to run: its first byte, unless ops ran or somebody changed the result before. */
  startOf({ opIndex, result }: MachineState): RunFrom {
    if (opIndex === 0 && result === 0n) return 'entry';
    return { offset: this.code.opOffsets[opIndex] ?? this.code.epilogue.start, result };
  }
}
