import path from 'node:path';
import { Uri, workspace, type WorkspaceFolder } from 'vscode';

/**
 * A path as VS Code has it of the file's documents, which are looked for by it: without `..`, and on Windows with a small
 * letter for the drive. A relative one is meant from a folder that is open, as launch.json is read: the adapter runs
 * anywhere. A configuration of a whole workspace belongs to none of its folders, so that the first that has the file counts.
 * @param folders where a relative path may begin
 */
export async function absoluteProgram(
  program: unknown,
  folders: readonly Pick<WorkspaceFolder, 'uri'>[] = [],
): Promise<unknown> {
  if (typeof program !== 'string') return program;
  if (path.isAbsolute(program)) return Uri.file(path.normalize(program)).fsPath;
  const candidates = folders.map(({ uri }) => Uri.joinPath(uri, program));
  const exist = await Promise.all(candidates.map(exists));
  // Where none has it, the message about the file that is missing names a path that a person expects.
  return (candidates.find((_, index) => exist[index]) ?? candidates[0])?.fsPath ?? program;
}

const exists = (file: Uri): Promise<boolean> =>
  Promise.resolve(workspace.fs.stat(file)).then(
    () => true,
    () => false,
  );
