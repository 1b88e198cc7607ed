import { wordsPerOp } from '../../engine/format/program';
import { usedWords, type MachineFrame, type MachinePosition } from '../../engine/machine/stack';
import { isTrap, type MachineStop } from '../../engine/machine/stop';
import { successorsOf } from '../../engine/machine/successors';
import type { NativeStop } from '../../engine/native/nativeMachine';
import { instructionAt } from '../../engine/native/tracing/codePlaces';
import type { NativeStepper } from '../../engine/native/tracing/nativeStepper';
import type { Debuggee } from '../debuggee/debuggee';
import { sessionMessages } from '../errors';
import type { EngineStop, RunLimits } from './engine';
import { storedCell, type JitEngine } from './jitEngine';
import type { Machine } from './machine';
import type { NativeSession, ReadyHost } from './nativeSession';
import { NativeThread, type StandingThread } from './nativeThread';
import { Replay } from './replay';
import type { StepKind } from './stepping';

export interface NativeSteppingContext {
  readonly debuggee: Debuggee;
  readonly machine: Machine;
  readonly session: NativeSession;
  readonly jit: JitEngine;
  /** Whether the breakpoint of an op that the step came to counts. */
  readonly breakpointHolds: (opIndex: number) => boolean;
  /** A message for the user. */
  readonly say: (text: string) => void;
}

/** The processor compares four addresses: one is the code's exit, one where the step goes. */
const breakpointsWatched = 2;

const wordSize = 8;

/** Between two requests to pause. Unit: milliseconds. */
const pauseInterval = 20;

/**
 * Steps of one machine instruction. A thread then stands in the machine code; the session's machine goes along op by op,
 * and both are compared whenever the thread comes to the beginning of an op. Whoever else wants to move the program
 * calls {@link leave} first.
 */
export class NativeStepping {
  readonly thread: NativeThread;
  private hasSaidBreakpoints = false;

  constructor(private readonly context: NativeSteppingContext) {
    this.thread = new NativeThread(context.debuggee, context.machine, context.session);
  }

  /** The thread, where one stands in the machine code just now. */
  get standing(): StandingThread | undefined {
    return this.thread.current;
  }

  /**
   * Makes a step: one instruction, over a call, or out of the function.
   * @throws NativeUnavailable where there can be no such steps; TracingEnded; NativeHostGone
   */
  async step(kind: StepKind, limits: RunLimits): Promise<EngineStop> {
    const thread = await this.stand();
    const { stepper } = thread;
    if (kind === 'out' || (kind === 'over' && stepper.isAtCall))
      return this.runToReturn(thread, kind, limits);
    return this.stepOne(thread);
  }

  /**
   * Brings the thread out of the machine code, for the program to go on in another way. It goes on from the beginning of
   * the op that is half done; that op is brought to its end first where somebody changed a register in its middle.
   */
  async leave(): Promise<void> {
    const thread = this.standing;
    const { machine, jit, session } = this.context;
    if (!thread) return;
    if (thread.isEdited && samePosition(thread.position, machine.position)) {
      await this.takeChanges(thread);
      if ((await this.finishOp(thread)) === 'ended') return;
    }
    await this.thread.abandon();
    const printed = session.takeDigest();
    if (!thread.isAlone) jit.comparePrinted(printed, thread.printed);
    jit.forget();
  }

  /** Brings an op that is half done to its end. */
  private async finishOp(thread: StandingThread): Promise<EngineStop> {
    const { machine, debuggee } = this.context;
    const next = thread.isBehindReturn
      ? [machine.opIndex]
      : successorsOf(debuggee.program, machine.interpreter.stack, machine.position);
    const stop = await thread.stepper.toOps(next.filter((opIndex) => opIndex < debuggee.program.opCount));
    if (stop === 'ended') return this.end(thread, false);
    if (stop === 'arrived') await this.atOp(thread, opOf(thread.stepper));
    return 'stepped';
  }

  /** Somebody changed variables: the thread finds them in the host's memory. */
  private async takeChanges(thread: StandingThread): Promise<void> {
    const { machine } = this.context;
    if (thread.revision === machine.revision) return;
    await thread.ready.native.setImage(machine.save());
    thread.revision = machine.revision;
    thread.isEdited = true;
  }

