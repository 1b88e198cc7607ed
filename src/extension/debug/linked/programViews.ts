import { Disposable, EventEmitter, workspace, type Uri } from 'vscode';
import { describeParts } from '../../../engine/jit/describe';
import type { AssemblySyntax } from '../../../engine/jit/disassemble';
import { printOp } from '../../../engine/listing/print';
import {
  customRequests,
  type MachineCodeArguments,
  type MachineCodeResponse,
} from '../../../adapter/protocol/requests';
import { fileUriOf } from '../../files/uris';
import { watchFile } from '../../files/watchFile';
import { settings } from '../../ids';
import { disassemblySyntaxOf } from '../../settings';
import { isProgramDocument } from '../programs';
import type { SessionState, SessionStates } from '../sessionStates';
import type { CompiledPrograms } from './compiledPrograms';
import { programOfUri } from './programTexts';
import { firstOfWindow, isInWindow, windowSize, type ProgramView } from './programView';

/** The op that a window is to show. Another may be asked for while the view is on its way. */
interface WantedOp {
  opIndex: number;
}

interface Entry {
  readonly file: Uri;
  /** The engine that ran when the view was asked for; undefined without a session. */
  readonly mode: SessionState['mode'] | undefined;
  readonly wanted: WantedOp;
  readonly promise: Promise<ProgramView>;
  view?: ProgramView;
  /** What the session said last. */
  seen: SessionState | undefined;
}

/** An edit is followed once the typing rests. Unit: milliseconds. */
const restTime = 300;

/**
 * What is known of the programs that documents show: of what a session runs (whatever was edited since), or else of the
 * text in the editor. Follows edits, sessions and settings, and says which program has to be shown anew.
 */
export class ProgramViews implements Disposable {
  private readonly entries = new Map<string, Entry>();
  private readonly changeEmitter = new EventEmitter<Uri>();
  private readonly subscriptions: Disposable;
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly watchers = new Map<string, Disposable>();
  /** The view of a program is out of date, or another window of it is to be shown. */
  readonly onDidChange = this.changeEmitter.event;

