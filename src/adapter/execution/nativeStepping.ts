import type { MachineFrame } from '../../engine/machine/stack';
import { isTrap, type MachineStop } from '../../engine/machine/stop';
import { successorsOf } from '../../engine/machine/successors';
import type { NativeStop } from '../../engine/native/nativeMachine';
import { instructionAt } from '../../engine/native/tracing/codePlaces';
import { InstructionFault } from '../../engine/native/tracing/faults';
import type { Debuggee } from '../debuggee/debuggee';
import { sessionMessages } from '../errors';
import type { EngineStop, RunLimits } from './engine';
import type { InsideStops } from './insideStops';
import { storedCell, type JitEngine } from './jitEngine';
import type { Machine } from './machine';
import type { NativeSession } from './nativeSession';
import { NativeThread, type StandingThread } from './nativeThread';
import { Replay } from './replay';
import type { StepKind } from './stepping';
import { isAhead, isAtOp, opOf, samePosition } from './threadPlace';
import { ThreadStops, windowOf } from './threadStops';

export interface NativeSteppingContext {
  readonly debuggee: Debuggee;
  readonly machine: Machine;
  readonly session: NativeSession;
  readonly jit: JitEngine;
  /** Whether the breakpoint of an op that the step came to counts. */
  readonly breakpointHolds: (opIndex: number) => boolean;
  readonly inside: InsideStops;
  /** A message for the user. */
  readonly say: (text: string) => void;
}

/** The processor compares four addresses: one is the code's exit, one where the step goes. */
const breakpointsWatched = 2;

/** Between two requests to pause. Unit: milliseconds. */
const pauseInterval = 20;

/**
 * Steps of one machine instruction. A thread then stands in the machine code; the session's machine goes along op by op,
 * and both are compared whenever the thread comes to the beginning of an op. Whoever else wants to move the program
 * calls {@link leave} first.
 */
export class NativeStepping {
  readonly thread: NativeThread;
  private readonly stops: ThreadStops;
  private hasSaidBreakpoints = false;

  constructor(private readonly context: NativeSteppingContext) {
    const { debuggee, machine, session, jit } = context;
    this.thread = new NativeThread(debuggee, machine, session);
    this.stops = new ThreadStops(debuggee, machine, jit);
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
    const { offset } = stepper;
    const isRun = kind === 'out' || (kind === 'over' && stepper.isAtCall);
    const stop = await (isRun ? this.runToReturn(thread, kind, limits) : this.stepOne(thread));
    // An instruction that repeats itself takes several steps, and is come to once.
    return stop === 'stepped' && stepper.offset !== offset ? (this.hitAt(thread) ?? stop) : stop;
  }

  /** The stop that holds at the very instruction that a thread has come to. */
  private hitAt({ stepper, isBehindReturn }: StandingThread): 'breakpoint' | 'insideOp' | undefined {
    const { machine, inside, breakpointHolds } = this.context;
    if (isAtOp(stepper) && !isBehindReturn)
      return breakpointHolds(machine.opIndex) ? 'breakpoint' : undefined;
    return inside.holds(stepper.offset) ? 'insideOp' : undefined;
  }

  /** Whether there is something to do in the next op, or in what is left of it, before it can run as a whole. */
  get hasStopsAhead(): boolean {
    return this.standing?.isBehindReturn === true || this.stopsAhead().length > 0;
  }

  /**
   * Brings a thread to the first instruction of the next op.
   * @returns whether a breakpoint of the op holds there, now that registers are known
   * @throws NativeUnavailable where there can be no such thread; TracingEnded; NativeHostGone
   */
  async holdsAtOp(): Promise<boolean> {
    await this.stand();
    return this.context.breakpointHolds(this.context.machine.opIndex);
  }

