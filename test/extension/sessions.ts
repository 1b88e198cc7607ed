import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { closeEverything, until } from './support';

/** A program with a function, an array and a loop. */
export const source = `array cells[4];
function square(n) {
  return n * n;
}
i = 1;
while (i < 4) {
  cells[i] = square(i);
  i = i + 1;
}
return cells[3];
`;

/** What we read of a frame of the call stack. */
export interface Frame {
  readonly id: number;
  readonly name: string;
  readonly line: number;
  readonly source?: { readonly name: string; readonly path?: string };
}

/** An open document by the end of its path. */
export const documentNamed = (ending: string): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find(({ uri, isClosed }) => !isClosed && uri.path.endsWith(ending));

/** An editor that can be seen, by the end of its path. */
export const editorOf = (ending: string): vscode.TextEditor | undefined =>
  vscode.window.visibleTextEditors.find(({ document }) => document.uri.path.endsWith(ending));

/** Waits for such an editor. */
export const visible = (ending: string): Promise<vscode.TextEditor> =>
  until(`an editor of …${ending}`, () => editorOf(ending));

/** Where the innermost frame is shown. */
export async function topFrame(session: vscode.DebugSession): Promise<Frame> {
  const { stackFrames } = (await session.customRequest('stackTrace', { threadId: 1, levels: 1 })) as {
    stackFrames: Frame[];
  };
  assert.ok(stackFrames[0]);
  return stackFrames[0];
}

/** Starts a session that stops on entry. */
export async function start(file: vscode.Uri, configuration: object = {}): Promise<vscode.DebugSession> {
  assert.ok(
    await vscode.debug.startDebugging(undefined, {
      type: 'langvm',
      request: 'launch',
      name: 'test',
      program: file.fsPath,
      stopOnEntry: true,
      ...configuration,
    }),
  );
  await until('a stopped frame', () => vscode.debug.activeStackItem instanceof vscode.DebugStackFrame);
  const session = vscode.debug.activeDebugSession;
  assert.ok(session);
  return session;
}

/** Ends the session, if there is one. */
export async function stopAll(): Promise<void> {
  if (!vscode.debug.activeDebugSession) return;
  await vscode.debug.stopDebugging();
  await until('no session', () => vscode.debug.activeDebugSession === undefined);
}

/** Leaves no session and no editor behind. */
export async function endEverything(): Promise<void> {
  await stopAll();
  await closeEverything();
}
