/**
 * Runs test/extension inside the extension host of a real VS Code: `vscode` is the true one there.
 *
 *     node scripts/test-extension-host.mjs [--grep text]
 *
 * The window is a page in a headless browser. VS Code's smoke-test driver calls two functions that the page must have:
 * one with what the tests print, one with their exit code.
 */
import { build } from 'esbuild';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { root } from './root.mjs';
import { testFiles } from './test/files.mjs';
import { reporter } from './test/run.mjs';
import { chromiumFlags, findChromium, startServer } from './vscode.mjs';

/** Inside the project, where the bundles find mocha; of our own, since another run may be under way. */
const bundles = path.join(root, '.cache', `extension-tests-${process.pid}`);
/** What run.ts puts before everything that mocha prints. */
const mark = '\u2063';
const patience = 10 * 60_000;

/** Each test file becomes a bundle of its own. */
async function bundle() {
  await build({
    absWorkingDir: root,
    entryPoints: ['test/extension/run.ts', ...testFiles(['extension'], /\.test\.ts$/)],
    outbase: 'test/extension',
    outdir: bundles,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: true,
    external: ['vscode', 'mocha', 'koffi', 'iced-x86'],
    logLevel: 'warning',
  });
}

/** Opens the window and waits until the tests have told their exit code. */
async function runInWindow(server, folder, room) {
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const told = [];
  page.on('console', (message) => told.push(message.text()));
  const exitCode = new Promise((resolve, reject) => {
    void page.exposeFunction('codeAutomationExit', resolve);
    page.on('close', () => reject(new Error('The window was closed.')));
    page.on('crash', () => reject(new Error('The window crashed.')));
    setTimeout(() => reject(new Error('The tests did not end.')), patience).unref();
  });
  await page.exposeFunction('codeAutomationLog', (_type, [first]) => {
    if (String(first).startsWith(mark)) console.log(String(first).slice(mark.length));
  });
  const remote = (file) => `vscode-remote://127.0.0.1:${server.port}${file}`;
  const payload = [
    ['extensionDevelopmentPath', remote(root)],
    ['extensionTestsPath', remote(path.join(bundles, 'run.js'))],
  ];
  const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
  try {
    await page.goto(`${server.url}?${query}`);
    return await exitCode;
  } catch (error) {
    await saveEvidence(page, told, room);
    throw error;
  } finally {
    await browser.close();
  }
}

async function saveEvidence(page, told, room) {
  const results = path.join(root, 'test-results', 'extension-host');
  await mkdir(results, { recursive: true });
  await page.screenshot({ path: path.join(results, 'window.png') }).catch(() => undefined);
  await cp(path.join(room, 'data', 'data', 'logs'), path.join(results, 'vscode-logs'), {
    recursive: true,
  }).catch(() => undefined);
  console.log(told.slice(-20).join('\n'));
  console.log(`See ${path.relative(process.cwd(), results)}.`);
}

async function main() {
  const { values } = parseArgs({ options: { grep: { type: 'string' } } });
  await bundle();
  const room = await mkdtemp(path.join(os.tmpdir(), 'langvm-extension-host-'));
  const folder = path.join(room, 'workspace', 'samples');
  await mkdir(folder, { recursive: true });
  await cp(path.join(root, 'samples'), folder, { recursive: true });
  const temporary = path.join(room, 'tmp');
  await mkdir(temporary);
  const counts = process.env.LANGVM_TEST_COUNTS;
  const server = await startServer({
    dataDir: path.join(room, 'data'),
    extensionsDir: path.join(room, 'extensions'),
    smokeTestDriver: true,
    env: {
      EXTENSIONS_GALLERY: '{}',
      // What tests leave behind goes with the room. macOS allows sockets no path as long as this one would be.
      ...(process.platform === 'linux' ? { TMPDIR: temporary } : {}),
      LANGVM_TEST_REPORTER: reporter,
      ...(values.grep === undefined ? {} : { LANGVM_TEST_GREP: values.grep }),
      ...(counts === undefined ? {} : { LANGVM_TEST_COUNTS: counts }),
    },
  });
  try {
    process.exitCode = await runInWindow(server, folder, room);
  } finally {
    await server.stop();
    await rm(bundles, { recursive: true, force: true });
    await rm(room, { recursive: true, force: true, maxRetries: 5 });
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
