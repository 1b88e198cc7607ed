import { Disposable, EventEmitter, workspace, type TextDocumentContentProvider, type Uri } from 'vscode';
import { machineCodeScheme } from '../../ids';
import { machineCodeUriOf, programOfUri } from '../linked/programTexts';
import type { ProgramView } from '../linked/programView';
import type { ProgramViews } from '../linked/programViews';
import type { SessionStates } from '../sessionStates';
import { messageAsText } from '../messageAsText';
import { renderMachineCode, type RenderedMachineCode } from './render';

/** A machine code document as it was last given to VS Code, and what it was made of. */
export interface ShownMachineCode extends RenderedMachineCode {
  readonly view: ProgramView;
}

/** The machine code documents: each follows the view of its program. */
export class MachineCodeDocuments implements TextDocumentContentProvider, Disposable {
  private readonly changeEmitter = new EventEmitter<Uri>();
  private readonly shown = new Map<string, ShownMachineCode>();
  private readonly subscriptions: Disposable;
  readonly onDidChange = this.changeEmitter.event;

  constructor(
    private readonly states: SessionStates,
    private readonly views: ProgramViews,
  ) {
    this.subscriptions = Disposable.from(
      this.changeEmitter,
      views.onDidChange((file) => this.changeEmitter.fire(machineCodeUriOf(file))),
      workspace.registerTextDocumentContentProvider(machineCodeScheme, this),
      workspace.onDidOpenTextDocument(({ uri }) => this.catchUp(uri)),
      workspace.onDidCloseTextDocument(({ uri }) => this.shown.delete(uri.toString())),
    );
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const file = programOfUri(uri, this.states);
    if (!file) return '';
    try {
      const view = await this.views.of(file);
      const rendered = renderMachineCode(view);
      this.shown.set(uri.toString(), { ...rendered, view });
      return rendered.text;
    } catch (error) {
      this.shown.delete(uri.toString());
      return messageAsText(error);
    }
  }

  /** What a document shows; undefined for one with an error in it. */
  of(uri: Uri): ShownMachineCode | undefined {
    return this.shown.get(uri.toString());
  }

  /** VS Code hears of no change of a document that it is still opening. */
  private catchUp(uri: Uri): void {
    const shown = this.of(uri);
    const file = shown && programOfUri(uri, this.states);
    if (file && this.views.known(file) !== shown.view) this.changeEmitter.fire(uri);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
