import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * The shared object with gdb's JIT interface as a file: the dynamic linker loads files only, and gdb reads the same
 * file again by its name, so it must stay as long as the process that loaded it.
 */
export class InterfaceFile {
  private folder: string | undefined;

  /** Writes it once, into a folder that only this user can read, and gives its path. Synchronous: about a kilobyte. */
  write(bytes: Uint8Array): string {
    if (this.folder === undefined) {
      this.folder = mkdtempSync(path.join(tmpdir(), 'langvm-debug-'));
      writeFileSync(this.pathIn(this.folder), bytes, { mode: 0o600 });
    }
    return this.pathIn(this.folder);
  }

  /** Removes it; a file that cannot be removed stays in the system's folder for temporary files. */
  remove(): void {
    if (this.folder === undefined) return;
    try {
      rmSync(this.folder, { recursive: true, force: true });
    } catch {
      // Windows refuses while the process that loaded it is still ending.
    }
    this.folder = undefined;
  }

  private readonly pathIn = (folder: string): string => path.join(folder, 'langvm-jit-interface.so');
}
