/**
 * `npm start`: a VS Code window with the extension in it and the samples open.
 *
 *     npm start                    the VS Code of this machine; without one, a served VS Code for the browser
 *     npm start -- --serve         the served one in any case
 *     npm start -- --port 9000     at this port
 *
 * Only Node's own modules are imported before `ensureDependencies`: a fresh clone has nothing else.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './npm.mjs';
import { root } from './root.mjs';

const samples = path.join(root, 'samples');

/** Always the same address, so that the browser finds its open tabs and breakpoints again. */
const usualPort = 8137;

async function main() {
  const { values } = parseArgs({ options: { serve: { type: 'boolean' }, port: { type: 'string' } } });
  await ensureDependencies();
  if (!values.serve && values.port === undefined && (await openInstalled())) return;
  await serve(values.port === undefined ? await freePort(usualPort) : Number(values.port));
}

/** Opens the VS Code that is installed here; false if there is none, or no screen for it. */
async function openInstalled() {
  const { DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME, VSCODE_IPC_HOOK_CLI } = process.env;
  const screen =
    process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME || VSCODE_IPC_HOOK_CLI;
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const code = folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find(existsSync);
  if (!code || !screen) return false;

  const { buildAll } = await import('./build.mjs');
  await buildAll();
  console.log(`Opening ${samples} in VS Code, with the extension from dist/.`);
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, samples];
  // A .cmd file needs a shell, and a shell needs quotes around paths with spaces.
  const windows = process.platform === 'win32';
  const quote = (text) => (windows ? `"${text}"` : text);
  const child = spawn(quote(code), args.map(quote), { stdio: 'inherit', shell: windows });
  const status = await new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', resolve);
  });
  if (status !== 0) console.log('That VS Code did not open.');
  return status === 0;
}

/** Serves a VS Code with the packed extension until Ctrl+C, or until npm is ended. */
async function serve(port) {
  const { packageExtension } = await import('./package.mjs');
  const { installExtension, installServer, startServer } = await import('./vscode.mjs');
  await installServer();
  const home = path.join(root, '.cache', 'start');
  const extensionsDir = path.join(home, 'extensions');
  console.log('Building and installing the extension …');
  const { vsix } = await packageExtension({ outFolder: home });
  await installExtension(vsix, extensionsDir);
  const server = await startServer({ port, dataDir: path.join(home, 'data'), extensionsDir });
  console.log(`\nVS Code with langvm is ready at\n\n    ${server.url}?folder=${encodeURI(samples)}\n`);
  console.log('Open it in a browser. Ctrl+C ends it.');
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
    void server.ended.then(resolve);
    whenOrphaned(resolve);
  });
  await server.stop();
  console.log('\nStopped.');
}

/** Calls back when whoever started us is gone: a signal that ends npm itself does not reach us. */
function whenOrphaned(callback) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, 1000);
  timer.unref();
}

/** The wished port if nobody has it, any other if somebody has. */
function freePort(wished) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(0));
    probe.listen(wished, '127.0.0.1', () => probe.close(() => resolve(wished)));
  });
}

main().catch((error) => {
  if (!error.errors) console.error(error.message);
  process.exitCode = 1;
});
