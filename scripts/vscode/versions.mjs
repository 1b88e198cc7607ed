/** The one place that says which VS Code is installed. */
import path from 'node:path';
import { root } from '../root.mjs';

/** code-server 4.139.1 holds VS Code 1.139. */
export const codeServerVersion = '4.139.1';

/** The Node that this VS Code wants; ours may be older. */
export const nodeVersion = '24.21.0';

/** Raise it when the way of installing changes, so that what an older script left is not used. */
const layout = 1;

export const cacheFolder = path.join(root, '.cache', 'vscode');
export const serverFolder = path.join(cacheFolder, `${codeServerVersion}-node${nodeVersion}-${layout}`);
