import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Debuggee } from '../debuggee/debuggee';
import { formatLogMessage } from './logMessage';
import { parseHitCondition, type HitCondition } from './hitCondition';

/** What breakpoints need of the rest of the session. */
export interface BreakpointHost {
  /** The value of an expression in the current state. @throws Error with a message for the user */
  evaluate(expression: string): bigint;
  /** The same as text, for log points. */
  evaluateToText(expression: string): string;
  log(text: string): void;
}

interface ActiveBreakpoint {
  readonly condition?: string;
  readonly hitCondition?: HitCondition;
  readonly logMessage?: string;
  hits: number;
}

/** The breakpoints of one debuggee, by op. */
export class Breakpoints {
  /** One byte for each op, 1 where a breakpoint is. The same array for the whole session, so that a run sees changes. */
  readonly byOp: Uint8Array;
  private readonly active = new Map<number, ActiveBreakpoint>();
  private nextId = 1;

  constructor(
    private readonly debuggee: Debuggee,
    private readonly host: BreakpointHost,
  ) {
    this.byOp = new Uint8Array(debuggee.program.opCount);
  }

  /**
   * Replaces all breakpoints. One on a line without an op moves to the next line that has one.
   * @param lines lines counted from 1
   * @returns one answer for each, in order
   */
  setAll(requested: readonly DebugProtocol.SourceBreakpoint[]): DebugProtocol.Breakpoint[] {
    this.active.clear();
    this.byOp.fill(0);
    return requested.map((breakpoint) => this.add(breakpoint));
  }

  /** Whether the program stops before this op, now that it came there: counts the hit, and logs for a log point. */
  holds(opIndex: number): boolean {
    const breakpoint = this.active.get(opIndex);
    if (!breakpoint) return false;
    if (breakpoint.condition !== undefined && !this.isTrue(breakpoint.condition)) return false;
    breakpoint.hits++;
    if (breakpoint.hitCondition && !breakpoint.hitCondition(breakpoint.hits)) return false;
    if (breakpoint.logMessage === undefined) return true;
    this.host.log(
      formatLogMessage(breakpoint.logMessage, (expression) => this.host.evaluateToText(expression)),
    );
    return false;
  }

  private add({
    line,
    condition,
    hitCondition,
    logMessage,
  }: DebugProtocol.SourceBreakpoint): DebugProtocol.Breakpoint {
    const id = this.nextId++;
    const { source, lines } = this.debuggee;
    const found = lines.firstOpFrom(line);
    if (!found)
      return { id, verified: false, line, source, message: 'There is no op on this line or below it.' };
    try {
      this.active.set(found.opIndex, {
        hits: 0,
        ...(condition ? { condition } : {}),
        ...(hitCondition ? { hitCondition: parseHitCondition(hitCondition) } : {}),
        ...(logMessage ? { logMessage } : {}),
      });
    } catch (error) {
      return {
        id,
        verified: false,
        line,
        source,
        message: error instanceof Error ? error.message : String(error),
      };
    }
    this.byOp[found.opIndex] = 1;
    const moved = found.line === line ? {} : { message: `Line ${line} has no op: moved to the next one.` };
    return { id, verified: true, line: found.line, source, ...moved };
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
