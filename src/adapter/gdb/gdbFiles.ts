import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** The files that gdb reads, in a temporary folder of the session that goes with it. */
export class GdbFiles {
  private folder: string | undefined;

  /** Where a file is or will be. */
  pathOf(name: string): string {
    this.folder ??= mkdtempSync(path.join(os.tmpdir(), 'langvm-gdb-'));
    return path.join(this.folder, name);
  }

  /** Writes a file that only this user can read. @returns its path */
  async write(name: string, content: string | Uint8Array): Promise<string> {
    const file = this.pathOf(name);
    await writeFile(file, content, { mode: 0o600 });
    return file;
  }

  /** Synchronous, since it is the last thing that a process does. */
  remove(): void {
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
    this.folder = undefined;
  }
}
