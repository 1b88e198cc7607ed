import { chmod, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
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
  const target = existing?.path ?? file;
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

async function existingFile(file: string) {
  try {
    const target = await realpath(file);
    const status = await stat(target);
    return { path: target, isRegular: status.isFile(), mode: status.mode & 0o7777 };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
