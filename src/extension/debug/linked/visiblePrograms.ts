import { window, type TextEditor, type Uri } from 'vscode';
import type { SessionState, SessionStates } from '../sessionStates';
import type { Role } from './programLinks';
import { programOfUri, roleOf } from './programTexts';
import type { ProgramViews } from './programViews';

/** An editor and what it shows of its program. */
export interface ProgramEditor {
  readonly role: Role;
  readonly editor: TextEditor;
}

/** A program and the editors that show something of it now. */
export interface VisibleProgram {
  readonly file: Uri;
  readonly state: SessionState | undefined;
  readonly editors: readonly ProgramEditor[];
}

/**
 * The programs that visible editors are about. An editor belongs to one of them: a source to the program that a session
 * runs, where that came from it, before it is a program of its own.
 */
export function visiblePrograms(states: SessionStates, views: ProgramViews): VisibleProgram[] {
  const programs = new Map<
    string,
    { file: Uri; state: SessionState | undefined; editors: ProgramEditor[] }
  >();
  const programAt = (file: Uri) => {
    const key = file.toString();
    let program = programs.get(key);
    if (!program) programs.set(key, (program = { file, state: views.stateOf(file), editors: [] }));
    return program;
  };
  for (const { session } of states.all()) {
    const file = states.programOf(session.id);
    if (file) programAt(file);
  }
  const sources: TextEditor[] = [];
  for (const editor of window.visibleTextEditors) {
    const role = roleOf(editor.document);
    if (role === 'source') sources.push(editor);
    const file = role && role !== 'source' ? programOfUri(editor.document.uri, states) : undefined;
    if (role && file) programAt(file).editors.push({ role, editor });
  }
  for (const editor of sources) {
    const { uri } = editor.document;
    const owner = [...programs.values()].find(
      ({ file }) => file.toString() === uri.toString() || views.known(file)?.sourcePath === uri.fsPath,
    );
    (owner ?? programAt(uri)).editors.push({ role: 'source', editor });
  }
  return [...programs.values()].filter(({ editors }) => editors.length > 0);
}

/** The text in which VS Code itself marks where a session stands, at each level. */
export const roleOfLevel = { source: 'source', bytecode: 'listing' } as const;

/** Whether there is something to mark: texts that belong together, or where a session stands in a text of another level. */
export function isLinked({ editors, state }: VisibleProgram): boolean {
  const roles = new Set(editors.map(({ role }) => role));
  return roles.size > 1 || (state !== undefined && !roles.has(roleOfLevel[state.level]));
}
