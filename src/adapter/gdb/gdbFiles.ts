import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { adapterErrors } from '../errors';

/** The files that gdb reads, in a temporary folder of the session that goes with it. */
export class GdbFiles {
  /** Made only when something is written: most sessions never see gdb. */
  private readonly folder = path.join(os.tmpdir(), `langvm-gdb-${randomUUID()}`);
  private exists = false;
  private isRemoved = false;

  /** Where a file is or will be. */
  pathOf(name: string): string {
    return path.join(this.folder, name);
  }

  /**
   * Writes a file that only this user can read. Synchronous, so that nothing is on its way when the folder is removed.
   * @returns its path
   * @throws AdapterError when it was
   */
  write(name: string, content: string | Uint8Array): string {
    if (this.isRemoved) throw adapterErrors.programEnded();
    if (!this.exists) mkdirSync(this.folder, { mode: 0o700 });
    this.exists = true;
    const file = this.pathOf(name);
    writeFileSync(file, content, { mode: 0o600 });
    return file;
  }

  /** Synchronous, since it is the last thing that a process does. Nothing is written afterwards. */
  remove(): void {
    this.isRemoved = true;
    if (this.exists) rmSync(this.folder, { recursive: true, force: true });
    this.exists = false;
  }
}
