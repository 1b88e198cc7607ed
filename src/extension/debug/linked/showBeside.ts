import { TabInputText, ViewColumn, window, workspace, type TextEditor, type Uri } from 'vscode';
import type { SessionStates } from '../sessionStates';
import { programOfUri, roleOf } from './programTexts';

/**
 * Shows a document beside the other texts of its program, where it does not hide one of them; the focus stays where it
 * is. A document that has a place already is shown there.
 */
export async function showBeside(uri: Uri, states: SessionStates): Promise<TextEditor> {
  const document = await workspace.openTextDocument(uri);
  const viewColumn = columnOf(uri) ?? columnBeside(programOfUri(uri, states), states);
  return window.showTextDocument(document, { viewColumn, preserveFocus: true, preview: false });
}

/** The column in which a document has a tab. */
export function columnOf(uri: Uri): ViewColumn | undefined {
  const group = window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString()),
  );
  return group?.viewColumn;
}

const columnsFromTwo = [
  ViewColumn.Two,
  ViewColumn.Three,
  ViewColumn.Four,
  ViewColumn.Five,
  ViewColumn.Six,
  ViewColumn.Seven,
  ViewColumn.Eight,
  ViewColumn.Nine,
];

/** The column after those in which the program is visible. */
function columnBeside(program: Uri | undefined, states: SessionStates): ViewColumn {
  const active = window.activeTextEditor?.viewColumn ?? ViewColumn.One;
  const columns = window.visibleTextEditors
    .filter(
      ({ document }) =>
        roleOf(document) && programOfUri(document.uri, states)?.toString() === program?.toString(),
    )
    .map(({ viewColumn }) => viewColumn ?? active);
  const last = Math.max(active, ...columns);
  return columnsFromTwo[last - 1] ?? ViewColumn.Beside;
}