  constructor(
    private readonly states: SessionStates,
    private readonly compiled: CompiledPrograms,
  ) {
    this.subscriptions = Disposable.from(
      this.changeEmitter,
      states.onDidChange((state) => this.sessionMoved(state)),
      states.onDidEnd(() => {
        this.forgetAll();
        // What was known only because of the session.
        for (const key of [...this.watchers.keys()]) this.letGo(key);
      }),
      workspace.onDidCloseTextDocument(({ uri, isUntitled }) => {
        const file = programOfUri(uri, states);
        if (file) this.letGo(file.toString());
        // No file is left of it.
        if (file && isUntitled) this.forget(file);
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (isProgramDocument(document) && contentChanges.length > 0)
          this.forgetSoon(fileUriOf(document.uri));
      }),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(settings.section)) this.forgetAll();
      }),
    );
  }

  /** The view of a program if it is there already. */
  known(file: Uri): ProgramView | undefined {
    return this.entries.get(file.toString())?.view;
  }

  /** The view of a program. @throws an error with a message for the user */
  of(file: Uri): Promise<ProgramView> {
    return this.entries.get(file.toString())?.promise ?? this.load(file, this.stateOf(file)?.opIndex ?? 0);
  }

  /** Moves the window of a program so that an op is in it; one that is on its way comes as the last move wants it. */
  moveTo(file: Uri, opIndex: number): void {
    const entry = this.entries.get(file.toString());
    if (!entry) return;
    entry.wanted.opIndex = opIndex;
    if (!entry.view || isInWindow(entry.view, opIndex)) return;
    void this.load(file, opIndex).catch(() => undefined);
    this.changeEmitter.fire(file);
  }

  /** The session that runs a program; of several the one that the user looks at. */
  stateOf(file: Uri): SessionState | undefined {
    const running = this.states
      .all()
      .filter(({ session }) => this.states.programOf(session.id)?.fsPath === file.fsPath);
    return running.find(({ session }) => session.id === this.states.active?.id) ?? running[0];
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    Disposable.from(...this.watchers.values()).dispose();
    this.subscriptions.dispose();
  }

  private load(file: Uri, aroundOp: number): Promise<ProgramView> {
    const state = this.stateOf(file);
    this.watch(file);
    const syntax = disassemblySyntaxOf(file);
    const viewAround = (opIndex: number): Promise<ProgramView> => {
      const firstOp = firstOfWindow(opIndex);
      return state ? viewOfSession(state, firstOp, syntax) : this.viewOfFile(file, firstOp, syntax);
    };
    const wanted = { opIndex: aroundOp };
    const promise = windowOf(wanted, viewAround);
    const entry: Entry = { file, mode: state?.mode, wanted, promise, seen: state };
    this.entries.set(file.toString(), entry);
    promise.then(
      (view) => (entry.view = view),
      // Asked for again, it may be there: a session that is starting, a text that is being typed.
      () => this.entries.get(file.toString()) === entry && this.entries.delete(file.toString()),
    );
    return promise;
  }

  private async viewOfFile(file: Uri, firstOp: number, syntax: AssemblySyntax): Promise<ProgramView> {
    const { program, code, listingLineOfOp, sourcePath } = await this.compiled.of(file);
    const count = Math.max(0, Math.min(windowSize, program.opCount - firstOp));
    const ops = Array.from({ length: count }, (_, index) => firstOp + index);
    return {
      program: file.fsPath,
      opCount: program.opCount,
      size: code.bytes.length,
      parts: describeParts(code, firstOp, windowSize, { syntax }),
      functionNames: program.functions.map(({ name }) => name),
      firstOp,
      opTexts: ops.map((opIndex) => printOp(program, opIndex)),
      listingLines: ops.map(listingLineOfOp),
      sourceLines: ops.map((opIndex) => program.debug?.lines[opIndex] ?? 0),
      sourcePath,
    };
  }

  /** The code of a session never changes: only another engine has other addresses, and a far op another window. */
  private sessionMoved(state: SessionState): void {
    const { session, mode, opIndex, level } = state;
    const file = this.states.programOf(session.id);
    const entry = file && this.entries.get(file.toString());
    if (!entry) return;
    const { seen } = entry;
    entry.seen = state;
    if (entry.mode !== mode) this.forget(file);
    // Whoever clicks into a far line of another text changes the level, and wants to see what belongs to that line.
    else if (!seen || seen.level === level || seen.opIndex !== opIndex) this.moveTo(file, opIndex);
  }

  private forgetSoon(file: Uri): void {
    // What a session shows is what it runs, whatever is typed meanwhile.
    if (this.stateOf(file)) return;
    const key = file.toString();
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => {
        this.timers.delete(key);
        this.forget(file);
      }, restTime),
    );
  }

  /** A program that no editor shows is followed on disk. */
  private watch(file: Uri): void {
    const key = file.toString();
    if (!this.watchers.has(key))
      this.watchers.set(
        key,
        watchFile(file, () => this.forgetSoon(file)),
      );
  }

  /** What is known of a program goes with the last of its texts. One that is on its way is for a text that comes. */
  private letGo(key: string): void {
    const entry = this.entries.get(key);
    if ((entry && !entry.view) || this.isOpen(key)) return;
    this.entries.delete(key);
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    this.watchers.get(key)?.dispose();
    this.watchers.delete(key);
  }

  private isOpen(key: string): boolean {
    return workspace.textDocuments.some(
      ({ uri, isClosed }) => !isClosed && programOfUri(uri, this.states)?.toString() === key,
    );
  }

  private forget(file: Uri): void {
    this.entries.delete(file.toString());
    this.changeEmitter.fire(file);
  }

  private forgetAll(): void {
    for (const { file } of [...this.entries.values()]) this.forget(file);
  }
}

/** The view with the op that was wanted last. */
async function windowOf(
  wanted: WantedOp,
  viewAround: (opIndex: number) => Promise<ProgramView>,
): Promise<ProgramView> {
  let view: ProgramView;
  do view = await viewAround(wanted.opIndex);
  while (!isInWindow(view, wanted.opIndex));
  return view;
}

/** What the running session says of its program. */
async function viewOfSession(
  { session }: SessionState,
  firstOp: number,
  syntax: AssemblySyntax,
): Promise<ProgramView> {
  const request: MachineCodeArguments = { firstOp, opCount: windowSize, syntax };
  const response = (await session.customRequest(customRequests.machineCode, request)) as MachineCodeResponse;
  return { ...response, firstOp };
}
