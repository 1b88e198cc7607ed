import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually';

/** The command palette. */
export class Commands {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Runs a command by the title that the palette shows, such as `View: Toggle Terminal`. */
  async run(title: string): Promise<void> {
    await this.#find(title, (entry) => entry.click({ timeout: 1500 }));
  }

  /** Waits until the palette offers a command: keys that belong to it do nothing before. */
  async offered(title: string): Promise<void> {
    await this.#find(title, (entry) => entry.waitFor({ timeout: 1500 }));
    await this.#page.keyboard.press('Escape');
    await this.#widget.waitFor({ state: 'hidden' });
  }

  get #widget(): Locator {
    return this.#page.locator('.quick-input-widget');
  }

  get #input(): Locator {
    return this.#widget.locator('.quick-input-box input');
  }

  /** Writes into the input box itself. Keys would go into an editor when something takes the focus just then. */
  async write(text: string): Promise<void> {
    await this.#input.waitFor({ timeout: 2000 });
    await this.#input.evaluate((input: HTMLInputElement, value) => {
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }, text);
  }

  async #find(title: string, then: (entry: Locator) => Promise<void>): Promise<void> {
    await eventually(async () => {
      await this.#page.keyboard.press('Escape');
      await this.#page.keyboard.press('F1');
      await this.write(`>${title}`);
      const entry = this.#widget.locator('.quick-input-list .monaco-list-row').filter({
        has: this.#page.locator('.label-name', { hasText: exactly(title) }),
      });
      // A command that VS Code has only just come to know appears when the palette is opened anew.
      await then(entry.first());
    });
  }

  /** Chooses an entry of the list that is open (a QuickPick), by its label. */
  async pick(label: string | RegExp): Promise<void> {
    const entry = this.#page.locator('.quick-input-list .monaco-list-row', { hasText: label });
    await entry.first().click();
  }

  /** The entries of the list that is open. */
  async choices(): Promise<string[]> {
    const names = await this.#page.locator('.quick-input-list .monaco-list-row .label-name').allInnerTexts();
    return names.map((name) => name.trim());
  }

  /**
   * Answers the input box that is open.
   * @param suggested what stands there once the box is ready: it would overwrite what is written before
   */
  async answer(text: string, suggested: RegExp): Promise<void> {
    await eventually(async () => assert.match(await this.#input.inputValue(), suggested));
    await this.write(text);
    await this.#input.press('Enter');
  }
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}
