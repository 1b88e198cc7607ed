import type { DebugProtocol } from '@vscode/debugprotocol';
import { tracingMessages } from '../../engine/native/tracing/messages';
import type { Debuggee, SourceView } from '../debuggee/debuggee';
import { AdapterError, breakpointMessages } from '../errors';
import type { Execution } from '../execution/execution';
import { parseAddress } from '../machineLevel/addressText';
import type { MachineAddresses } from '../machineLevel/machineAddresses';
import { integerOf } from '../requests/numbers';
import { asksForRegisters } from './activeBreakpoint';
import type { Breakpoints } from './breakpoints';
import type { InstructionPlace } from './instructionPlace';

export interface BreakpointRequestsContext {
  readonly debuggee: Debuggee;
  readonly execution: Execution;
  readonly addresses: MachineAddresses;
  readonly breakpoints: Breakpoints;
  /** Whether the program runs as machine code, or will when it begins. */
  readonly isNative: () => boolean;
}

/**
 * Answers the requests that set breakpoints, one after the other: the first that has to stop inside of an op, or to look
 * at registers, asks the system whether a thread can be stopped there.
 */
export class BreakpointRequests {
  /** Settles when the last request is answered. */
  private answered: Promise<unknown> = Promise.resolve();

  constructor(private readonly context: BreakpointRequestsContext) {}

  /** Those in a text. @returns one answer for each, in order */
  setInText(
    view: SourceView,
    requested: readonly DebugProtocol.SourceBreakpoint[],
  ): Promise<DebugProtocol.Breakpoint[]> {
    return this.next(async () => {
      const refused = requested.some(asksForRegisters) ? await this.registersRefused() : undefined;
      return this.context.breakpoints.setAll(view, requested, refused);
    });
  }

  /** Those on instructions. One that has no place says why, and the others are set. @returns one answer for each, in order */
  setOnInstructions(
    requested: readonly DebugProtocol.InstructionBreakpoint[],
  ): Promise<DebugProtocol.Breakpoint[]> {
    const { breakpoints, addresses } = this.context;
    return this.next(async () => {
      const wanted = requested.map((details) => ({ place: this.placeOf(details), details }));
      const isInside = wanted.some(({ place }) => place.kind === 'op' && place.offset !== undefined);
      const placeRefused = isInside ? await this.insideRefused() : undefined;
      const refused = requested.some(asksForRegisters) ? await this.registersRefused() : undefined;
      const placed = wanted.map(({ place, details }) => ({
        place: placeRefused === undefined ? place : addresses.placeAtOp(place, placeRefused),
        details,
      }));
      return breakpoints.setInstructions(placed, refused);
    });
  }

  private next<Answer>(answer: () => Promise<Answer>): Promise<Answer> {
    const answers = this.answered.then(answer);
    this.answered = answers.catch(() => undefined);
    return answers;
  }

  private placeOf({ instructionReference, offset }: DebugProtocol.InstructionBreakpoint): InstructionPlace {
    try {
      const address = parseAddress(instructionReference, integerOf('offset', offset));
      return this.context.addresses.placeAt(address);
    } catch (error) {
      if (!(error instanceof AdapterError)) throw error;
      return { kind: 'nowhere', message: error.message };
    }
  }

  /** Why the program cannot be stopped between two instructions of an op; undefined where it can. */
  private async insideRefused(): Promise<string | undefined> {
    const { debuggee, execution } = this.context;
    return debuggee.program.version === 1 ? tracingMessages.versionOne() : execution.insideStopsRefused();
  }

  /** Why breakpoints cannot look at registers of the processor; undefined where they can. */
  private async registersRefused(): Promise<string | undefined> {
    return this.context.isNative() ? this.insideRefused() : breakpointMessages.registersInJitMode();
  }
}
