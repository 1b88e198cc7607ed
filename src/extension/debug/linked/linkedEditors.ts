import {
  Disposable,
  TextEditorRevealType,
  window,
  workspace,
  type TextDocument,
  type TextEditor,
  type TextEditorSelectionChangeEvent,
  type Uri,
} from 'vscode';
import { isSourcePath } from '../../../engine/lang/sourceEnding';
import { machineCodeScheme, settings } from '../../ids';
import type { MachineCodeDocuments } from '../machineCode/documents';
import { lineOfInstruction, opOfLine } from '../machineCode/render';
import type { SessionState, SessionStates } from '../sessionStates';
import { Decorations, noMarks, rangeOf, type Marks } from './decorations';
import { roleOf } from './programTexts';
import { ProgramLinks, type LineRun } from './programLinks';
import { isInWindow, type ProgramView } from './programView';
import type { ProgramViews } from './programViews';
import {
  isLinked,
  roleOfLevel,
  visiblePrograms,
  type ProgramEditor,
  type VisibleProgram,
} from './visiblePrograms';

interface CachedLinks {
  readonly view: ProgramView;
  readonly rendered: unknown;
  readonly links: ProgramLinks;
}

/** Keeps source, listing and machine code of a program in step: colours, selection, and the current op. */
export class LinkedEditors implements Disposable {
  private readonly decorations = new Decorations();
  private readonly links = new Map<string, CachedLinks>();
  /** The op that was last revealed in an editor; a person may scroll away from it. */
  private readonly revealed = new WeakMap<TextEditor, string>();
  /** Documents of machine code that were shown once: where they begin is a person's choice from then on. */
  private readonly opened = new WeakSet<TextDocument>();
  private readonly marked = new Set<TextEditor>();
  private readonly subscriptions: Disposable;
  private refreshing: NodeJS.Immediate | undefined;

