import { commands as vscodeCommands, Disposable, Uri, window, type TextEditor } from 'vscode';
import { programOfUri } from '../debug/linked/programTexts';
import { activeProgramDocument } from '../debug/programs';
import type { SessionStates } from '../debug/sessionStates';
import { commands, languages } from '../ids';
import type { ListingModels } from '../language/listingModels';
import { messages } from '../messages';
import { compileSource } from './compileSource';
import { copyMachineCode } from './copyMachineCode';
import { newProgram } from './newProgram';
import { openAsListing } from './openAsListing';
import { saveListingAsBinary, saveListingAsText } from './saveListing';

/** The commands around files; those around debugging are registered with it. */
export function registerCommands(models: ListingModels, states: SessionStates): Disposable {
  const save = (saveListing: typeof saveListingAsText) => () =>
    withListing((editor) => {
      const { uri } = editor.document;
      return saveListing(editor, programOfUri(uri, states) ?? uri);
    });
  return Disposable.from(
    register(commands.newProgram, newProgram),
    register(commands.saveListingAsText, save(saveListingAsText)),
    register(commands.saveListingAsBinary, save(saveListingAsBinary)),
    register(commands.copyMachineCode, () => withListing((editor) => copyMachineCode(editor, models))),
    register(commands.compile, (target) => compileSource(targetOf(target, languages.source))),
    register(commands.openAsListing, (target) => openAsListing(targetOf(target, languages.listing))),
  );
}

/** What goes wrong is said, whoever called. */
function register(command: string, run: (target: unknown) => Promise<void>): Disposable {
  return vscodeCommands.registerCommand(command, async (target: unknown) => {
    try {
      await run(target);
    } catch (error) {
      void window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  });
}

/** The file that a menu names, or that of the active editor. */
function targetOf(target: unknown, language: string): Uri {
  if (target instanceof Uri) return target;
  const document = activeProgramDocument();
  if (document?.languageId !== language) throw new Error(messages.needsFile(language));
  return document.uri;
}

async function withListing(run: (editor: TextEditor) => Promise<void>): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== languages.listing)
    throw new Error(messages.needsFile(languages.listing));
  await run(editor);
}
