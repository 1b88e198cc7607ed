import { commands, Disposable, window } from 'vscode';
import type { Mode } from '../../adapter/protocol/launch';
import { customRequests, type SetModeArguments } from '../../adapter/protocol/requests';
import { debugCommands } from '../ids';
import { debugMessages } from './messages';
import type { SessionStates } from './sessionStates';

/** Engine and number format of the active session. */
export function registerModeCommands(states: SessionStates): Disposable {
  const switchTo = async (mode: Mode | 'other'): Promise<void> => {
    const session = states.active;
    if (!session) {
      void window.showInformationMessage(debugMessages.noSession());
      return;
    }
    const other: Mode = states.stateOf(session)?.mode === 'jit' ? 'interpreter' : 'jit';
    const wanted: SetModeArguments = { mode: mode === 'other' ? other : mode };
    await askSession(() => session.customRequest(customRequests.setMode, wanted));
  };
  return Disposable.from(
    commands.registerCommand(debugCommands.switchMode, () => switchTo('other')),
    commands.registerCommand(debugCommands.switchToJit, () => switchTo('jit')),
    commands.registerCommand(debugCommands.switchToInterpreter, () => switchTo('interpreter')),
    commands.registerCommand(debugCommands.toggleHexadecimal, async () => {
      const session = states.active;
      if (!session) void window.showInformationMessage(debugMessages.hexadecimalNeedsSession());
      else await askSession(() => session.customRequest(customRequests.setHex, {}));
    }),
  );
}

/** Sends a request of ours; what the adapter refuses is shown to the user in its words. */
export async function askSession<Answer>(ask: () => Thenable<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    void window.showErrorMessage(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
