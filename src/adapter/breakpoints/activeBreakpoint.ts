import { AdapterError, adapterErrors, breakpointMessages } from '../errors';
import { parseHitCondition, type HitCondition } from './hitCondition';
import { expressionsIn, formatLogMessage } from './logMessage';

/** What breakpoints need of the rest of the session. */
export interface BreakpointHost {
  /** Whether a text assigns a value. @throws Error with a message for the user where it is no expression at all */
  isAssignment(text: string): boolean;
  /** The value of an expression in the current state. @throws Error with a message for the user */
  evaluate(expression: string): bigint;
  /** The same as text, for log points. */
  evaluateToText(expression: string): string;
  log(text: string): void;
  /** Breakpoints were set or removed. */
  changed(): void;
}

/** What a client may add to a breakpoint. */
export interface BreakpointDetails {
  readonly condition?: string | undefined;
  readonly hitCondition?: string | undefined;
  readonly logMessage?: string | undefined;
}

const asks = (text: string): boolean => text.includes('$');

/** Whether a condition or a log message names a register of the processor. */
export const asksForRegisters = ({ condition = '', logMessage = '' }: BreakpointDetails): boolean =>
  asks(condition) || expressionsIn(logMessage).some(asks);

/** A breakpoint that has a place: decides at every hit whether the program stops. */
export class ActiveBreakpoint {
  private hits = 0;
  private readonly hitCondition: HitCondition | undefined;
  /** Whether it can be looked at only while a thread stands in the machine code. */
  readonly asksForRegisters: boolean;

  /**
   * @param id as the client knows it
   * @param registersRefused why it cannot look at registers of the processor, where that is so
   * @throws AdapterError or EvaluationError where a condition or an expression of the log message is none
   */
  constructor(
    readonly id: number,
    private readonly details: BreakpointDetails,
    private readonly host: BreakpointHost,
    registersRefused?: string,
  ) {
    const { condition, hitCondition, logMessage = '' } = details;
    if (condition && host.isAssignment(condition)) throw adapterErrors.conditionAssigns(condition);
    // A log message may assign; what counts is that each text can be understood.
    for (const expression of expressionsIn(logMessage)) host.isAssignment(expression);
    this.asksForRegisters = asksForRegisters(details);
    if (this.asksForRegisters && registersRefused !== undefined)
      throw new AdapterError(breakpointMessages.registersRefused(registersRefused));
    this.hitCondition = hitCondition ? parseHitCondition(hitCondition) : undefined;
  }

  /** Whether the program stops here, now that it came: counts the hit, and logs for a log point. */
  stops(): boolean {
    const { condition, logMessage } = this.details;
    if (condition && !this.isTrue(condition)) return false;
    this.hits++;
    if (this.hitCondition && !this.hitCondition(this.hits)) return false;
    if (!logMessage) return true;
    this.host.log(formatLogMessage(logMessage, (expression) => this.host.evaluateToText(expression)));
    return false;
  }

  /** Whether it could stop the program in the state of the virtual machine as it is; nothing is counted or said. */
  get mayStop(): boolean {
    const { condition } = this.details;
    // The processor's registers are others at every instruction.
    if (condition && asks(condition)) return true;
    try {
      return !condition || this.host.evaluate(condition) !== 0n;
    } catch {
      return true;
    }
  }

  /** A condition that fails stops the program and says why: silence would hide the breakpoint. */
  private isTrue(condition: string): boolean {
    try {
      return this.host.evaluate(condition) !== 0n;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.host.log(breakpointMessages.conditionFailed(condition, reason));
      return true;
    }
  }
}
