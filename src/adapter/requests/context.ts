import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Launched } from '../launched';
import type { GdbEvent, StateEvent } from '../protocol/requests';
import type { StopReason } from '../execution/executionListener';

/** Messages that the session sends of its own accord. */
export interface SessionEvents {
  initialized(): void;
  /** @param ids of the breakpoints that stopped it */
  stopped(reason: StopReason, text?: string, ids?: readonly number[]): void;
  /** What the client shows is out of date. Told to clients that know of it, as is {@link memoryChanged}. */
  invalidated(): void;
  /** Memory that the client shows may hold other bytes now. */
  memoryChanged(shown: readonly DebugProtocol.MemoryEvent['body'][]): void;
  /** The frames are shown at other places, though the program stands where it was. */
  framesInvalidated(): void;
  output(category: 'console' | 'important' | 'stdout' | 'stderr', text: string): void;
  /** Settles when what was sent has left, so that a program that prints much does not fill the memory. */
  drained(): Promise<void>;
  /** The client has come to where it was asked whether it has: more output may follow. */
  outputShown(): void;
  /** The program has ended, or the session ends it. */
  ended(exitCode: number): void;
  state(event: StateEvent): void;
  gdb(event: GdbEvent): void;
}

/** What the handlers of one session share. */
export interface SessionContext {
  readonly events: SessionEvents;
  /** The client, as it described itself. */
  readonly client: ClientTraits;
  /** @throws AdapterError before a program was launched */
  readonly launched: () => Launched;
  readonly isLaunched: () => boolean;
  readonly setLaunched: (launched: Launched) => void;
  /** Ends everything that the session started. */
  readonly dispose: () => void;
  /** Why the program stopped last, when it was an exception. */
  exceptionText: string;
}

export interface ClientTraits {
  linesStartAt1: boolean;
  columnsStartAt1: boolean;
  supportsInvalidatedEvent: boolean;
  supportsMemoryEvent: boolean;
}

/**
 * Says that somebody made another op the next one, once the answer to that is out. Whoever moved the program on at once
 * hears of no stop in between.
 */
export function standsElsewhere(context: SessionContext): void {
  const { execution, references } = context.launched();
  setImmediate(() => {
    if (execution.isRunning) return;
    references.clear();
    context.exceptionText = '';
    context.events.stopped('goto');
  });
}

/** Lines inside the adapter count from 1, whatever the client does. */
export const lineFromClient = (client: ClientTraits, line: number): number =>
  line + (client.linesStartAt1 ? 0 : 1);
export const lineToClient = (client: ClientTraits, line: number): number =>
  line - (client.linesStartAt1 ? 0 : 1);
export const columnToClient = (client: ClientTraits, column: number): number =>
  column - (client.columnsStartAt1 ? 0 : 1);
