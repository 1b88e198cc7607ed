/** When a test fails: what the window showed, what the page said, and the logs of VS Code. */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { screenshot } from './screenshot';
import { openWorkbenches, type Workbench } from './workbench';

const results = path.resolve(__dirname, '../../../test-results');

export async function saveEvidence(workbench: Workbench, name: string): Promise<string> {
  const folder = path.join(results, name.replace(/[^\w.-]+/g, '-').slice(0, 120));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await attempt(() => screenshot(workbench.page, path.join(folder, 'window.png')));
  await attempt(async () => writeFile(path.join(folder, 'window.txt'), await whatIsShown(workbench.page)));
  await writeFile(path.join(folder, 'page.log'), workbench.pageLog.join('\n'));
  await attempt(() => cp(workbench.logFolder, path.join(folder, 'vscode-logs'), { recursive: true }));
  await attempt(() => cp(workbench.serverLog, path.join(folder, 'server.log')));
  return folder;
}

/** What can be read in the window, part by part: a log of a machine that is gone has no pictures. */
async function whatIsShown(page: Page): Promise<string> {
  return page.evaluate(() => {
    const parts = {
      dialog: '.monaco-dialog-box',
      'quick input': '.quick-input-widget',
      notifications: '.notifications-toasts',
      tabs: '.tabs-container',
      editors: '.editor-instance .view-lines',
      'side bar': '.part.sidebar',
      panel: '.part.panel',
      'title bar': '.part.titlebar [aria-label]',
      'status bar': '.part.statusbar',
    };
    const textOf = (element: Element) =>
      element instanceof HTMLElement && element.checkVisibility()
        ? element.innerText.trim() || (element.getAttribute('aria-label') ?? '')
        : '';
    const shown = Object.entries(parts).flatMap(([name, selector]) => {
      const texts = [...document.querySelectorAll(selector)].map(textOf).filter((text) => text !== '');
      return texts.map((text) => `${name}: ${text.replace(/\s*\n\s*/g, ' | ')}`);
    });
    const focused = document.activeElement;
    return [...shown, `keyboard: ${focused?.tagName ?? ''} .${focused?.className ?? ''}`].join('\n');
  });
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
      if (!process.env['CI']) continue;
      const shown = await readFile(path.join(folder, 'window.txt'), 'utf8').catch(() => '');
      console.log(shown.replace(/^/gm, '        '));
    }
  });
}
