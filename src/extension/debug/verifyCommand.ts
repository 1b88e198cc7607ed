import { commands, window, type Disposable } from 'vscode';
import { customRequests, type VerifyMachineCodeResponse } from '../../adapter/protocol/requests';
import { debugCommands } from '../ids';
import { debugMessages } from './messages';
import { askSession } from './modeCommands';
import type { SessionStates } from './sessionStates';

/** "Verify Machine Code": whether the bytes in memory are those that the JIT emitted, in the words of the session. */
export function registerVerifyCommand(states: SessionStates): Disposable {
  return commands.registerCommand(debugCommands.verifyMachineCode, async () => {
    const session = states.active;
    if (!session) {
      void window.showInformationMessage(debugMessages.noSession());
      return undefined;
    }
    const answer = await askSession<VerifyMachineCodeResponse>(() =>
      session.customRequest(customRequests.verifyMachineCode),
    );
    if (!answer) return undefined;
    if (answer.isAsEmitted) void window.showInformationMessage(answer.text);
    else void window.showErrorMessage(answer.text);
    // For whoever calls the command from code.
    return answer;
  });
}
