import { opcodeAt, type Program } from '../../engine/format/program';
import { operations } from '../../engine/isa/operations';
import type { MachineCode } from '../../engine/jit/machineCode';
import type { MachineFrame } from '../../engine/machine/stack';
import type { Debuggee } from '../debuggee/debuggee';
import type { BreakpointHits } from './breakpointHits';
import type { InsideStop } from './executionListener';

/**
 * The places inside of ops where runs are to stop. A thread comes to them from the beginning of their op; to those
 * behind the call instruction of a CALL from the RETURN of the function that it called.
 */
export class InsideStops {
  constructor(
    private readonly debuggee: Debuggee,
    private readonly hits: BreakpointHits,
  ) {}

  /** Whether the program stops at one, now that it came there. @param offset of the instruction, in the machine code */
  holds(offset: number): boolean {
    return this.hits.holdsInside(offset);
  }

  /** Whether the program stops at the op, because none of its places can be come to. */
  holdsAtOp(opIndex: number): boolean {
    return this.hits.holdsForPlaces(opIndex);
  }

  /** The ops that have such places, and those whose breakpoints need a thread at their first instruction. */
  get ops(): number[] {
    return [...this.hits.insideStops.map(({ opIndex }) => opIndex), ...this.hits.opsWithRegisters];
  }

  /** Those of them at which a thread has something to look at before it comes behind a call instruction. */
  get opsFromBeginning(): number[] {
    return this.ops.filter((opIndex) => this.needsThread(opIndex) || this.inOp(opIndex).length > 0);
  }

  /** Whether the breakpoints of an op are looked at when a thread stands at its first instruction. */
  needsThread(opIndex: number): boolean {
    return this.hits.opsWithRegisters.has(opIndex);
  }

  /** Whether one of those could stop the program. */
  mayHoldAtOp(opIndex: number): boolean {
    return this.needsThread(opIndex) && this.hits.mayHold(opIndex);
  }

  /** The CALLs that have some behind their call instruction. */
  get calls(): ReadonlySet<number> {
    const { code } = this.debuggee;
    const found = this.hits.insideStops.filter((stop) => isBehindCall(code, stop));
    return new Set(found.map(({ opIndex }) => opIndex));
  }

  /** Offsets of all that a thread comes to from the beginning of an op. */
  inOp(opIndex: number): number[] {
    return this.offsets((stop, isBehind) => stop.opIndex === opIndex && !isBehind);
  }

  /** Offsets behind the call instruction of a CALL; of all of them where none is named. */
  behindCall(opIndex?: number): number[] {
    return this.offsets((stop, isBehind) => isBehind && (opIndex ?? stop.opIndex) === stop.opIndex);
  }

  /**
   * Offsets of those that a thread at the beginning of an op may come to before the next op begins, and that could hold.
   * @param frames of the machine, the innermost first
   */
  from(opIndex: number, [, caller]: readonly MachineFrame[]): number[] {
    const inOp = this.inOp(opIndex).filter((offset) => this.hits.mayHoldInside(offset));
    const returns = caller && isReturn(this.debuggee.program, opIndex);
    return returns ? [...inOp, ...this.behindCall(caller.opIndex)] : inOp;
  }

  private offsets(isWanted: (stop: InsideStop, isBehind: boolean) => boolean): number[] {
    return this.hits.insideStops
      .filter((stop) => isWanted(stop, isBehindCall(this.debuggee.code, stop)))
      .map(({ offset }) => offset);
  }
}

/** Whether a place comes after the return of the function that its op calls. */
function isBehindCall({ callReturnOffsets }: MachineCode, { opIndex, offset }: InsideStop): boolean {
  const returnOffset = callReturnOffsets[opIndex] ?? 0;
  return returnOffset > 0 && offset >= returnOffset;
}

/** Whether an op returns from a function that another has called. */
export const isReturn = (program: Program, opIndex: number): boolean =>
  program.version === 3 &&
  opIndex < program.opCount &&
  opcodeAt(program, opIndex) === operations.RETURN.opcode;
