import { Range, ThemeColor, window, type Disposable, type TextEditor } from 'vscode';
import { linkedColor, linkedSelectionColors } from '../../ids';
import { colorCount, type LineRun } from './programLinks';

/** What is marked in one editor. */
export interface Marks {
  /** The op that runs next. */
  readonly current: readonly LineRun[];
  /** What belongs to the selection in another editor. */
  readonly selected: readonly LineRun[];
  /** Lines that belong together, by colour. */
  readonly colored: readonly (readonly LineRun[])[];
}

export const noMarks: Marks = { current: [], selected: [], colored: [] };

/** How lines are marked: whole lines, in colours of the theme. */
export class Decorations implements Disposable {
  // Made first, so that they lie below the others.
  private readonly colors = Array.from({ length: colorCount }, (_, index) =>
    window.createTextEditorDecorationType({
      isWholeLine: true,
      backgroundColor: new ThemeColor(linkedColor(index + 1)),
    }),
  );
  private readonly selected = window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor(linkedSelectionColors.background),
    borderColor: new ThemeColor(linkedSelectionColors.border),
    borderStyle: 'solid',
    borderWidth: '0 0 0 3px',
    overviewRulerColor: new ThemeColor('editorOverviewRuler.selectionHighlightForeground'),
  });
  private readonly current = window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor('editor.stackFrameHighlightBackground'),
    overviewRulerColor: new ThemeColor('editor.stackFrameHighlightBackground'),
  });

  private readonly shownColors = new WeakMap<TextEditor, { colored: Marks['colored']; version: number }>();

  show(editor: TextEditor, { current, selected, colored }: Marks): void {
    editor.setDecorations(this.current, current.map(rangeOf));
    editor.setDecorations(this.selected, selected.map(rangeOf));
    // Thousands of lines, and the same ones whenever the cursor moves.
    const known = this.shownColors.get(editor);
    if (known?.colored === colored && known.version === editor.document.version) return;
    this.shownColors.set(editor, { colored, version: editor.document.version });
    this.colors.forEach((type, color) => editor.setDecorations(type, (colored[color] ?? []).map(rangeOf)));
  }

  dispose(): void {
    for (const type of [...this.colors, this.selected, this.current]) type.dispose();
  }
}

export const rangeOf = ({ first, last }: LineRun): Range => new Range(first, 0, last, 0);
