import {
  DebugSession,
  Event,
  ExitedEvent,
  InitializedEvent,
  InvalidatedEvent,
  MemoryEvent,
  OutputEvent,
  Response,
  StoppedEvent,
  TerminatedEvent,
} from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { adapterErrors } from './errors';
import type { Launched } from './launched';
import { OutputPace } from './outputPace';
import { customEvents, customRequests } from './protocol/requests';
import type { ClientTraits, SessionContext, SessionEvents } from './requests/context';
import { handlersOf } from './requests/handlers';
import { requireArguments } from './requests/requiredArguments';
import { threadId } from './requests/running';
import type { Handlers } from './requests/table';

/** One debug session over one connection: hands each request to its handler and sends what comes back. */
export class LangvmSession extends DebugSession {
  private launched: Launched | undefined;
  /** The client was told that the program has ended, which it is told once. */
  private hasEnded = false;
  private readonly handlers: Handlers;
  private readonly pace = new OutputPace(() => this.sendEvent(new Event(customEvents.outputSent)));

  constructor() {
    super();
    const client: ClientTraits = {
      linesStartAt1: true,
      columnsStartAt1: true,
      supportsInvalidatedEvent: false,
      supportsMemoryEvent: false,
    };
    const context: SessionContext = {
      events: this.makeEvents(client),
      client,
      launched: () => {
        if (!this.launched) throw adapterErrors.notRunning();
        return this.launched;
      },
      isLaunched: () => this.launched !== undefined,
      setLaunched: (launched) => (this.launched = launched),
      dispose: () => this.launched?.dispose(),
      exceptionText: '',
    };
    this.handlers = handlersOf(context);
  }

  /** The client has gone: nothing that we started may outlive it. */
  override shutdown(): void {
    this.launched?.dispose();
    super.shutdown();
  }

  protected override dispatchRequest(request: DebugProtocol.Request): void {
    void this.answer(request);
  }

  private async answer(request: DebugProtocol.Request): Promise<void> {
    const response: DebugProtocol.Response = new Response(request);
    try {
      const { command } = request;
      if (!this.isKnown(command)) throw adapterErrors.unknownRequest(command);
      // The protocol's types are what a client promises; handlers that read what people write check it themselves.
      const handler = this.handlers[command] as (args: unknown) => unknown;
      const given = (request.arguments ?? {}) as object;
      requireArguments(command, given);
      response.body = await handler(given);
      this.sendResponse(response);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      // Braces in the text stay what they are: there are no variables that they could name.
      this.sendErrorResponse(response, { id: 1, format: text, showUser: isForUser(request) });
    }
    if (request.command === 'disconnect') this.shutdown();
  }

  private isKnown(command: string): command is keyof Handlers {
    return Object.hasOwn(this.handlers, command);
  }

  private makeEvents(client: ClientTraits): SessionEvents {
    // Other clients must not be sent it, and nobody once the program has ended.
    const invalidate = (area: 'variables' | 'stacks'): void => {
      if (client.supportsInvalidatedEvent && !this.hasEnded) this.sendEvent(new InvalidatedEvent([area]));
    };
    return {
      initialized: () => this.sendEvent(new InitializedEvent()),
      stopped: (reason, text, ids) => {
        const event: DebugProtocol.StoppedEvent = new StoppedEvent(reason, threadId, text);
        event.body.allThreadsStopped = true;
        if (ids) event.body.hitBreakpointIds = [...ids];
        this.sendEvent(event);
      },
      invalidated: () => invalidate('variables'),
      memoryChanged: (shown) => {
        if (!client.supportsMemoryEvent) return;
        for (const body of shown)
          this.sendEvent(new MemoryEvent(body.memoryReference, body.offset, body.count));
      },
      framesInvalidated: () => invalidate('stacks'),
      drained: async () => {
        await outputDrained();
        // Only VS Code reads faster than it shows, and only our extension answers.
        if (this.launched?.options.clientShowsListings) await this.pace.wait();
      },
      output: (category, text) => {
        const whole = text.endsWith('\n') ? text : `${text}\n`;
        this.pace.note(whole);
        this.sendEvent(new OutputEvent(whole, category));
      },
      ended: (exitCode) => {
        if (this.hasEnded) return;
        this.hasEnded = true;
        this.sendEvent(new ExitedEvent(exitCode));
        this.sendEvent(new TerminatedEvent());
      },
      state: (event) => this.sendEvent(new Event(customEvents.state, event)),
      gdb: (event) => this.sendEvent(new Event(customEvents.gdb, event)),
      outputShown: () => this.pace.shown(),
    };
  }
}

/** Bytes that may wait for the client before a program that prints has to wait. */
const outputLimit = 4 * 1024 * 1024;

/** Settles when the client has read enough of what was sent to it. */
function outputDrained(): Promise<void> {
  const { stdout } = process;
  if (stdout.writableLength < outputLimit) return Promise.resolve();
  return new Promise((resolve) => stdout.once('drain', resolve));
}

/** Their errors are shown where the user typed, or by whoever sent the request: a request of ours. */
const shownElsewhere: readonly string[] = [
  ...['evaluate', 'setVariable', 'setExpression', 'stackTrace', 'variables', 'scopes'],
  ...Object.values(customRequests),
];

/** Errors of the other requests are shown by the client, in a dialog or a notification. */
const isForUser = ({ command }: DebugProtocol.Request): boolean => !shownElsewhere.includes(command);
