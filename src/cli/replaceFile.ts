import { chmod, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a file in one step: readers see the old content or the new, never a part, and after an error the old one is
 * still there. A symbolic link stays one, and the rights of an existing file stay as they were.
 * @throws the error of the system when it cannot be written
 */
export async function replaceFile(file: string, bytes: Uint8Array): Promise<void> {
  const existing = await existingFile(file);
  // A pipe or a device cannot be replaced, only written to.
  if (existing && !existing.isRegular) return writeFile(file, bytes);
  const target = existing?.path ?? (await namedByLink(file));
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
  try {
    await writeFile(temporary, bytes, { flag: 'wx' });
    if (existing) await chmod(temporary, existing.mode);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Links such as `/dev/stdout` lead to a pipe that has no path: only what is regular is asked for its own. */
async function existingFile(file: string) {
  try {
    const status = await stat(file);
    const isRegular = status.isFile();
    return { path: isRegular ? await realpath(file) : file, isRegular, mode: status.mode & 0o7777 };
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Where a file is to be made: where a link that leads to nothing yet points to, else at its name. */
async function namedByLink(file: string): Promise<string> {
  try {
    return await namedByLink(path.resolve(await realpath(path.dirname(file)), await readlink(file)));
  } catch {
    return file;
  }
}

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
