import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { chromiumFlags, findChromium, startServer, type RunningServer } from '../../../scripts/vscode.mjs';
import { Commands } from './commands';
import { DebugView } from './debugView';
import { Disassembly } from './disassembly';
import { Editor } from './editor';
import { Explorer } from './explorer';
import { MemoryEditor } from './memoryEditor';
import { Notifications } from './notifications';
import { screenshot } from './screenshot';
import { Terminal } from './terminal';
import { extensionsFolder } from './vsix';

export interface LaunchOptions {
  /** Copied to a temporary folder, which VS Code opens. */
  folder: string;
  /** User settings. */
  settings?: Record<string, unknown>;
  /** Settings of the machine that the server runs on, where those of scope `machine` are looked for. */
  machineSettings?: Record<string, unknown>;
  /** The packed extension to install; that of `npm test` if left out. */
  vsix?: string;
  /** A folder with one more extension, which VS Code loads as one that is being developed. */
  extension?: string;
  /** Added to the environment of the server, of terminals and of debug adapters. */
  env?: Record<string, string>;
  /** Size of the window. */
  viewport?: { width: number; height: number };
  /** Pixels of a picture per pixel of the page: 2 for pictures that are sharp on any screen. */
  scale?: number;
}

/** Every workbench that is open, so that a failing test can show it. */
export const openWorkbenches = new Set<Workbench>();

const settingsOfTests = {
  'debug.toolBarLocation': 'commandCenter',
  'editor.accessibilitySupport': 'off',
  'editor.hover.delay': 100,
  // Rows that stay at the top lie over others.
  'workbench.tree.enableStickyScroll': false,
  'terminal.integrated.gpuAcceleration': 'off',
  'terminal.integrated.enablePersistentSessions': false,
  'terminal.integrated.shellIntegration.enabled': false,
  'terminal.integrated.defaultProfile.linux': 'plain',
  'terminal.integrated.profiles.linux': {
    plain: { path: '/bin/bash', args: ['--noprofile', '--norc'], env: { PS1: '$ ' } },
  },
};

/** Nothing that needs a name from the internet: no marketplace. */
const environmentOfTests = { EXTENSIONS_GALLERY: '{}' };

/** Starts a VS Code of its own, in a browser of its own, on a copy of the folder. */
export async function launchWorkbench(options: LaunchOptions): Promise<Workbench> {
  const room = await mkdtemp(path.join(os.tmpdir(), 'langvm-e2e-'));
  const folder = path.join(room, 'workspace', path.basename(options.folder));
  await cp(options.folder, folder, { recursive: true });
  const workbench = new Workbench(room, folder, options);
  try {
    await workbench.start();
  } catch (error) {
    await workbench.close();
    throw error;
  }
  return workbench;
}

/** A VS Code window that a test drives the way a person does. */
export class Workbench {
  readonly #room: string;
  readonly #options: LaunchOptions;
  #server: RunningServer | undefined;
  #browser: BrowserContext | undefined;
  #page: Page | undefined;
  /** The folder that is open: a copy that this test owns. */
  readonly folder: string;
  /** What the page printed to its console. */
  readonly pageLog: string[] = [];

  constructor(room: string, folder: string, options: LaunchOptions) {
    this.#room = room;
    this.folder = folder;
    this.#options = options;
  }

