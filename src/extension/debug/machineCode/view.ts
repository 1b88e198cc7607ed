import {
  commands,
  Disposable,
  EventEmitter,
  Uri,
  ViewColumn,
  window,
  workspace,
  type TextDocumentContentProvider,
} from 'vscode';
import type { AssemblySyntax } from '../../../engine/jit/disassemble';
import { fileUriOf } from '../../files/uris';
import { debugCommands, machineCodeScheme, settings } from '../../ids';
import { debugMessages } from '../messages';
import { activeProgram, isProgramDocument } from '../programs';
import type { SessionState, SessionStates } from '../sessionStates';
import { MachineCodeHighlight } from './highlight';
import { renderMachineCode } from './render';
import { viewOfFile, viewOfSession } from './source';

/** What is added to the path of a program, so that its tab says what it shows. */
const suffix = ' (machine code)';

const uriOf = (file: Uri): Uri =>
  file.with({ scheme: machineCodeScheme, path: file.path + suffix, query: file.scheme, fragment: '' });

const fileOf = (uri: Uri): Uri =>
  uri.with({ scheme: uri.query || 'file', path: uri.path.slice(0, -suffix.length), query: '' });

const syntaxSetting = (): AssemblySyntax =>
  workspace.getConfiguration(settings.section).get(settings.disassemblySyntax) === 'intel' ? 'intel' : 'att';

/** The machine code document: follows the session, the edited text, and the setting of the syntax. */
class MachineCodeDocuments implements TextDocumentContentProvider {
  private readonly changeEmitter = new EventEmitter<Uri>();
  readonly onDidChange = this.changeEmitter.event;
  private readonly highlight = new MachineCodeHighlight();
  private readonly subscriptions: Disposable;
  private editTimer: NodeJS.Timeout | undefined;

  constructor(private readonly states: SessionStates) {
    this.subscriptions = Disposable.from(
      this.changeEmitter,
      this.highlight,
      states.onDidChange((state) => this.sessionMoved(state)),
      states.onDidEnd(() => this.refreshAll()),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (isProgramDocument(document)) this.refreshSoon(fileUriOf(document.uri));
      }),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(settings.section)) this.refreshAll();
      }),
      window.onDidChangeVisibleTextEditors(() => this.highlight.show()),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.highlight.followSelection(textEditor)),
      commands.registerCommand(debugCommands.showMachineCode, (target: unknown) => this.open(target)),
    );
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const file = fileOf(uri);
    const state = this.sessionOf(file);
    try {
      const view = state
        ? await viewOfSession(state, syntaxSetting())
        : await viewOfFile(file, 0, syntaxSetting());
      const rendered = renderMachineCode(view);
      this.highlight.setDocument(uri, file, rendered, state?.opIndex);
      return rendered.text;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return message
        .split('\n')
        .map((line) => `; ${line}\n`)
        .join('');
    }
  }

  dispose(): void {
    clearTimeout(this.editTimer);
    this.subscriptions.dispose();
  }

  private async open(target: unknown): Promise<void> {
    const program =
      target instanceof Uri ? fileUriOf(target) : (this.activeSessionProgram() ?? activeProgram());
    if (!program) {
      void window.showInformationMessage(debugMessages.machineCodeNeedsProgram());
      return;
    }
    const document = await workspace.openTextDocument(uriOf(program));
    await window.showTextDocument(document, {
      viewColumn: ViewColumn.Beside,
      preserveFocus: true,
      preview: false,
    });
    this.highlight.show();
  }

  private activeSessionProgram(): Uri | undefined {
    const program: unknown = this.states.active?.configuration.program;
    return typeof program === 'string' ? Uri.file(program) : undefined;
  }

  private sessionOf(file: Uri): SessionState | undefined {
    return this.states.all().find(({ session }) => session.configuration.program === file.fsPath);
  }

  private sessionMoved({ session }: SessionState): void {
    const program: unknown = session.configuration.program;
    if (typeof program === 'string') this.changeEmitter.fire(uriOf(Uri.file(program)));
  }

  private refreshSoon(file: Uri): void {
    clearTimeout(this.editTimer);
    this.editTimer = setTimeout(() => this.changeEmitter.fire(uriOf(file)), 300);
  }

  private refreshAll(): void {
    for (const { uri } of workspace.textDocuments) {
      if (uri.scheme === machineCodeScheme) this.changeEmitter.fire(uri);
    }
  }
}

export function registerMachineCodeView(states: SessionStates): Disposable {
  const documents = new MachineCodeDocuments(states);
  return Disposable.from(
    documents,
    workspace.registerTextDocumentContentProvider(machineCodeScheme, documents),
  );
}