  constructor(
    private readonly states: SessionStates,
    private readonly views: ProgramViews,
    private readonly machineCode: MachineCodeDocuments,
  ) {
    const soon = (): void => this.refreshSoon();
    this.subscriptions = Disposable.from(
      this.decorations,
      states.onDidChange(soon),
      states.onDidEnd(soon),
      views.onDidChange(soon),
      window.onDidChangeVisibleTextEditors(soon),
      // The text of a document arrives after its provider was asked: only then are its lines there to be marked.
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === machineCodeScheme) soon();
      }),
      workspace.onDidOpenTextDocument(soon),
      window.onDidChangeTextEditorSelection((event) => this.followSelection(event)),
    );
  }

  dispose(): void {
    clearImmediate(this.refreshing);
    this.subscriptions.dispose();
  }

  /** Many events come at once. */
  private refreshSoon(): void {
    clearImmediate(this.refreshing);
    this.refreshing = setImmediate(() => this.refresh());
  }

  private refresh(): void {
    this.learnSources();
    const rest = new Set(this.marked);
    const hidden = new Set(this.links.keys());
    for (const program of visiblePrograms(this.states, this.views).filter(isLinked)) {
      hidden.delete(program.file.toString());
      const links = this.linksOf(program);
      if (!links) continue;
      for (const shown of program.editors) {
        this.decorations.show(shown.editor, this.marksOf(program, links, shown));
        this.marked.add(shown.editor);
        rest.delete(shown.editor);
        if (program.state) this.revealCurrent(program.state, links, shown);
        else this.revealStart(program, links, shown);
      }
    }
    for (const editor of rest) {
      this.decorations.show(editor, noMarks);
      this.marked.delete(editor);
    }
    for (const key of hidden) this.links.delete(key);
  }

  /** Whether a source that is visible is that of a running file of bytecode is known by the view of the program. */
  private learnSources(): void {
    if (!window.visibleTextEditors.some(({ document }) => roleOf(document) === 'source')) return;
    for (const { session } of this.states.all()) {
      const file = this.states.programOf(session.id);
      if (!file || isSourcePath(file.path) || this.views.known(file)) continue;
      this.views.of(file).then(
        () => this.refreshSoon(),
        () => undefined,
      );
    }
  }

  private marksOf({ editors, state }: VisibleProgram, links: ProgramLinks, shown: ProgramEditor): Marks {
    const isAlone = new Set(editors.map(({ role }) => role)).size < 2;
    return {
      current: this.currentLines(state, links, shown),
      selected: this.selectedLines(editors, state, links, shown),
      colored:
        isAlone || !colorsWanted(shown.editor.document.uri) ? noMarks.colored : links.colored(shown.role),
    };
  }

  /** What is not marked already: VS Code marks the frame in the text of the session's level. */
  private currentLines(
    state: SessionState | undefined,
    links: ProgramLinks,
    { role, editor }: ProgramEditor,
  ): LineRun[] {
    if (!state || role === roleOfLevel[state.level]) return [];
    const rendered = role === 'machineCode' ? this.machineCode.of(editor.document.uri) : undefined;
    const line = rendered && lineOfInstruction(rendered, state.codeOffset);
    return line === undefined ? links.linesOf(role, [state.opIndex]) : [{ first: line, last: line }];
  }

  private selectedLines(
    editors: readonly ProgramEditor[],
    state: SessionState | undefined,
    links: ProgramLinks,
    { role, editor }: ProgramEditor,
  ): LineRun[] {
    const from = editors.find((other) => other.editor === window.activeTextEditor);
    if (!from || from.editor === editor || from.role === role) return [];
    return links.linesOf(role, selectedOps(links, from), state?.opIndex);
  }

  private revealCurrent(state: SessionState, links: ProgramLinks, shown: ProgramEditor): void {
    const { editor } = shown;
    const { session, opIndex, codeOffset, level } = state;
    const key = `${session.id} ${opIndex} ${codeOffset} ${level} ${editor.document.version}`;
    if (this.revealed.get(editor) === key) return;
    this.revealed.set(editor, key);
    const [run] = this.currentLines(state, links, shown);
    if (run) editor.revealRange(rangeOf(run), TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Machine code that was just opened begins with the ways in and out, which belong to no line of the other texts. */
  private revealStart({ editors }: VisibleProgram, links: ProgramLinks, shown: ProgramEditor): void {
    const { document } = shown.editor;
    const rendered = this.machineCode.of(document.uri);
    if (!rendered || this.opened.has(document)) return;
    this.opened.add(document);
    const from = editors.find((other) => other.editor === window.activeTextEditor);
    const [run] = from ? links.linesOf(shown.role, selectedOps(links, from)) : [];
    const start = rendered.lines.findIndex(({ functionIndex }) => functionIndex !== undefined);
    if (run) shown.editor.revealRange(rangeOf(run), TextEditorRevealType.InCenterIfOutsideViewport);
    else if (start > 0)
      shown.editor.revealRange(rangeOf({ first: start, last: start }), TextEditorRevealType.AtTop);
  }

  /** The cursor moved: shows in the other editors what its lines belong to. */
  private followSelection({ textEditor, kind }: TextEditorSelectionChangeEvent): void {
    if (textEditor !== window.activeTextEditor) return;
    const program = visiblePrograms(this.states, this.views).find(({ editors }) =>
      editors.some(({ editor }) => editor === textEditor),
    );
    if (!program || !isLinked(program)) return;
    this.refreshSoon();
    const links = this.linksOf(program);
    const from = program.editors.find(({ editor }) => editor === textEditor);
    // A stop moves the cursor too, and then the current op is what has to be seen.
    if (!links || !from || (kind === undefined && program.state)) return;
    const ops = selectedOps(links, from);
    if (ops.size === 0) {
      this.showFarOp(program, from);
      return;
    }
    for (const { role, editor } of program.editors) {
      const [run] = editor === textEditor ? [] : links.linesOf(role, ops);
      if (run) editor.revealRange(rangeOf(run), TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  /** A line of a long listing whose op is outside of the window moves the window there. */
  private showFarOp({ file }: VisibleProgram, { role, editor }: ProgramEditor): void {
    const view = this.views.known(file);
    if (!view || role !== 'listing') return;
    const [first = 0] = view.listingLines;
    const opIndex = view.firstOp + editor.selection.active.line + 1 - first;
    if (opIndex >= 0 && opIndex < view.opCount && !isInWindow(view, opIndex))
      this.views.moveTo(file, opIndex);
  }

  private linksOf({ file, editors }: VisibleProgram): ProgramLinks | undefined {
    const shown = editors.find(({ role }) => role === 'machineCode');
    const rendered = shown && this.machineCode.of(shown.editor.document.uri);
    const view = rendered?.view ?? this.views.known(file);
    if (!view) {
      // It comes later, or there is none: a text with mistakes.
      this.views.of(file).then(
        () => this.refreshSoon(),
        () => undefined,
      );
      return undefined;
    }
    const key = file.toString();
    const known = this.links.get(key);
    if (known?.view === view && known.rendered === rendered) return known.links;
    const links = new ProgramLinks(view, rendered ? opOfLine(rendered) : []);
    this.links.set(key, { view, rendered, links });
    return links;
  }
}

const selectedOps = (links: ProgramLinks, { role, editor }: ProgramEditor): ReadonlySet<number> =>
  links.opsOf(role, editor.selection.start.line, editor.selection.end.line);

const colorsWanted = (uri: Uri): boolean =>
  workspace.getConfiguration(settings.section, uri).get(settings.machineCodeColors, true);
