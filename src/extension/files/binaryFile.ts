import { constants } from 'node:fs';
import { access, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { FilePermission, FileType, Uri, workspace } from 'vscode';
import { baseNameOf } from './uris';

/** Files of bytecode on disk, wherever that is. `file:` goes through Node, which can keep modes and follow links. */

export interface BinaryFileStat {
  readonly created: number;
  readonly modified: number;
  /** Bytes. */
  readonly size: number;
  readonly isReadOnly: boolean;
  readonly isFolder: boolean;
}

/** @throws FileSystemError where there is no such file */
export async function statBinaryFile(file: Uri): Promise<BinaryFileStat> {
  const { ctime, mtime, size, permissions, type } = await workspace.fs.stat(file);
  const isFolder = (type & FileType.Directory) !== 0;
  const isReadOnly = permissions === FilePermission.Readonly || !(await isWritable(file));
  return { created: ctime, modified: mtime, size, isReadOnly, isFolder };
}

/**
 * Writes a file so that whoever reads it meanwhile sees the old or the new content whole, and a crash leaves one of
 * them: a temporary file in the same folder takes its place at the end.
 */
export async function writeBinaryFile(file: Uri, bytes: Uint8Array): Promise<void> {
  const target = file.scheme === 'file' ? Uri.file(await resolveLinks(file.fsPath)) : file;
  const temporary = target.with({
    path: target.path.replace(/[^/]*$/, `.${baseNameOf(target)}.${process.pid}-${Date.now()}.tmp`),
  });
  if (file.scheme === 'file') {
    await replaceOnDisk(target.fsPath, temporary.fsPath, bytes);
    return;
  }
  try {
    await workspace.fs.writeFile(temporary, bytes);
    await workspace.fs.rename(temporary, target, { overwrite: true });
  } catch (error) {
    await workspace.fs.delete(temporary).then(undefined, () => undefined);
    throw error;
  }
}

async function replaceOnDisk(target: string, temporary: string, bytes: Uint8Array): Promise<void> {
  const mode = await stat(target).then(
    (found) => found.mode & 0o777,
    () => 0o644,
  );
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      // The mode given to open() is narrowed by the process's mask; the file's own is what it had.
      await handle.chmod(mode);
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** A link is written through, as an editor of text would. */
async function resolveLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return path;
  }
}

async function isWritable(file: Uri): Promise<boolean> {
  if (file.scheme !== 'file') return true;
  try {
    await access(file.fsPath, constants.W_OK);
    // root may write to every file; the mode still says what its owner meant.
    return ((await stat(file.fsPath)).mode & 0o222) !== 0;
  } catch {
    return false;
  }
}
