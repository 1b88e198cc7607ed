import {
  Range,
  TextEditorRevealType,
  ThemeColor,
  window,
  workspace,
  type Disposable,
  type TextEditor,
  type Uri,
} from 'vscode';
import { headerLineCount } from '../../../engine/listing/print';
import { fileUriOf, isListingUri } from '../../files/uris';
import { machineCodeScheme } from '../../ids';
import type { RenderedMachineCode } from './render';

interface ShownDocument {
  readonly file: Uri;
  readonly rendered: RenderedMachineCode;
  /** The op that runs next, in a session. */
  readonly currentOp: number | undefined;
  /** The op whose line has the cursor in the listing. */
  selectedOp?: number | undefined;
}

/** Marks the current op in machine code documents, and the one whose line in the listing has the cursor. */
export class MachineCodeHighlight implements Disposable {
  private readonly documents = new Map<string, ShownDocument>();
  private readonly current = window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor('editor.stackFrameHighlightBackground'),
    overviewRulerColor: new ThemeColor('editor.stackFrameHighlightBackground'),
  });
  private readonly selected = window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor('editor.rangeHighlightBackground'),
  });
  private readonly closed = workspace.onDidCloseTextDocument(({ uri }) =>
    this.documents.delete(uri.toString()),
  );
  /** The text of a document arrives after its provider was asked: only then are its lines there to be marked. */
  private readonly arrived = workspace.onDidChangeTextDocument(({ document }) => {
    if (document.uri.scheme === machineCodeScheme) this.show();
  });

  setDocument(uri: Uri, file: Uri, rendered: RenderedMachineCode, currentOp: number | undefined): void {
    this.documents.set(uri.toString(), { file, rendered, currentOp });
    this.show();
  }

  /** Marks what is to be marked in every visible machine code document. */
  show(): void {
    for (const editor of window.visibleTextEditors) {
      const shown = this.documents.get(editor.document.uri.toString());
      if (!shown) continue;
      const { currentOp, selectedOp, rendered } = shown;
      editor.setDecorations(this.current, rangesOf(rendered, currentOp));
      editor.setDecorations(this.selected, selectedOp === currentOp ? [] : rangesOf(rendered, selectedOp));
      const [range] = rangesOf(rendered, currentOp);
      if (range) editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  /** The cursor moved in an editor: marks the op of its line, when it is the listing of a shown document. */
  followSelection({ document, selection }: TextEditor): void {
    if (!isListingUri(document.uri)) return;
    const file = fileUriOf(document.uri).toString();
    for (const [uri, shown] of this.documents) {
      if (shown.file.toString() !== file) continue;
      shown.selectedOp = selection.active.line - headerLineCount;
      const editor = window.visibleTextEditors.find((each) => each.document.uri.toString() === uri);
      const [range] = rangesOf(shown.rendered, shown.selectedOp);
      this.show();
      if (range && editor) editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  dispose(): void {
    this.current.dispose();
    this.selected.dispose();
    this.closed.dispose();
    this.arrived.dispose();
  }
}

function rangesOf({ linesOfOp }: RenderedMachineCode, opIndex: number | undefined): Range[] {
  const lines = opIndex === undefined ? undefined : linesOfOp.get(opIndex);
  return lines ? [new Range(lines.first, 0, lines.last, 0)] : [];
}
