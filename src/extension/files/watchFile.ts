import { Disposable, FileChangeType, RelativePattern, Uri, workspace } from 'vscode';
import { baseNameOf } from './uris';

/** Tells when one file changes, appears or goes, also outside the workspace. */
export function watchFile(file: Uri, report: (type: FileChangeType) => void): Disposable {
  const folder = Uri.joinPath(file, '..');
  const watcher = workspace.createFileSystemWatcher(
    new RelativePattern(folder, literalGlob(baseNameOf(file))),
  );
  return Disposable.from(
    watcher,
    watcher.onDidChange(() => report(FileChangeType.Changed)),
    // A file that is replaced (as an atomic save does) is created anew; for who watches it has changed.
    watcher.onDidCreate(() => report(FileChangeType.Changed)),
    watcher.onDidDelete(() => report(FileChangeType.Deleted)),
  );
}

/** A glob that matches exactly this name. */
const literalGlob = (name: string): string => name.replace(/[[\]{}*?]/g, '[$&]');
