/** Starts and stops the server of a real VS Code. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { installServer } from './install.mjs';
import { writeUserSettings } from './settings.mjs';

const keeper = fileURLToPath(new URL('keeper.mjs', import.meta.url));
const patience = 60_000;

/** The environment of the server: ours, without what speaks to our own Node or to another VS Code around us. */
export function serverEnvironment(extra = {}) {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_V8_COVERAGE$|npm_|INIT_CWD$|TERM_PROGRAM)/i.test(name),
  );
  return { ...Object.fromEntries(kept), ...extra };
}

/**
 * Serves VS Code until `stop()`, or until this process ends. See vscode.d.mts for the options.
 * The server's own output goes to `server.log` in the data folder.
 */
export async function startServer(options) {
  const { host = '127.0.0.1', port = 0, dataDir, extensionsDir, smokeTestDriver, settings, env } = options;
  const { node, folder } = await installServer();
  await mkdir(extensionsDir, { recursive: true });
  await writeUserSettings(dataDir, settings);

  const logFile = path.join(dataDir, 'server.log');
  const log = openSync(logFile, 'w');
  const args = [path.join(folder, 'out', 'server-main.js'), '--host', host, '--port', String(port)];
  args.push('--without-connection-token', '--accept-server-license-terms', '--telemetry-level', 'off');
  args.push('--server-data-dir', dataDir, '--extensions-dir', extensionsDir);
  if (smokeTestDriver) args.push('--enable-smoke-test-driver');
  const child = spawn(process.execPath, [keeper, node, ...args], {
    stdio: ['pipe', log, log],
    env: serverEnvironment(env),
  });
  closeSync(log);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.stdin.end();
    await ended;
  };

  try {
    const boundPort = await waitForPort(logFile, child);
    const url = `http://${host}:${boundPort}/`;
    await waitForAnswer(url, child, logFile);
    return { url, port: boundPort, logFile, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The server says which port it got. */
async function waitForPort(logFile, child) {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = /Extension host agent listening on (\d+)/.exec(readFileSync(logFile, 'utf8'));
    if (found) return Number(found[1]);
    assertAlive(child, logFile, deadline);
    await delay(50);
  }
}

async function waitForAnswer(url, child, logFile) {
  const deadline = Date.now() + patience;
  for (;;) {
    const answered = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return;
    assertAlive(child, logFile, deadline);
    await delay(100);
  }
}

function assertAlive(child, logFile, deadline) {
  if (child.exitCode === null && Date.now() < deadline) return;
  const what = child.exitCode === null ? 'did not answer in time' : `ended with ${child.exitCode}`;
  const lastLines = readFileSync(logFile, 'utf8').trim().split('\n').slice(-15).join('\n');
  throw new Error(`The VS Code server ${what}.\n${lastLines}`);
}
