import { window, type Disposable } from 'vscode';
import type { Level } from '../../../adapter/protocol/launch';
import { customRequests, type SetLevelArguments } from '../../../adapter/protocol/requests';
import { programOfUri, roleOf } from '../linked/programTexts';
import type { ProgramViews } from '../linked/programViews';
import type { SessionState, SessionStates } from '../sessionStates';
import { levelOfRole } from './levelOf';

/**
 * How long the focus has to rest before the level follows. A stop, and the change of level itself, make VS Code open the
 * frame's document: what follows the focus at once would answer to its own echo. Unit: milliseconds.
 */
const restTime = 150;

/** Tells the active session whether the user looks at the source or at the bytecode: frames and steps go by it. */
export class LevelFollower implements Disposable {
  private readonly subscriptions: Disposable;
  private timer: NodeJS.Timeout | undefined;
  private isTelling = false;

  constructor(
    private readonly states: SessionStates,
    private readonly views: ProgramViews,
  ) {
    // Only a move of the focus counts, and no stop: where a stop is shown, VS Code is about to open.
    this.subscriptions = window.onDidChangeActiveTextEditor(() => this.followSoon());
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
  }

  private followSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.follow(), restTime);
  }

  private async follow(): Promise<void> {
    const session = this.states.active;
    const state = session && this.states.stateOf(session);
    // What the focus does meanwhile is looked at when the answer is there.
    if (!state || this.isTelling) return;
    const level = await this.focusedLevel(state);
    if (level === undefined || level === this.states.stateOf(state.session)?.level) return;
    this.isTelling = true;
    try {
      const told: SetLevelArguments = { level };
      await state.session.customRequest(customRequests.setLevel, told);
      this.states.noteLevel(state.session, level);
    } catch {
      // The session is ending: nothing is shown any more.
    } finally {
      this.isTelling = false;
    }
    this.followSoon();
  }

  /** The level of the document that has the focus, when it is one of the session's program. */
  private async focusedLevel({ session }: SessionState): Promise<Level | undefined> {
    const document = window.activeTextEditor?.document;
    const level = document && levelOfRole(roleOf(document));
    const program = this.states.programOf(session.id);
    if (!level || !program) return undefined;
    if (programOfUri(document.uri, this.states)?.toString() === program.toString()) return level;
    // A file of bytecode and the source that it was compiled from.
    if (level === 'bytecode') return undefined;
    const view = await this.views.of(program).catch(() => undefined);
    return view?.sourcePath === document.uri.fsPath ? level : undefined;
  }
}
