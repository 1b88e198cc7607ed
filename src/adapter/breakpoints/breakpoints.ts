import type { DebugProtocol } from '@vscode/debugprotocol';
import type { SourceView } from '../debuggee/debuggee';
import { hexNumber } from '../../engine/jit/hex';
import { parseAddress } from '../machineLevel/addressText';
import { formatLogMessage } from './logMessage';
import { parseHitCondition, type HitCondition } from './hitCondition';

/** What breakpoints need of the rest of the session. */
export interface BreakpointHost {
  /** The value of an expression in the current state. @throws Error with a message for the user */
  evaluate(expression: string): bigint;
  /** The same as text, for log points. */
  evaluateToText(expression: string): string;
  log(text: string): void;
  /** Breakpoints were set or removed. */
  changed(): void;
}

/** What a client may add to a breakpoint. */
interface BreakpointDetails {
  readonly condition?: string | undefined;
  readonly hitCondition?: string | undefined;
  readonly logMessage?: string | undefined;
}

/** What is needed to find an op by the address of its instructions, and back. */
export interface InstructionAddresses {
  opAt(address: bigint): number | undefined;
  ofOp(opIndex: number): bigint;
}

interface ActiveBreakpoint {
  readonly condition?: string;
  readonly hitCondition?: HitCondition;
  readonly logMessage?: string;
  hits: number;
}

/** The breakpoints of one debuggee, by the text that they were set in, and by op. */
export class Breakpoints {
  /** An op may have one in the source, one in the listing, and one on its instructions. */
  private readonly byPlace = new Map<SourceView | 'instructions', Map<number, ActiveBreakpoint>>();
  private nextId = 1;

  constructor(private readonly host: BreakpointHost) {}

  /** The ops that have a breakpoint. */
  get ops(): ReadonlySet<number> {
    return new Set([...this.byPlace.values()].flatMap((active) => [...active.keys()]));
  }

  /**
   * Replaces all breakpoints of one text. One on a line without an op moves to the next line that has one.
   * @param requested lines counted from 1
   * @returns one answer for each, in order
   */
  setAll(view: SourceView, requested: readonly DebugProtocol.SourceBreakpoint[]): DebugProtocol.Breakpoint[] {
    const active = new Map<number, ActiveBreakpoint>();
    this.byPlace.set(view, active);
    const answers = requested.map((breakpoint) => this.add(view, active, breakpoint));
    this.host.changed();
    return answers;
  }

  /**
   * Replaces all breakpoints on instructions. Machine code stops where an op begins: one inside of an op moves there.
   * @param opAt the op at an address, or whose machine code it lies in
   */
  setInstructions(
    requested: readonly DebugProtocol.InstructionBreakpoint[],
    addresses: InstructionAddresses,
  ): DebugProtocol.Breakpoint[] {
    const active = new Map<number, ActiveBreakpoint>();
    this.byPlace.set('instructions', active);
    const answers = requested.map(({ instructionReference, offset = 0, ...details }) => {
      const id = this.nextId++;
      const opIndex = addresses.opAt(parseAddress(instructionReference) + BigInt(offset));
      if (opIndex === undefined) {
        return { id, verified: false, message: 'No op has its instructions at this address.' };
      }
      return this.activate(active, [opIndex], details, {
        id,
        verified: true,
        instructionReference: hexNumber(addresses.ofOp(opIndex)),
      });
    });
    this.host.changed();
    return answers;
  }

  /** Whether the program stops before this op, now that it came there: counts the hit, and logs for a log point. */
  holds(opIndex: number): boolean {
    let isHeld = false;
    for (const active of this.byPlace.values()) {
      const breakpoint = active.get(opIndex);
      if (breakpoint && this.stopsAt(breakpoint)) isHeld = true;
    }
    return isHeld;
  }

  private stopsAt(breakpoint: ActiveBreakpoint): boolean {
    if (breakpoint.condition !== undefined && !this.isTrue(breakpoint.condition)) return false;
    breakpoint.hits++;
    if (breakpoint.hitCondition && !breakpoint.hitCondition(breakpoint.hits)) return false;
    if (breakpoint.logMessage === undefined) return true;
    this.host.log(
      formatLogMessage(breakpoint.logMessage, (expression) => this.host.evaluateToText(expression)),
    );
    return false;
  }

  private add(
    { source, lines }: SourceView,
    active: Map<number, ActiveBreakpoint>,
    { line, condition, hitCondition, logMessage }: DebugProtocol.SourceBreakpoint,
  ): DebugProtocol.Breakpoint {
    const id = this.nextId++;
    const found = lines.firstOpFrom(line);
    if (!found)
      return { id, verified: false, line, source, message: 'There is no op on this line or below it.' };
    const moved = found.line === line ? {} : { message: `Line ${line} has no op: moved to the next one.` };
    const details = { condition, hitCondition, logMessage };
    return this.activate(active, lines.entriesOf(found.line), details, {
      ...{ id, verified: true, line: found.line, source },
      ...moved,
    });
  }

  /** Makes a breakpoint of what the client wrote, for some ops. @returns the answer, or why it cannot be */
  private activate(
    active: Map<number, ActiveBreakpoint>,
    ops: readonly number[],
    { condition, hitCondition, logMessage }: BreakpointDetails,
    answer: DebugProtocol.Breakpoint,
  ): DebugProtocol.Breakpoint {
    try {
      const breakpoint: ActiveBreakpoint = {
        hits: 0,
        ...(condition ? { condition } : {}),
        ...(hitCondition ? { hitCondition: parseHitCondition(hitCondition) } : {}),
        ...(logMessage ? { logMessage } : {}),
      };
      for (const opIndex of ops) active.set(opIndex, breakpoint);
      return answer;
    } catch (error) {
      return { ...answer, verified: false, message: error instanceof Error ? error.message : String(error) };
    }
  }

  /** A condition that fails stops the program and says why: silence would hide the breakpoint. */
  private isTrue(condition: string): boolean {
    try {
      return this.host.evaluate(condition) !== 0n;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.host.log(`The condition '${condition}' of a breakpoint failed: ${reason}`);
      return true;
    }
  }
}
