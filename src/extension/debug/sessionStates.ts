import { commands, debug, Disposable, EventEmitter, Uri, type DebugSession } from 'vscode';
import { debugType, type Level, type Mode } from '../../adapter/protocol/launch';
import {
  customEvents,
  customRequests,
  type GdbEvent,
  type StateEvent,
} from '../../adapter/protocol/requests';
import { contextKeys } from '../ids';

/** What is known of a session between its events. */
export interface SessionState extends StateEvent {
  readonly session: DebugSession;
}

/** Follows the langvm sessions: engine, current op, and what gdb does. */
export class SessionStates implements Disposable {
  private readonly states = new Map<string, SessionState>();
  /** Of ended sessions too: their listings may still be open. */
  private readonly programs = new Map<string, Uri>();
  private readonly changeEmitter = new EventEmitter<SessionState>();
  private readonly startEmitter = new EventEmitter<SessionState>();
  private readonly endEmitter = new EventEmitter<DebugSession>();
  private readonly gdbEmitter = new EventEmitter<{
    readonly session: DebugSession;
    readonly event: GdbEvent;
  }>();
  private readonly subscriptions: Disposable;

  readonly onDidChange = this.changeEmitter.event;
  /** A session stands for the first time, and can be asked. */
  readonly onDidStart = this.startEmitter.event;
  readonly onDidEnd = this.endEmitter.event;
  readonly onGdb = this.gdbEmitter.event;

  constructor() {
    this.subscriptions = Disposable.from(
      this.changeEmitter,
      this.startEmitter,
      this.endEmitter,
      this.gdbEmitter,
      debug.onDidReceiveDebugSessionCustomEvent(({ session, event, body }) => {
        if (session.type !== debugType) return;
        if (event === customEvents.state) this.changed(session, body as StateEvent);
        // It came by way of the window, as the answer does: output that was sent before has been taken by then.
        else if (event === customEvents.outputSent)
          session.customRequest(customRequests.outputShown).then(undefined, () => undefined);
        else if (event === customEvents.gdb) this.gdbEmitter.fire({ session, event: body as GdbEvent });
      }),
      debug.onDidTerminateDebugSession((session) => {
        if (this.states.delete(session.id)) this.endEmitter.fire(session);
        this.updateContext();
      }),
      debug.onDidChangeActiveDebugSession(() => this.updateContext()),
    );
  }

  /** The active session, when it is one of ours. */
  get active(): DebugSession | undefined {
    const session = debug.activeDebugSession;
    return session?.type === debugType ? session : undefined;
  }

  stateOf(session: DebugSession): SessionState | undefined {
    return this.states.get(session.id);
  }

  /** What a session was told to show: it says so by itself only when it stops again. */
  noteLevel(session: DebugSession, level: Level): void {
    const state = this.states.get(session.id);
    if (!state || state.level === level) return;
    const changed = { ...state, level };
    this.states.set(session.id, changed);
    this.changeEmitter.fire(changed);
  }

  /** The program that a session runs or ran. */
  programOf(sessionId: string): Uri | undefined {
    return this.programs.get(sessionId);
  }

  /** Every session of ours that runs. */
  all(): readonly SessionState[] {
    return [...this.states.values()];
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private changed(session: DebugSession, event: StateEvent): void {
    const state = { ...event, session };
    const isFirst = !this.states.has(session.id);
    this.states.set(session.id, state);
    const program: unknown = session.configuration.program;
    if (typeof program === 'string') this.programs.set(session.id, Uri.file(program));
    this.updateContext();
    if (isFirst) this.startEmitter.fire(state);
    this.changeEmitter.fire(state);
  }

  /** Tells the debug toolbar which of its buttons to show. */
  private updateContext(): void {
    const mode: Mode | undefined = this.active && this.states.get(this.active.id)?.mode;
    void commands.executeCommand('setContext', contextKeys.mode, mode);
  }
}
