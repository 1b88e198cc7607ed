import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Program } from '../../engine/format/program';
import { Interpreter } from '../../engine/interpreter/interpreter';
import type { MachineState } from '../../engine/interpreter/machineState';
import type { Engine, EngineStop, RunLimits } from './engine';

/** Ops between two looks at the pause button: a few milliseconds. */
const opsPerSlice = 50_000;

export class InterpreterEngine implements Engine {
  private readonly interpreter: Interpreter;

  constructor(program: Program) {
    this.interpreter = new Interpreter(program);
  }

  step(state: MachineState): Promise<MachineState> {
    this.interpreter.state = state;
    this.interpreter.step();
    return Promise.resolve(this.interpreter.state);
  }

  async run(state: MachineState, limits: RunLimits): Promise<{ stop: EngineStop; state: MachineState }> {
    this.interpreter.state = state;
    for (;;) {
      const stop = this.interpreter.run(limits.breakpoints, opsPerSlice);
      if (stop !== 'budget') return { stop, state: this.interpreter.state };
      await nextTurn();
      if (limits.isPauseRequested()) return { stop: 'pause', state: this.interpreter.state };
    }
  }
}
