import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** The files that gdb reads, in a temporary folder of the session that goes with it. */
export class GdbFiles {
  /** Made only when something is written: most sessions never see gdb. */
  private readonly folder = path.join(os.tmpdir(), `langvm-gdb-${randomUUID()}`);
  private exists = false;

  /** Where a file is or will be. */
  pathOf(name: string): string {
    return path.join(this.folder, name);
  }

  /** Writes a file that only this user can read. @returns its path */
  async write(name: string, content: string | Uint8Array): Promise<string> {
    if (!this.exists) mkdirSync(this.folder, { mode: 0o700 });
    this.exists = true;
    const file = this.pathOf(name);
    await writeFile(file, content, { mode: 0o600 });
    return file;
  }

  /** Synchronous, since it is the last thing that a process does. */
  remove(): void {
    if (this.exists) rmSync(this.folder, { recursive: true, force: true });
    this.exists = false;
  }
}
