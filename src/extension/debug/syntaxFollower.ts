import { workspace, type Disposable } from 'vscode';
import { customRequests, type SetSyntaxArguments } from '../../adapter/protocol/requests';
import { settings } from '../ids';
import { disassemblySyntaxOf } from '../settings';
import type { SessionStates } from './sessionStates';

/** Sessions that run write disassembly as the setting says: it was theirs only from their start on. */
export function registerSyntaxFollower(states: SessionStates): Disposable {
  return workspace.onDidChangeConfiguration((change) => {
    if (!change.affectsConfiguration(`${settings.section}.${settings.disassemblySyntax}`)) return;
    for (const { session } of states.all()) {
      const program = states.programOf(session.id);
      if (!program) continue;
      const wanted: SetSyntaxArguments = { syntax: disassemblySyntaxOf(program) };
      // A session that is ending does not answer any more.
      session.customRequest(customRequests.setSyntax, wanted).then(undefined, () => undefined);
    }
  });
}
