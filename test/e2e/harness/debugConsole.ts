import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { eventually } from './eventually';

/** The Debug Console. */
export class DebugConsole {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async show(): Promise<void> {
    if (await this.#page.locator('.repl').isVisible()) return;
    await this.#page.keyboard.press('Control+Shift+y');
    await this.#page.locator('.repl').waitFor();
  }

  /** What is on the screen, one entry a line. */
  async text(): Promise<string> {
    await this.show();
    const rows = await this.#page.locator('.repl .monaco-list-row').allInnerTexts();
    return rows.map((row) => row.replaceAll('\u00a0', ' ').trim()).join('\n');
  }

  async waitFor(pattern: RegExp): Promise<string> {
    return eventually(async () => {
      const text = await this.text();
      assert.match(text, pattern);
      return text;
    });
  }

  /** Evaluates an expression and gives back what is printed below it. */
  async evaluate(expression: string): Promise<string> {
    await this.show();
    const results = this.#page.locator('.repl .monaco-list-row');
    const before = await results.count();
    await this.#page.locator('.repl-input-wrapper .monaco-editor').click();
    await this.#page.keyboard.insertText(expression);
    // A suggestion that is open would take the Enter for itself.
    await this.#page.keyboard.press('Escape');
    await this.#page.keyboard.press('Enter');
    return eventually(async () => {
      const rows = await results.allInnerTexts();
      assert.ok(rows.length >= before + 2, `an answer to ${expression}`);
      return (rows.at(-1) ?? '').replaceAll('\u00a0', ' ').trim();
    });
  }
}
