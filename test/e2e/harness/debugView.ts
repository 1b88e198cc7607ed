import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { DebugConsole } from './debugConsole';
import { eventually } from './eventually';
import { Variables } from './variables';

/** Running and stepping: the debug toolbar, the call stack, the variables and the Debug Console. */
export class DebugView {
  readonly #page: Page;
  readonly variables: Variables;
  readonly console: DebugConsole;

  constructor(page: Page) {
    this.#page = page;
    this.variables = new Variables(page, () => this.show());
    this.console = new DebugConsole(page);
  }

  /** Floating over the tabs, or in the title bar (`debug.toolBarLocation`). */
  get #toolbar(): Locator {
    return this.#page
      .locator('.debug-toolbar, .command-center-center .monaco-toolbar')
      .filter({ has: this.#page.locator('.codicon-debug-stop, .codicon-debug-disconnect') })
      .filter({ visible: true })
      .first();
  }

  /** Opens Run and Debug at the side. */
  async show(): Promise<void> {
    if (await this.#page.locator('.debug-viewlet').isVisible()) return;
    await this.#page.keyboard.press('Control+Shift+d');
    await this.#page.locator('.debug-viewlet').waitFor();
  }

  /** F5 in what has the keyboard; waits until the session is there. */
  async start(): Promise<void> {
    await this.#page.keyboard.press('F5');
    await this.#toolbar.waitFor({ timeout: 30_000 });
  }

  /** Presses a button of the debug toolbar by its name, such as `Step Over`, `Continue`, or one of an extension. */
  async press(button: string): Promise<void> {
    await this.#toolbar.locator(`.action-label[aria-label^="${button}"]:not(.disabled)`).first().click();
  }

  /** The names of the buttons in the debug toolbar. */
  async buttons(which: 'all' | 'disabled' = 'all'): Promise<string[]> {
    const labels = await this.#toolbar
      .locator(which === 'all' ? '.action-label' : '.action-label.disabled')
      .evaluateAll((all) =>
        all.map((button) => (button.getAttribute('aria-label') ?? '').replace(/ \([^)]*\)$/, '')),
      );
    // The handle by which the toolbar is moved has no name.
    return labels.filter((label) => label !== '');
  }

  async continue(): Promise<void> {
    await this.press('Continue');
  }

  async stepOver(): Promise<void> {
    await this.press('Step Over');
  }

  async stepInto(): Promise<void> {
    await this.press('Step Into');
  }

  async stepOut(): Promise<void> {
    await this.press('Step Out');
  }

  async stop(): Promise<void> {
    await this.press('Stop');
    await this.ended();
  }

  /** Waits until the session is over. */
  async ended(): Promise<void> {
    await this.#toolbar.waitFor({ state: 'hidden', timeout: 30_000 });
  }

  /** Waits until the program is stopped: the toolbar offers to continue, and the call stack is there. */
  async stopped(): Promise<void> {
    await this.#toolbar.locator('.codicon-debug-continue').waitFor({ timeout: 30_000 });
    await this.show();
    await eventually(async () =>
      assert.notEqual((await this.callStack()).length, 0, 'frames in the call stack'),
    );
  }

  /** The frames, innermost first, as `name  file  line:column`. */
  async callStack(): Promise<{ name: string; file: string; line: string }[]> {
    await this.show();
    const text = async (frame: Locator, part: string) =>
      (await frame.locator(part).allInnerTexts()).join('').trim();
    const frames = await this.#page.locator('.debug-call-stack .monaco-list-row .stack-frame').all();
    return Promise.all(
      frames.map(async (frame) => ({
        name: await text(frame, '.label'),
        file: await text(frame, '.file-name'),
        line: await text(frame, '.line-number'),
      })),
    );
  }

  /** Chooses a frame by its name: editors and variables follow. */
  async selectFrame(name: string): Promise<void> {
    await this.show();
    await this.#page.locator('.debug-call-stack .stack-frame', { hasText: name }).first().click();
  }

  /** What the session says about why it stopped, such as `Paused on breakpoint`. */
  async stopReason(): Promise<string> {
    await this.show();
    const labels = this.#page.locator('.call-stack-state-message');
    return (await labels.allInnerTexts()).join(' ').trim();
  }
}
