/** When a test fails: what the window showed, what the page said, and the logs of VS Code. */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { screenshot } from './screenshot';
import { openWorkbenches, type Workbench } from './workbench';

const results = path.resolve(__dirname, '../../../test-results');

export async function saveEvidence(workbench: Workbench, name: string): Promise<string> {
  const folder = path.join(results, name.replace(/[^\w.-]+/g, '-').slice(0, 120));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await attempt(() => screenshot(workbench.page, path.join(folder, 'window.png')));
  await writeFile(path.join(folder, 'page.log'), workbench.pageLog.join('\n'));
  await attempt(() => cp(workbench.logFolder, path.join(folder, 'vscode-logs'), { recursive: true }));
  await attempt(() => cp(workbench.serverLog, path.join(folder, 'server.log')));
  return folder;
}

/** Evidence is best effort: what cannot be had must not hide why the test failed. */
async function attempt(save: () => Promise<void>): Promise<void> {
  try {
    await save();
  } catch (error) {
    console.error(`      (no evidence: ${String(error)})`);
  }
}

// A hook outside every suite: it belongs to every test that uses the harness. Scripts use the harness without mocha.
if (typeof globalThis.afterEach === 'function') {
  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    for (const workbench of openWorkbenches) {
      const folder = await saveEvidence(workbench, test.fullTitle());
      console.log(`      see ${path.relative(process.cwd(), folder)}`);
    }
  });
}