  get page(): Page {
    if (!this.#page) throw new Error('This workbench is closed.');
    return this.#page;
  }

  get logFolder(): string {
    return path.join(this.#room, 'data', 'data', 'logs');
  }

  get serverLog(): string {
    return path.join(this.#room, 'data', 'server.log');
  }

  // Page objects hold nothing but the page, and the page is another one after a restart: they are made anew.
  get commands(): Commands {
    return new Commands(this.page);
  }

  get explorer(): Explorer {
    return new Explorer(this.page);
  }

  get debug(): DebugView {
    return new DebugView(this.page);
  }

  get disassembly(): Disassembly {
    return new Disassembly(this.page, this.commands);
  }

  get terminal(): Terminal {
    return new Terminal(this.page, this.commands);
  }

  get notifications(): Notifications {
    return new Notifications(this.page);
  }

  /** The memory that is open at a reference, or at one like it. */
  memory(reference: RegExp): MemoryEditor {
    return new MemoryEditor(this.page, reference);
  }

  editor(title: string): Editor {
    return new Editor(this.page, title);
  }

  /** The titles of the tabs, and whether each has changes that are not saved. */
  async tabs(): Promise<{ title: string; dirty: boolean; active: boolean }[]> {
    return this.page.locator('.tabs-container .tab').evaluateAll((tabs) =>
      tabs.map((tab) => ({
        title: tab.getAttribute('data-resource-name') ?? '',
        dirty: tab.classList.contains('dirty'),
        active: tab.classList.contains('active'),
      })),
    );
  }

  /** A colour of the theme by its id, as computed styles have it. */
  async themeColor(id: string): Promise<string> {
    return this.page.locator('.monaco-workbench').evaluate(
      (workbench, variable) => {
        const probe = document.createElement('div');
        probe.style.backgroundColor = `var(${variable})`;
        workbench.append(probe);
        const color = getComputedStyle(probe).backgroundColor;
        probe.remove();
        return color;
      },
      `--vscode-${id.replaceAll('.', '-')}`,
    );
  }

  async screenshot(file: string): Promise<void> {
    await screenshot(this.page, file);
  }

  /** Reloads the window: the extension host starts anew, tabs and breakpoints come back. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.#loaded();
  }

  /** Ends the server and the browser and starts both again, with everything they had stored. */
  async restart(): Promise<void> {
    const port = this.#server?.port;
    await this.#end();
    await this.start(port);
  }

  async close(): Promise<void> {
    await this.#end();
    await rm(this.#room, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Called by `launchWorkbench`. The same port again keeps what the browser stored for this address. */
  async start(port = 0): Promise<void> {
    const {
      settings,
      machineSettings,
      vsix,
      env,
      extension,
      viewport = { width: 1400, height: 1000 },
      scale = 1,
    } = this.#options;
    if (machineSettings) {
      const folder = path.join(this.#room, 'data', 'data', 'Machine');
      await mkdir(folder, { recursive: true });
      await writeFile(path.join(folder, 'settings.json'), JSON.stringify(machineSettings));
    }
    this.#server = await startServer({
      port,
      dataDir: path.join(this.#room, 'data'),
      extensionsDir: await extensionsFolder(vsix),
      // Only then does the page look at its payload.
      smokeTestDriver: extension !== undefined,
      settings: { ...settingsOfTests, ...settings },
      env: { ...environmentOfTests, ...env },
    });
    this.#browser = await chromium.launchPersistentContext(path.join(this.#room, 'browser'), {
      executablePath: chromiumPath(),
      args: chromiumFlags,
      viewport,
      deviceScaleFactor: scale,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    openWorkbenches.add(this);
    // tsx marks functions with a helper of its own; those that run in the page look for it there.
    await this.#browser.addInitScript('globalThis.__name = (target) => target');
    this.#page = this.#browser.pages()[0] ?? (await this.#browser.newPage());
    this.#listen(this.#page);
    await this.#page.goto(this.#address(this.#server));
    await this.#loaded();
  }

  #address({ url, port }: RunningServer): string {
    const { extension } = this.#options;
    const query = new URLSearchParams({ folder: this.folder });
    if (extension !== undefined) {
      const remote = `vscode-remote://127.0.0.1:${port}${extension}`;
      query.set('payload', JSON.stringify([['extensionDevelopmentPath', remote]]));
    }
    return `${url}?${query.toString()}`;
  }

  async #loaded(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await this.page
      .locator('.explorer-viewlet .monaco-list-row, .sidebar .pane')
      .first()
      .waitFor({ timeout: 60_000 });
    // Until VS Code knows what the extensions contribute it opens files without them. It notes when it does.
    await this.page.waitForFunction(
      () => performance.getEntriesByName('code/didLoadExtensions').length > 0,
      undefined,
      { timeout: 60_000 },
    );
    // A moment later it knows their debuggers: F5 before that does nothing at all.
    await this.commands.offered('Debug: Start Debugging');
  }

  #listen(page: Page): void {
    page.on('console', (message) => this.pageLog.push(`[${message.type()}] ${message.text()}`));
    page.on('pageerror', (error) => this.pageLog.push(`[exception] ${error.stack ?? error.message}`));
    // Leaving with unsaved changes: the browser asks, a restart does not.
    page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
  }

  async #end(): Promise<void> {
    openWorkbenches.delete(this);
    this.#page = undefined;
    await this.#browser?.close();
    await this.#server?.stop();
  }
}

function chromiumPath(): string {
  const found = findChromium();
  if (found === undefined)
    throw new Error('No Chromium: "apt-get install chromium", or set CHROMIUM to its path.');
  return found;
}
