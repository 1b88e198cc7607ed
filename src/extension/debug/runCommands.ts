import { commands, debug, Disposable, Uri, window, workspace } from 'vscode';
import { debugType, type Mode } from '../../adapter/protocol/launch';
import { baseNameOf, fileUriOf } from '../files/uris';
import { debugCommands } from '../ids';
import { debugMessages } from './messages';
import { activeProgram } from './programs';

interface StartOptions {
  readonly mode: Mode;
  readonly noDebug?: boolean;
  readonly stopOnEntry?: boolean;
}

/**
 * Starts a session for a file, or for the active editor.
 * @returns whether it started
 */
export async function startDebugging(target: unknown, options: StartOptions): Promise<boolean> {
  const program = target instanceof Uri ? fileUriOf(target) : activeProgram();
  if (!program) {
    void window.showErrorMessage(debugMessages.nothingToDebug());
    return false;
  }
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
export function registerRunCommands(): Disposable {
  const register = (command: string, options: StartOptions): Disposable =>
    commands.registerCommand(command, (target: unknown) => startDebugging(target, options));
  return Disposable.from(
    register(debugCommands.runFile, { mode: 'interpreter', noDebug: true, stopOnEntry: false }),
    register(debugCommands.debugFile, { mode: 'interpreter' }),
    register(debugCommands.debugFileInJit, { mode: 'jit' }),
  );
}
