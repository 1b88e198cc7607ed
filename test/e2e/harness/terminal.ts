import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Commands } from './commands';
import { eventually } from './eventually';

/** The integrated terminal. It must draw into the page (`terminal.integrated.gpuAcceleration: off`) to be read. */
export class Terminal {
  readonly #page: Page;
  readonly #commands: Commands;

  constructor(page: Page, commands: Commands) {
    this.#page = page;
    this.#commands = commands;
  }

  /** Opens a new one and waits for its prompt. */
  async open(): Promise<void> {
    await this.#commands.run('Terminal: Create New Terminal');
    await eventually(async () => assert.match(await this.text(), /\$/, 'the prompt'));
  }

  /** Types a line and presses Enter. */
  async type(line: string): Promise<void> {
    await this.#page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus();
    await this.#page.keyboard.type(line);
    await this.#page.keyboard.press('Enter');
  }

  /** The rows on the screen, without the empty ones at the end. */
  async text(): Promise<string> {
    const rows = await this.#page.locator('.terminal-wrapper.active .xterm-rows > div').allTextContents();
    return rows
      .map((row) => row.replaceAll('\u00a0', ' ').trimEnd())
      .join('\n')
      .trimEnd();
  }

  /** Waits until the terminal shows it, and gives back everything it shows. */
  async waitFor(pattern: RegExp, seconds?: number): Promise<string> {
    return eventually(async () => {
      const text = await this.text();
      assert.match(text, pattern);
      return text;
    }, seconds);
  }
}
