import { commands, debug, Disposable, Uri, window, workspace } from 'vscode';
import { debugType, type Mode } from '../../adapter/protocol/launch';
import { baseNameOf } from '../files/uris';
import { debugCommands } from '../ids';
import { debugMessages } from './messages';
import { programOfUri } from './linked/programTexts';
import { activeProgram } from './programs';
import type { SessionStates } from './sessionStates';

interface StartOptions {
  readonly mode: Mode;
  readonly noDebug?: boolean;
  readonly stopOnEntry?: boolean;
}

/**
 * Starts a session for a file, or for the active editor.
 * @returns whether it started
 */
export async function startDebugging(
  states: SessionStates,
  target: unknown,
  options: StartOptions,
): Promise<boolean> {
  const found = target instanceof Uri ? programOfUri(target, states) : activeProgram(states);
  if (!found) {
    void window.showErrorMessage(debugMessages.nothingToDebug());
    return false;
  }
  // A text that has no file yet gets one, under a name that the user chooses now.
  const program = found.scheme === 'untitled' ? await workspace.save(found) : found;
  if (!program) return false;
  return debug.startDebugging(workspace.getWorkspaceFolder(program), {
    type: debugType,
    request: 'launch',
    name: `Debug ${baseNameOf(program)}`,
    program: program.fsPath,
    mode: options.mode,
    stopOnEntry: options.stopOnEntry ?? true,
    ...(options.noDebug ? { noDebug: true } : {}),
  });
}

/** Run and Debug buttons in the title of an editor and in the explorer's menu. */
export function registerRunCommands(states: SessionStates): Disposable {
  const register = (command: string, options: StartOptions): Disposable =>
    commands.registerCommand(command, (target: unknown) => startDebugging(states, target, options));
  return Disposable.from(
    register(debugCommands.runFile, { mode: 'interpreter', noDebug: true, stopOnEntry: false }),
    register(debugCommands.debugFile, { mode: 'interpreter' }),
    register(debugCommands.debugFileInJit, { mode: 'jit' }),
  );
}
