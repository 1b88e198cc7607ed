/** Finds the files of a suite. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.mjs';

/** The files below the folders of test/ whose name matches, relative to the root. */
export function testFiles(folders, pattern) {
  return folders
    .map((folder) => path.join('test', folder))
    .filter((folder) => existsSync(path.join(root, folder)))
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true })
        .map((name) => path.join(folder, String(name)))
        .filter((name) => pattern.test(name)),
    )
    .sort();
}