  /**
   * Steps from where the thread stands, or from the beginning of the next op, to a stop inside of the op that holds.
   * @param wanted offsets of the stops, all that can be come to where it is absent
   * @returns `insideOp` there; `stepped` where another op comes next now, at whose beginning the thread stands; undefined
   *   where none held and the op is not done: {@link leave}, and it begins anew
   * @throws NativeUnavailable where there can be no such steps; TracingEnded; NativeHostGone
   */
  async toStop(wanted?: readonly number[]): Promise<'insideOp' | 'stepped' | 'ended' | undefined> {
    const { machine, inside } = this.context;
    const thread = await this.stand();
    const { stepper } = thread;
    const places = wanted ?? this.stopsAhead();
    const begun = machine.position;
    while (places.some((place) => isAhead(thread, place))) {
      const { offset } = stepper;
      if ((await this.stepOne(thread)) === 'ended') return 'ended';
      if (isAtOp(stepper)) return samePosition(begun, machine.position) ? undefined : 'stepped';
      // An instruction that repeats itself takes several steps, and is come to once.
      if (stepper.offset !== offset && places.includes(stepper.offset) && inside.holds(stepper.offset))
        return 'insideOp';
    }
    return thread.isBehindReturn ? this.finishOp(thread) : undefined;
  }

  /**
   * Brings the thread out of the machine code, for the program to go on in another way. It goes on from the beginning of
   * the op that is half done; that op is brought to its end first where somebody changed a register in its middle.
   * @returns `stepped` or `ended` in that case
   */
  async leave(): Promise<'stepped' | 'ended' | undefined> {
    const thread = this.standing;
    const { machine, jit, session } = this.context;
    let stop: 'stepped' | 'ended' | undefined;
    if (thread?.isEdited && samePosition(thread.position, machine.position)) {
      await this.takeChanges(thread);
      stop = await this.finishOp(thread);
      if (stop === 'ended') return stop;
    }
    await this.thread.abandon();
    if (!thread) return undefined;
    const printed = session.takeDigest();
    if (!thread.isAlone) jit.comparePrinted(printed, thread.printed);
    jit.forget();
    return stop;
  }

  /** Offsets of the stops that may be come to before the next op begins. */
  private stopsAhead(): number[] {
    const { machine, inside } = this.context;
    const thread = this.standing;
    if (!thread || !samePosition(thread.position, machine.position))
      return inside.from(machine.opIndex, machine.frames);
    const places = thread.isBehindReturn
      ? inside.behindCall(opOf(thread.stepper))
      : inside.from(machine.opIndex, machine.frames);
    return places.filter((place) => isAhead(thread, place));
  }

  /** Brings an op that is half done to its end. */
  private async finishOp(thread: StandingThread): Promise<'stepped' | 'ended'> {
    const { machine, debuggee } = this.context;
    const next = thread.isBehindReturn
      ? [machine.opIndex]
      : successorsOf(debuggee.program, machine.interpreter.stack, machine.position);
    const stop = await thread.stepper.toOps(next.filter((opIndex) => opIndex < debuggee.program.opCount));
    if (stop === 'ended') return this.end(thread, false);
    if (stop === 'arrived') await this.atOp(thread, opOf(thread.stepper));
    return 'stepped';
  }

