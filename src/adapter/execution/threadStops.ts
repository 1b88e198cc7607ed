import { wordsPerOp } from '../../engine/format/program';
import {
  firstWindow,
  stackWords,
  usedWords,
  type MachineFrame,
  type MachinePosition,
} from '../../engine/machine/stack';
import type { MachineStop } from '../../engine/machine/stop';
import type { NativeStop } from '../../engine/native/nativeMachine';
import type { NativeStepper } from '../../engine/native/tracing/nativeStepper';
import { adapterErrors } from '../errors';
import type { Debuggee } from '../debuggee/debuggee';
import type { JitEngine } from './jitEngine';
import type { Machine } from './machine';
import type { ReadyHost } from './nativeSession';
import type { StandingThread } from './nativeThread';

const wordSize = 8;

/** Where a stepped thread stands in the words of a native run, and the comparison with the interpreter there. */
export class ThreadStops {
  constructor(
    private readonly debuggee: Debuggee,
    private readonly machine: Machine,
    private readonly jit: JitEngine,
  ) {}

  /** Where the thread stands: at the beginning of an op, or at the exit. @throws AdapterError where somebody led it astray */
  async atOp(thread: StandingThread, stop: MachineStop, opIndex: number): Promise<NativeStop> {
    const { ready, stepper } = thread;
    const window = windowOf(thread);
    const native = await this.stopAt(ready, stop, { opIndex, window });
    const { handover } = stepper;
    if (handover) native.stack[window + handover.register] = valueInRax(stepper);
    return native;
  }

  /** The op that the thread is about to begin finds in rax what its register was changed to. */
  handOver({ stepper }: StandingThread): void {
    const { interpreter, position } = this.machine;
    const { handover } = stepper;
    const value = handover && interpreter.stack[position.window + handover.register];
    if (value === undefined || value === valueInRax(stepper)) return;
    stepper.registers.set('rax', BigInt.asUintN(64, value));
    stepper.registersChanged();
  }

  /** Behind a CALL that is done but for the register that takes the value. */
  async behindCall(
    { ready, stepper }: StandingThread,
    { opIndex, window }: Pick<MachineFrame, 'opIndex' | 'window'>,
  ): Promise<NativeStop> {
    const { words } = this.debuggee.program;
    const native = await this.stopAt(ready, 'returned', { opIndex: opIndex + 1, window });
    const register = words[opIndex * wordsPerOp + 3] ?? 0;
    native.stack[window + register] = valueInRax(stepper);
    return native;
  }

  /** Compares, or takes what the processor made of it where somebody changed something in the middle. */
  async settle(
    thread: StandingThread,
    native: NativeStop,
    agrees: boolean,
    cells: number | 'all' | undefined,
  ): Promise<void> {
    const { machine, jit } = this;
    thread.isAlone ||= thread.isEdited;
    if (thread.isEdited) await jit.takeOver(thread.ready.native, native);
    else await jit.settle(thread.ready.native, native, agrees, cells);
    thread.isEdited = false;
    thread.position = machine.position;
    thread.revision = machine.revision;
  }

  private async stopAt(
    { host }: ReadyHost,
    stop: MachineStop,
    position: MachinePosition,
  ): Promise<NativeStop> {
    const used = usedWords(this.debuggee.program, position);
    if (!Number.isInteger(used) || position.window < firstWindow || used > stackWords)
      throw adapterErrors.strayWindow();
    return { stop, position, result: 0n, stack: await host.readWords('stack', 0, used) };
  }
}

const valueInRax = ({ registers }: NativeStepper): bigint => BigInt.asIntN(64, registers.get('rax'));

/** The window of the function that the thread runs. Unit: words. */
export function windowOf({ ready, stepper }: StandingThread): number {
  const first = ready.native.code.machine?.stack ?? 0n;
  return Number(stepper.registers.get('rbx') - first) / wordSize;
}