  private async stand(): Promise<StandingThread> {
    const { jit, session, machine } = this.context;
    const thread = this.standing;
    if (thread && samePosition(thread.position, machine.position)) {
      await this.takeChanges(thread);
      return thread;
    }
    // Somebody made another op the next one.
    if (thread) await this.leave();
    await jit.ready();
    return this.thread.park(await session.start());
  }

  private async stepOne(thread: StandingThread): Promise<EngineStop> {
    const { stepper } = thread;
    const { code } = this.context.debuggee;
    const isReturn = instructionAt(code, stepper.offset) === 'return';
    const stop = await stepper.step();
    if (stop === 'ended') return this.end(thread, false);
    if (stop === 'paused') {
      // Of a pause that was asked for when the run before had ended already. Its op may be done or not.
      thread.isEdited = true;
      await this.settle(thread, await this.nativeStop(thread, stop, opOf(stepper)), true, undefined);
      return 'stepped';
    }
    if (stop !== 'arrived' && isTrap(stop)) return stop;
    const { part } = stepper;
    if (part?.kind === 'op' && part.range.start === stepper.offset) await this.atOp(thread, opOf(stepper));
    else if (isReturn && part?.kind === 'op') this.behindReturn(thread);
    return 'stepped';
  }

  /** The thread has come to the beginning of an op: so does the machine, and they are compared. */
  private async atOp(thread: StandingThread, opIndex: number): Promise<void> {
    const { machine } = this.context;
    const cell = thread.isBehindReturn ? undefined : storedCell(machine);
    const replayed = thread.isBehindReturn ? 'stepped' : this.stepMachine(thread);
    thread.isBehindReturn = false;
    const native = await this.nativeStop(thread, 'stepped', opIndex);
    await this.settle(thread, native, replayed === 'stepped', cell);
  }

  /** RETURN is done for the processor, and a part of CALL is left: the machine does both at once. */
  private behindReturn(thread: StandingThread): void {
    this.stepMachine(thread);
    thread.isBehindReturn = true;
    thread.position = this.context.machine.position;
  }

  private stepMachine(thread: StandingThread): MachineStop {
    const { machine } = this.context;
    const stop = machine.interpreter.step();
    thread.printed.add(machine.interpreter.takeOutput());
    machine.moved();
    return stop;
  }

  /** Runs until the function that was called, or that runs, has returned. */
  private async runToReturn(thread: StandingThread, kind: StepKind, limits: RunLimits): Promise<EngineStop> {
    const { machine } = this.context;
    const { stepper, ready } = thread;
    const before = machine.save();
    const timer = setInterval(() => {
      if (limits.isPauseRequested()) ready.host.pauseMachine().catch(() => undefined);
    }, pauseInterval);
    try {
      // At a call, and before the first op of the function that was called, the machine stands at the CALL.
      const isCalling = kind === 'over' || stepper.part?.kind === 'prologue';
      const [innermost, outer] = machine.frames;
      const caller = isCalling ? innermost : outer;
      if (kind === 'over') await stepper.step();
      if (isCalling) this.stepMachine(thread);
      return await this.runBehind(thread, caller, machine.position.window, limits);
    } catch (error) {
      machine.load(before);
      throw error;
    } finally {
      clearInterval(timer);
    }
  }

