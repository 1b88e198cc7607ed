import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { eventually } from './eventually';

/** A row of the Variables tree. */
export interface VariableRow {
  /** 1 for a scope. */
  level: number;
  name: string;
  value: string;
  expanded: boolean | undefined;
}

/** The Variables tree in Run and Debug. */
export class Variables {
  readonly #page: Page;
  readonly #show: () => Promise<void>;

  constructor(page: Page, show: () => Promise<void>) {
    this.#page = page;
    this.#show = show;
  }

  /** The rows on the screen. */
  async rows(): Promise<VariableRow[]> {
    await this.#show();
    return this.#page.locator('.debug-variables .monaco-list-row').evaluateAll((rows) =>
      rows.map((row) => {
        const text = (selector: string) => row.querySelector(selector)?.textContent.trim() ?? '';
        const expanded = row.getAttribute('aria-expanded');
        return {
          level: Number(row.getAttribute('aria-level')),
          name: (text('.name') || text('.scope') || row.textContent.trim()).replace(/\s*[:=]$/, ''),
          value: text('.value'),
          ...(expanded === null ? { expanded: undefined } : { expanded: expanded === 'true' }),
        };
      }),
    );
  }

  /** Opens a scope, or a variable in it, by the names on the way: `expand('Machine', 'cells')`. */
  async expand(...path: string[]): Promise<void> {
    await eventually(() => this.#expandNow(path));
  }

  /** Folds a scope, so that the ones below it come onto the screen. */
  async collapse(scope: string): Promise<void> {
    await eventually(async () => {
      const index = findRow(await this.rows(), [scope]);
      assert.notEqual(index, -1, `${scope} among the variables`);
      const row = this.#page.locator('.debug-variables .monaco-list-row').nth(index);
      if ((await row.getAttribute('aria-expanded')) === 'false') return;
      await row.locator('.monaco-tl-twistie').click();
      assert.equal(await row.getAttribute('aria-expanded'), 'false', `${scope} is folded`);
    });
  }

  /** The value shown for a variable, by the names on the way; opens what must be opened. */
  async value(...path: string[]): Promise<string> {
    return eventually(async () => {
      // Again with every try: a step or another engine draws the tree anew, folded.
      await this.#expandNow(path.slice(0, -1));
      const rows = await this.rows();
      const index = findRow(rows, path);
      if (index === -1) await this.#scrollOn();
      assert.notEqual(index, -1, `${path.join(' → ')} among ${JSON.stringify(rows.map((row) => row.name))}`);
      return rows[index]!.value;
    });
  }

  /** Turns the wheel over the tree, down and, behind its end, from the top again: only rows on the screen exist. */
  async #scrollOn(): Promise<void> {
    const list = this.#page.locator('.debug-variables .monaco-list');
    const before = (await this.rows()).map(({ name }) => name).join();
    await list.hover();
    await this.#page.mouse.wheel(0, 80);
    // The list draws what came into sight with the next frame.
    await this.#page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    if ((await this.rows()).map(({ name }) => name).join() === before)
      await this.#page.mouse.wheel(0, -10_000);
  }

  /** Changes a value as a person does: double click, type, Enter. */
  async set(path: string[], value: string): Promise<void> {
    await this.value(...path);
    const index = findRow(await this.rows(), path);
    await this.#page.locator('.debug-variables .monaco-list-row').nth(index).dblclick();
    const input = this.#page.locator('.debug-variables .inputBoxContainer input');
    await input.fill(value);
    await input.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  /** Opens what is on the way, or throws where the tree is not (yet) so far. */
  async #expandNow(path: readonly string[]): Promise<void> {
    for (const depth of path.keys()) {
      const way = path.slice(0, depth + 1);
      const index = findRow(await this.rows(), way);
      assert.notEqual(index, -1, `${way.join(' → ')} among the variables`);
      const row = this.#page.locator('.debug-variables .monaco-list-row').nth(index);
      if ((await row.getAttribute('aria-expanded', { timeout: 1000 })) === 'true') continue;
      await row.locator('.monaco-tl-twistie').click({ timeout: 1000 });
      assert.equal(await row.getAttribute('aria-expanded'), 'true', `${way.join(' → ')} is expanded`);
    }
  }
}

/** The index of the row that is reached by these names, or -1. */
function findRow(rows: readonly VariableRow[], path: readonly string[]): number {
  let start = 0;
  for (const [depth, name] of path.entries()) {
    const level = depth + 1;
    const index = rows.findIndex((row, at) => at >= start && row.level === level && row.name === name);
    if (index === -1) return -1;
    // Between the last name and this one there may be no row that lies further out.
    if (rows.slice(start, index).some((row) => row.level < level)) return -1;
    if (level === path.length) return index;
    start = index + 1;
  }
  return -1;
}
