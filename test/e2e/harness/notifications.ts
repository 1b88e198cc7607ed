import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { eventually } from './eventually';

/** Toasts at the lower right, and dialogs in the middle. */
export class Notifications {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The messages that are on the screen, the newest first. */
  async messages(): Promise<string[]> {
    return this.#page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
  }

  /** Waits for a message and gives back its whole text. */
  async waitFor(text: string | RegExp): Promise<string> {
    return eventually(async () => {
      const messages = await this.messages();
      const found = messages.find((message) => message.match(text));
      assert.ok(
        found !== undefined,
        `a message that says ${String(text)}; there are: ${JSON.stringify(messages)}`,
      );
      return found;
    });
  }

  /** Clicks a button of the message that says so. */
  async click(text: string | RegExp, button: string): Promise<void> {
    await this.waitFor(text);
    const toast = this.#page
      .locator('.notifications-toasts .notification-list-item', { hasText: text })
      .first();
    await toast.getByRole('button', { name: button }).first().click();
  }

  async clear(): Promise<void> {
    const toasts = this.#page.locator('.notifications-toasts .notification-list-item');
    while ((await toasts.count()) > 0) {
      await toasts.first().hover();
      await toasts.first().locator('.codicon-notifications-clear').click();
    }
  }

  /** Waits for a dialog and gives back its message and detail. */
  async dialog(): Promise<string> {
    const box = this.#page.locator('.monaco-dialog-box').first();
    await box.waitFor();
    const parts = await box.locator('.dialog-message-text, .dialog-message-detail').allInnerTexts();
    return parts.filter((part) => part !== '').join('\n');
  }

  async dialogButton(name: string): Promise<void> {
    await this.#page.locator('.monaco-dialog-box').getByRole('button', { name }).first().click();
    await this.#page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
  }
}