  /** Somebody changed variables: the thread finds them in the host's memory, or in rax. */
  private async takeChanges(thread: StandingThread): Promise<void> {
    const { machine } = this.context;
    if (thread.revision === machine.revision) return;
    await thread.ready.native.setImage(machine.save());
    this.stops.handOver(thread);
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
      await this.stops.settle(thread, await this.stops.atOp(thread, stop, opOf(stepper)), true, undefined);
      return 'stepped';
    }
    if (stop !== 'arrived' && isTrap(stop)) return stop;
    if (isAtOp(stepper)) await this.atOp(thread, opOf(stepper));
    else if (isReturn && stepper.part?.kind === 'op') this.behindReturn(thread);
    return 'stepped';
  }

  /** The thread has come to the beginning of an op: so does the machine, and they are compared. */
  private async atOp(thread: StandingThread, opIndex: number): Promise<void> {
    const { machine } = this.context;
    // First, since the machine stays where it is when the thread went astray.
    const native = await this.stops.atOp(thread, 'stepped', opIndex);
    const cell = thread.isBehindReturn ? undefined : storedCell(machine);
    const replayed = thread.isBehindReturn ? 'stepped' : this.stepMachine(thread);
    thread.isBehindReturn = false;
    await this.stops.settle(thread, native, replayed === 'stepped', cell);
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
      // Somewhere inside of the call, with a return address that is not the program's.
      if (error instanceof InstructionFault) await this.thread.abandon();
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
    const { machine } = this.context;
    const { stepper } = thread;
    const expected = await stepper.expectReturn();
    for (;;) {
      const { breakpoints, places } = this.watched(limits);
      // The next op may have a breakpoint: the machine stands there, the thread is on its way to it.
      const isAtBreakpoint =
        breakpoints.includes(machine.opIndex) && (thread.isBehindReturn || stepper.part?.kind === 'prologue');
      // Behind a call instruction the interpreter cannot be stopped: it has done the CALL.
      const replay =
        isAtBreakpoint || thread.isEdited || places.length > 0
          ? undefined
          : new Replay(machine, breakpoints, caller ? window : undefined, thread.printed);
      const stop = await stepper.toReturn(expected, breakpoints, places).catch((error: unknown) => {
        replay?.cancel();
        throw error;
      });
      if (stop === 'paused') replay?.cancel();
      // Paused, it may have come to a breakpoint that the thread was still on its way to.
      const replayed = stop === 'paused' ? undefined : isAtBreakpoint ? 'breakpoint' : await replay?.stop();
      machine.moved();
      if (stop === 'ended') return await this.end(thread, replayed === undefined);
      const isBehindCall = stop === 'arrived' && !isAtOp(stepper);
      const calling = isBehindCall ? { opIndex: opOf(stepper), window: windowOf(thread) } : caller;
      // A CALL whose value the op behind takes over in rax is done with that.
      thread.isBehindReturn = (stop === 'returned' && !stepper.handover) || isBehindCall;
      const native =
        thread.isBehindReturn && calling
          ? await this.stops.behindCall(thread, calling)
          : await this.stops.atOp(thread, stop === 'arrived' ? 'breakpoint' : stop, opOf(stepper));
      // A run that the interpreter did not follow to its end is the processor's word.
      thread.isEdited ||= replayed === undefined;
      await this.stops.settle(thread, native, replayed === native.stop, 'all');
      const held = stop === 'arrived' ? await this.stopHere(thread, limits) : stop;
      if (held === undefined) continue;
      if (expected && stop !== 'returned') await stepper.forgetReturn(expected);
      return held === 'returned' ? 'stepped' : held;
    }
  }

  /** Which stop holds where a run of the thread has come to; for one inside of an op the thread is brought to it. */
  private async stopHere(
    thread: StandingThread,
    limits: RunLimits,
  ): Promise<'breakpoint' | 'insideOp' | 'ended' | undefined> {
    const { machine, inside, breakpointHolds } = this.context;
    if (thread.isBehindReturn) return inside.holds(thread.stepper.offset) ? 'insideOp' : undefined;
    const { opIndex } = machine;
    if (breakpointHolds(opIndex)) return 'breakpoint';
    // Not beyond a RETURN: the function that the step leaves has another return address.
    const stop = await this.toStop(inside.inOp(opIndex));
    return stop === 'stepped' ? this.stopHere(thread, limits) : stop;
  }

  /**
   * What a run of the thread stops at: ops, and offsets behind the call instructions of others. What is more than the
   * processor can watch is said to be left out.
   */
  private watched(limits: RunLimits): { breakpoints: number[]; places: number[] } {
    const { inside } = this.context;
    const behind = inside.behindCall();
    const ops = [...new Set([...limits.breakpoints(), ...inside.opsFromBeginning])];
    if (ops.length + behind.length > breakpointsWatched && !this.hasSaidBreakpoints) {
      this.hasSaidBreakpoints = true;
      this.context.say(sessionMessages.fewBreakpoints(breakpointsWatched));
    }
    const breakpoints = ops.slice(0, breakpointsWatched);
    return { breakpoints, places: behind.slice(0, breakpointsWatched - breakpoints.length) };
  }

  /**
   * The thread leaves the machine code by its own way out.
   * @param isAlone whether the interpreter could not follow it
   */
  private async end(thread: StandingThread, isAlone: boolean): Promise<'ended'> {
    const { machine, jit, session } = this.context;
    const left = await this.thread.finish(thread);
    const native: NativeStop = { ...left, stack: left.stack.slice() };
    if (isAlone) thread.isEdited = true;
    else if (!thread.isEdited && !machine.hasEnded) this.stepMachine(thread);
    const printedAlike = thread.isAlone || thread.printed.equals(session.takeDigest());
    await this.stops.settle(thread, native, machine.hasEnded && printedAlike, 'all');
    jit.forget();
    return 'ended';
  }
}
