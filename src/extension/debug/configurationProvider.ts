import {
  debug,
  DebugConfigurationProviderTriggerKind,
  Disposable,
  Uri,
  window,
  workspace,
  type DebugConfiguration,
  type DebugConfigurationProvider,
  type WorkspaceFolder,
} from 'vscode';
import { debugType, machineCodeWritesSetting, type Level } from '../../adapter/protocol/launch';
import { parseListing } from '../../engine/listing/parse';
import { baseNameOf, binaryUriOf, isListingUri } from '../files/uris';
import { disassemblySyntaxOf } from '../settings';
import { absoluteProgram } from './absoluteProgram';
import { levelOfRole } from './level/levelOf';
import { programOfUri, roleOf } from './linked/programTexts';
import { debugMessages } from './messages';
import { activeProgram } from './programs';
import type { SessionStates } from './sessionStates';

/** What F5 runs when there is no launch.json, and what the wizard writes into a new one. */
const usualConfiguration: DebugConfiguration = {
  type: debugType,
  request: 'launch',
  name: 'Debug langvm program',
  program: '${file}',
  mode: 'interpreter',
  stopOnEntry: true,
};

class LangvmConfigurationProvider implements DebugConfigurationProvider {
  constructor(private readonly states: SessionStates) {}

  provideDebugConfigurations(): DebugConfiguration[] {
    return [usualConfiguration];
  }

  /**
   * Fills in what is missing, before VS Code replaces variables: `${file}` means nothing to VS Code while a listing
   * has the focus, which is no file.
   */
  resolveDebugConfiguration(
    _folder: WorkspaceFolder | undefined,
    given: DebugConfiguration,
  ): DebugConfiguration | undefined {
    if (given.request === 'attach') {
      void window.showErrorMessage(debugMessages.noAttach(), { modal: true });
      return undefined;
    }
    // Without launch.json the configuration comes empty, or with no more than a type.
    const configuration = given.program === undefined ? { ...usualConfiguration, ...defined(given) } : given;
    const program = this.resolveProgram(configuration.program);
    // VS Code asked for a name before it asked us, and the user gave none.
    if (usesActiveFile(configuration.program) && activeProgram(this.states)?.scheme === 'untitled') {
      void window.showErrorMessage(debugMessages.saveFirst());
      return undefined;
    }
    if (program === undefined) {
      void window.showErrorMessage(debugMessages.nothingToDebug());
      return undefined;
    }
    return { ...configuration, type: debugType, request: 'launch', program };
  }

  /** Adds what the adapter cannot know and a workspace must not set. */
  async resolveDebugConfigurationWithSubstitutedVariables(
    folder: WorkspaceFolder | undefined,
    given: DebugConfiguration,
  ): Promise<DebugConfiguration | undefined> {
    const program = await absoluteProgram(given.program, folder ? [folder] : workspace.workspaceFolders);
    const configuration = { ...given, program };
    const reason = mistakeInUnsavedListing(program);
    if (reason !== undefined) {
      void window.showErrorMessage(reason, { modal: true });
      return undefined;
    }
    const level = this.focusedLevel(program);
    return {
      ...(level ? { level } : {}),
      ...configuration,
      ...(typeof program === 'string' ? { syntax: disassemblySyntaxOf(Uri.file(program)) } : {}),
      clientShowsListings: true,
      nativeCodeAllowed: workspace.isTrusted,
      machineCodeWritesAllowed: workspace.getConfiguration().get<boolean>(machineCodeWritesSetting, false),
    };
  }

  private resolveProgram(program: unknown): string | undefined {
    if (typeof program !== 'string' || program === '') return undefined;
    if (!usesActiveFile(program)) return program;
    const active = activeProgram(this.states);
    return active && program.replace('${file}', active.fsPath);
  }

  /** Whoever starts the program from its listing wants to see the listing. */
  private focusedLevel(program: unknown): Level | undefined {
    const document = window.activeTextEditor?.document;
    if (!document || programOfUri(document.uri, this.states)?.fsPath !== program) return undefined;
    return levelOfRole(roleOf(document));
  }
}

const usesActiveFile = (program: unknown): boolean =>
  typeof program === 'string' && program.includes('${file}');

/**
 * VS Code saves before it starts a session, and starts it as well when saving was refused: the file then holds another
 * program than the one that the user sees.
 * @returns what is wrong with a listing of the program that is not saved, if something is
 */
function mistakeInUnsavedListing(program: unknown): string | undefined {
  const listing = workspace.textDocuments.find(
    ({ uri, isDirty }) => isDirty && isListingUri(uri) && binaryUriOf(uri).fsPath === program,
  );
  const [first] = listing ? parseListing(listing.getText()).problems : [];
  if (!listing || !first) return undefined;
  const { line, column, message } = first;
  return debugMessages.unsavedMistakes(baseNameOf(listing.uri), `Line ${line}, column ${column}: ${message}`);
}

/** A configuration without the entries that say nothing. */
function defined(configuration: DebugConfiguration): Partial<DebugConfiguration> {
  return Object.fromEntries(
    Object.entries(configuration).filter(([, value]) => value !== undefined && value !== ''),
  );
}

export function registerConfigurationProvider(states: SessionStates): Disposable {
  const provider = new LangvmConfigurationProvider(states);
  return Disposable.from(
    debug.registerDebugConfigurationProvider(debugType, provider),
    // The same offer in the list that "Show all automatic debug configurations" opens.
    debug.registerDebugConfigurationProvider(
      debugType,
      { provideDebugConfigurations: () => (activeProgram(states) ? [usualConfiguration] : []) },
      DebugConfigurationProviderTriggerKind.Dynamic,
    ),
  );
}
