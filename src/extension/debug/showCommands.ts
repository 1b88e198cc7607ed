import { commands, Disposable, Uri, window, workspace } from 'vscode';
import { isSourcePath } from '../../engine/lang/sourceEnding';
import { listingUriOf } from '../files/uris';
import { debugCommands, languages } from '../ids';
import { showBeside } from './linked/showBeside';
import {
  compiledListingUriOf,
  machineCodeUriOf,
  programOfUri,
  sessionListingUriOf,
} from './linked/programTexts';
import type { ProgramViews } from './linked/programViews';
import { debugMessages } from './messages';
import { activeProgram } from './programs';
import type { SessionStates } from './sessionStates';

/** "Show Bytecode" and "Show Machine Code": another level of the program beside the one that has the focus. */
export function registerShowCommands(states: SessionStates, views: ProgramViews): Disposable {
  const show = async (target: unknown, uriOf: (program: Uri) => Uri | Promise<Uri>): Promise<void> => {
    const program =
      target instanceof Uri ? programOfUri(target, states) : await programLookedAt(states, views);
    if (program) await showBeside(await uriOf(program), states);
    else void window.showInformationMessage(debugMessages.needsProgramToShow());
  };
  return Disposable.from(
    commands.registerCommand(debugCommands.showMachineCode, (target: unknown) =>
      show(target, machineCodeUriOf),
    ),
    commands.registerCommand(debugCommands.showBytecode, (target: unknown) =>
      show(target, (program) => bytecodeUriOf(program, views)),
    ),
  );
}

/**
 * The program that has the focus, though another may be the one that the active session runs; that one where no text has
 * the focus. The source of bytecode that runs stands for what runs.
 */
async function programLookedAt(states: SessionStates, views: ProgramViews): Promise<Uri | undefined> {
  const running = activeSessionProgram(states);
  const looked = activeProgram(states);
  if (!running || !looked || !window.activeTextEditor) return running ?? looked;
  const view = await views.of(running).catch(() => undefined);
  return view?.sourcePath === looked.fsPath ? running : looked;
}

/** The listing that belongs to what runs, or else to the file. */
export async function bytecodeUriOf(program: Uri, views: ProgramViews): Promise<Uri> {
  const ofFile = (): Uri => (isSource(program) ? compiledListingUriOf(program) : listingUriOf(program));
  const state = views.stateOf(program);
  // A session that is ending does not answer any more.
  return state ? sessionListingUriOf(state.session, program).catch(ofFile) : ofFile();
}

/** A text that has no file yet is what its language says. */
const isSource = (program: Uri): boolean =>
  isSourcePath(program.path) ||
  workspace.textDocuments.some(
    ({ uri, languageId }) => languageId === languages.source && uri.toString() === program.toString(),
  );

const activeSessionProgram = (states: SessionStates): Uri | undefined =>
  states.active && states.programOf(states.active.id);
