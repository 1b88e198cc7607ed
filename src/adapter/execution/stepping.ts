import { opcodeAt, type Program } from '../../engine/format/program';
import { operations } from '../../engine/isa/operations';
import { firstWindow, frameHeaderWords, noCaller } from '../../engine/machine/stack';
import type { EngineStop, RunLimits } from './engine';
import { runOn, type MoveContext } from './moving';

/** The three steps of the protocol: over calls, into them, and out of the function. */
export type StepKind = 'over' | 'into' | 'out';

/** How a step ended: it arrived, or something else stopped the program on the way. */
export type StepEnd = 'arrived' | EngineStop;

/**
 * What a step goes on until, at the level that the user looks at. At the level of bytecode every op is a place to stop;
 * at the level of source only one that begins another line.
 */
export interface StepPlaces {
  /** Whether two ops of one function belong to one place. */
  readonly samePlace: (opIndex: number, other: number) => boolean;
  /** Whether a step may end at an op; ops that come from no line of source are passed. */
  readonly isPlace: (opIndex: number) => boolean;
}

/** Ops stepped one by one before a step that does not get on changes to breakpoints at all other places. */
const patience = 200;

/** Makes one step. Breakpoints that it comes to on the way, or at its end, are met as by a run. */
export async function makeStep(kind: StepKind, context: MoveContext, places: StepPlaces): Promise<StepEnd> {
  const { machine, engine } = context;
  const { opIndex: start } = machine.position;
  const { window } = machine.innermost;
  if (kind === 'out') return stepOut(context, places);

  for (let count = 0; ; count++) {
    if (count > patience) return runToAnotherPlace(context, places, start, window);
    const stop = await engine.step();
    if (stop !== 'stepped') return stop;
    if (context.breakpointHolds(machine.opIndex)) return 'breakpoint';
    const { window: now } = machine.innermost;
    if (now > window) {
      if (kind === 'into' && places.isPlace(machine.opIndex)) return 'arrived';
      const returned = await runUntilReturn(context, now);
      if (returned !== 'arrived') return returned;
    }
    // Returned: the caller's line goes on, unless nothing of it is left.
    if (machine.innermost.window < window) return arriveInCaller(kind, context, places);
    if (places.isPlace(machine.opIndex) && !places.samePlace(machine.opIndex, start)) return 'arrived';
    // A jump to where the step began: another round of a loop on one line.
    if (machine.opIndex === start) return 'arrived';
    if (context.limits.isPauseRequested()) return 'paused';
  }
}

async function stepOut(context: MoveContext, places: StepPlaces): Promise<StepEnd> {
  const { machine, limits } = context;
  // Out of the first function is the end of the program.
  if (machine.innermost.window === firstWindow) return runOn(context, limits);
  const stop = await runUntilReturn(context, machine.innermost.window);
  return stop === 'arrived' ? arriveInCaller('out', context, places) : stop;
}

/** After a return the program stands in the middle of the caller's line: that is a place to stop at, where it is one. */
async function arriveInCaller(kind: StepKind, context: MoveContext, places: StepPlaces): Promise<StepEnd> {
  return places.isPlace(context.machine.opIndex)
    ? 'arrived'
    : makeStep(kind === 'out' ? 'over' : kind, context, places);
}

/** Runs until the frame with this window has returned, or something else stops the program. */
async function runUntilReturn(context: MoveContext, window: number): Promise<StepEnd> {
  const stop = await runOn(context, { ...context.limits, returnOf: window });
  if (stop !== 'returned') return stop;
  return context.breakpointHolds(context.machine.opIndex) ? 'breakpoint' : 'arrived';
}

/** A step that takes long: all other places of the function, and the return to its caller, get a breakpoint. */
async function runToAnotherPlace(
  context: MoveContext,
  places: StepPlaces,
  start: number,
  window: number,
): Promise<StepEnd> {
  const { machine } = context;
  const { functions } = machine.program;
  const running = functions[machine.innermost.functionIndex];
  if (!running) return 'arrived';
  const ops: number[] = [];
  for (let opIndex = running.firstOp; opIndex < running.firstOp + running.opCount; opIndex++) {
    if (places.isPlace(opIndex) && !places.samePlace(opIndex, start)) ops.push(opIndex);
  }
  const caller = machine.interpreter.stack[window - frameHeaderWords] ?? noCaller;
  if (caller !== noCaller) ops.push(Number(caller) + 1);
  const own = new Set(ops);
  const { limits } = context;
  const both: RunLimits = { ...limits, breakpoints: () => [...limits.breakpoints(), ...own] };
  return runOn(context, both, () => own.has(machine.opIndex) && machine.innermost.window <= window);
}

/** Every op is a place: for stepping bytecode. */
export const everyOp: StepPlaces = { samePlace: (one, other) => one === other, isPlace: () => true };

/** Places are lines of source. Ops of line 0 belong to none. */
export const linesOf = (lineOfOp: (opIndex: number) => number): StepPlaces => ({
  samePlace: (one, other) => lineOfOp(one) === lineOfOp(other),
  isPlace: (opIndex) => lineOfOp(opIndex) > 0,
});

/** Whether a step that began in one op is done where what was left of that op led to another. */
export const stepsTo = (kind: StepKind, places: StepPlaces, from: number, opIndex: number): boolean =>
  kind !== 'out' && places.isPlace(opIndex) && !places.samePlace(opIndex, from);

/** Whether an op calls a function. */
export const isCall = (program: Program, opIndex: number): boolean =>
  program.version === 3 && opIndex < program.opCount && opcodeAt(program, opIndex) === operations.CALL.opcode;
