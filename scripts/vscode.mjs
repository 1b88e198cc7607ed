/** A real VS Code, installed from npm packages, for `npm start` and for the tests. */
export { installServer } from './vscode/install.mjs';
export { startServer } from './vscode/server.mjs';
export { installExtension } from './vscode/extensions.mjs';
export { chromiumFlags, findChromium } from './vscode/chromium.mjs';