  private async runBehind(
    thread: StandingThread,
    caller: MachineFrame | undefined,
    window: number,
    limits: RunLimits,
  ): Promise<EngineStop> {
    const { machine, breakpointHolds } = this.context;
    const { stepper } = thread;
    const expected = await stepper.expectReturn();
    for (;;) {
      const breakpoints = this.watched(limits);
      // The first op of a function may have a breakpoint: the machine stands there, the thread is on its way to it.
      const isAtBreakpoint =
        breakpoints.includes(machine.opIndex) && stepper.part?.kind === 'prologue' && !thread.isBehindReturn;
      const replay =
        isAtBreakpoint || thread.isEdited
          ? undefined
          : new Replay(machine, breakpoints, caller ? window : undefined, thread.printed);
      const stop = await stepper.toReturn(expected, breakpoints).catch((error: unknown) => {
        replay?.cancel();
        throw error;
      });
      if (stop === 'paused') replay?.cancel();
      const replayed = isAtBreakpoint ? 'breakpoint' : await replay?.stop();
      machine.moved();
      if (stop === 'ended') return await this.end(thread, replayed === undefined);
      const native =
        stop === 'returned' && caller
          ? await this.nativeReturn(thread, caller)
          : await this.nativeStop(thread, stop === 'arrived' ? 'breakpoint' : stop, opOf(stepper));
      thread.isBehindReturn = stop === 'returned';
      // A run that the interpreter did not follow to its end is the processor's word.
      thread.isEdited ||= replayed === undefined;
      await this.settle(thread, native, replayed === native.stop, 'all');
      if (stop === 'arrived' && !breakpointHolds(machine.opIndex)) continue;
      if (expected && stop !== 'returned') await stepper.forgetReturn(expected);
      return stop === 'arrived' ? 'breakpoint' : stop === 'returned' ? 'stepped' : stop;
    }
  }

  /** The breakpoints that a run of the thread respects; more than the processor can watch are said to be left out. */
  private watched(limits: RunLimits): number[] {
    const all = [...new Set(limits.breakpoints())];
    if (all.length > breakpointsWatched && !this.hasSaidBreakpoints) {
      this.hasSaidBreakpoints = true;
      this.context.say(sessionMessages.fewBreakpoints(breakpointsWatched));
    }
    return all.slice(0, breakpointsWatched);
  }

  /**
   * The thread leaves the machine code by its own way out.
   * @param isAlone whether the interpreter could not follow it
   */
  private async end(thread: StandingThread, isAlone: boolean): Promise<EngineStop> {
    const { machine, jit, session } = this.context;
    const left = await this.thread.finish(thread);
    const native: NativeStop = { ...left, stack: left.stack.slice() };
    if (isAlone) thread.isEdited = true;
    else if (!thread.isEdited && !machine.hasEnded) this.stepMachine(thread);
    const printedAlike = thread.isAlone || thread.printed.equals(session.takeDigest());
    await this.settle(thread, native, machine.hasEnded && printedAlike, 'all');
    jit.forget();
    return 'ended';
  }

  /** Where the thread stands, in the words of a native run. */
  private async nativeStop(
    { ready, stepper }: StandingThread,
    stop: MachineStop,
    opIndex: number,
  ): Promise<NativeStop> {
    const first = ready.native.code.machine?.stack ?? 0n;
    const window = Number(stepper.registers.get('rbx') - first) / wordSize;
    return this.stopAt(ready, stop, { opIndex, window });
  }

  /** Behind a CALL that is done but for the register that takes the value. */
  private async nativeReturn(
    { ready, stepper }: StandingThread,
    { opIndex, window }: MachineFrame,
  ): Promise<NativeStop> {
    const { words } = this.context.debuggee.program;
    const native = await this.stopAt(ready, 'returned', { opIndex: opIndex + 1, window });
    const register = words[opIndex * wordsPerOp + 3] ?? 0;
    native.stack[window + register] = BigInt.asIntN(64, stepper.registers.get('rax'));
    return native;
  }

  private async stopAt(
    { host }: ReadyHost,
    stop: MachineStop,
    position: MachinePosition,
  ): Promise<NativeStop> {
    const used = usedWords(this.context.debuggee.program, position);
    return { stop, position, result: 0n, stack: await host.readWords('stack', 0, used) };
  }

  /** Compares, or takes what the processor made of it where somebody changed something in the middle. */
  private async settle(
    thread: StandingThread,
    native: NativeStop,
    agrees: boolean,
    cells: number | 'all' | undefined,
  ): Promise<void> {
    const { machine, jit } = this.context;
    thread.isAlone ||= thread.isEdited;
    if (thread.isEdited) await jit.takeOver(thread.ready.native, native);
    else await jit.settle(thread.ready.native, native, agrees, cells);
    thread.isEdited = false;
    thread.position = machine.position;
    thread.revision = machine.revision;
  }
}

const samePosition = (one: MachinePosition, other: MachinePosition): boolean =>
  one.opIndex === other.opIndex && one.window === other.window;

/** The op that the thread is in. */
const opOf = ({ part }: NativeStepper): number => part?.opIndex ?? 0;
