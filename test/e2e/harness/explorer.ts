import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually';

/** The Explorer: the tree of files at the side. */
export class Explorer {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Opens a file of the workspace by its path in there, such as `loops/sum.bc`, and keeps it open. */
  async open(path: string): Promise<void> {
    const name = path.split('/').at(-1) ?? '';
    await eventually(async () => {
      await this.#expandTo(path);
      await this.#row(path).dblclick({ timeout: 5000 });
      // A window that is still starting may draw the tree anew between the two clicks.
      const tab = this.#page.locator(`.tab[data-resource-name="${name}"]`);
      await tab.first().waitFor({ timeout: 10_000 });
      // One that is not done with what extensions contribute shows a binary file as it would without them.
      const refused = this.#page.locator('.monaco-editor-pane-placeholder');
      const shown = this.#page.locator('.monaco-editor .view-line').first();
      await Promise.any([refused.waitFor({ timeout: 2000 }), shown.waitFor({ timeout: 2000 })]).catch(
        () => undefined,
      );
      if (!(await refused.isVisible())) return;
      await tab.first().click({ button: 'middle' });
      throw new Error(`${name} was opened before the extension was known`);
    });
  }

  /** Chooses from the menu of a file. */
  async menu(path: string, item: string): Promise<void> {
    await this.#expandTo(path);
    await this.#row(path).click({ button: 'right' });
    await this.#page.locator('.monaco-menu .action-item', { hasText: item }).first().click();
  }

  /** The names that are visible, in order. */
  async names(): Promise<string[]> {
    await this.#show();
    await this.#page.locator('.explorer-viewlet .monaco-list-row').first().waitFor();
    const names = await this.#page.locator('.explorer-viewlet .monaco-list-row .label-name').allInnerTexts();
    return names.map((name) => name.trim());
  }

  async #show(): Promise<void> {
    if (await this.#page.locator('.explorer-viewlet').isVisible()) return;
    await this.#page.locator('.activitybar .action-label[aria-label^="Explorer"]').first().click();
  }

  async #expandTo(path: string): Promise<void> {
    await this.#show();
    const folders = path.split('/').slice(0, -1);
    for (const [index] of folders.entries()) {
      const row = this.#row(folders.slice(0, index + 1).join('/'));
      if ((await row.getAttribute('aria-expanded')) === 'false') await row.click();
    }
  }

  /** A row knows its own name only: the level in the tree tells it from one of the same name elsewhere. */
  #row(path: string): Locator {
    const parts = path.split('/');
    const name = parts.at(-1)?.replaceAll('"', '\\"') ?? '';
    return this.#page
      .locator(`.explorer-viewlet .monaco-list-row[aria-level="${parts.length}"]`)
      .filter({ has: this.#page.locator(`.monaco-icon-label[aria-label$="/${name}"]`) })
      .first();
  }
}
