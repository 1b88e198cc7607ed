import { stopCodes } from '../machine/stop';
import type { ControlFacts, ControlledRun } from './machineControl';
import type { FirstOp, MachineRun } from './machineProtocol';

/**
 * One entry into the code. A run has two where it begins at an op that it is to stop before the next time: the op alone,
 * and what is left.
 */
export interface RunPart extends ControlledRun {
  /** The ops to stop before; not the one that the part begins at. */
  readonly breakpointOps: Uint32Array;
  /** Their offsets in the code, in the same order. Unit: bytes. */
  readonly breakpointOffsets: Uint32Array;
  /** Stops at the first jump backwards, as if a pause had been asked for. */
  readonly stopsAtJump: boolean;
}

/** Where a part ended. */
export type PartEnd = Omit<ControlFacts, 'breakpointReturn'>;

/** The op that a run begins at, alone. */
export const firstPart = (request: MachineRun, first: FirstOp): RunPart => ({
  ...request,
  breakpointOps: first.nextOps,
  breakpointOffsets: first.nextOffsets,
  stopsAtJump: first.followsItself,
});

/**
 * What to run when the first op has.
 * @param end where it led
 * @param isPauseWanted whether somebody asked for a pause meanwhile
 * @returns how the whole run ended, where nothing is left
 */
export function partBehind(
  request: MachineRun,
  first: FirstOp,
  end: PartEnd,
  isPauseWanted: boolean,
): { readonly end: PartEnd } | { readonly rest: RunPart } {
  const { stopCode, opIndex, window } = end;
  const innermost = request.windows.at(-1) ?? window;
  const isNextOp = stopCode === stopCodes.breakpoint || stopCode === stopCodes.paused;
  // A pause stops a CALL before it runs: it is where the run began, and not come to anew.
  const isRefusedCall = stopCode === stopCodes.paused && first.returnOffset !== 0 && window === innermost;
  if (!isNextOp || isRefusedCall || first.isAll) return { end };
  if (request.breakpointOps.includes(opIndex)) return { end: { ...end, stopCode: stopCodes.breakpoint } };
  if (isPauseWanted) return { end: { ...end, stopCode: stopCodes.paused } };
  const rest = {
    ...request,
    from: first.nextOffsets[first.nextOps.indexOf(opIndex)] ?? request.from,
    handedOver: end.handedOver,
    ...framesBehind(request, first, window),
    stopsAtJump: false,
  };
  return { rest };
}

/** The frames when the first op has run: a CALL made one more, a RETURN one less. */
function framesBehind(
  { windows, returnOffsets }: MachineRun,
  { returnOffset }: FirstOp,
  window: number,
): Pick<MachineRun, 'windows' | 'returnOffsets'> {
  const innermost = windows.at(-1) ?? window;
  if (window > innermost)
    return { windows: withOneMore(windows, window), returnOffsets: withOneMore(returnOffsets, returnOffset) };
  const count = window < innermost ? windows.length - 1 : windows.length;
  return { windows: windows.subarray(0, count), returnOffsets: returnOffsets.subarray(0, count) };
}

function withOneMore(values: Uint32Array, last: number): Uint32Array {
  const grown = new Uint32Array(values.length + 1);
  grown.set(values);
  grown[values.length] = last;
  return grown;
}
