import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually';

/** A row of the Variables tree. */
export interface VariableRow {
  /** 1 for a scope. */
  level: number;
  /** Counted over the whole tree, also over what is not on the screen. */
  index: number;
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
    const rows = await this.#page.locator('.debug-variables .monaco-list-row').evaluateAll((all) =>
      all.map((row) => {
        const text = (selector: string) => row.querySelector(selector)?.textContent.trim() ?? '';
        const expanded = row.getAttribute('aria-expanded');
        return {
          level: Number(row.getAttribute('aria-level')),
          index: Number(row.getAttribute('data-index')),
          name: (text('.name') || text('.scope') || row.textContent.trim()).replace(/\s*[:=]$/, ''),
          value: text('.value'),
          ...(expanded === null ? { expanded: undefined } : { expanded: expanded === 'true' }),
        };
      }),
    );
    // The tree puts a row that comes into sight anywhere among the others.
    return rows.sort((one, other) => one.index - other.index);
  }

  /** Opens a scope, or a variable in it, by the names on the way: `expand('Machine', 'cells')`. */
  async expand(...path: string[]): Promise<void> {
    await eventually(() => this.#expandNow(path));
  }

  /** Folds a scope, so that the ones below it come onto the screen. */
  async collapse(scope: string): Promise<void> {
    await eventually(async () => {
      const row = await this.#row([scope]);
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
      return (await this.#find(path)).value;
    });
  }

  /** Turns the wheel over the tree, and gives back the rows that are on the screen then. */
  async #scroll(pixels: number): Promise<VariableRow[]> {
    await this.#page.locator('.debug-variables .monaco-list').hover();
    await this.#page.mouse.wheel(0, pixels);
    // The list draws what came into sight with the next frame.
    await this.#page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    return this.rows();
  }

  /** Changes a value as a person does: double click, type, Enter. */
  async set(path: string[], value: string): Promise<void> {
    await this.value(...path);
    await (await this.#row(path)).dblclick();
    const input = this.#page.locator('.debug-variables .inputBoxContainer input');
    await input.fill(value);
    await input.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  /** Opens its memory by the button that VS Code shows on a variable that has some. */
  async viewBinaryData(...path: string[]): Promise<void> {
    await this.value(...path);
    // A stop may draw the tree anew meanwhile: the button stands on the row below the pointer.
    await eventually(async () => {
      const row = await this.#row(path);
      await row.hover({ timeout: 1000 });
      await row.locator('.action-label[aria-label^="View Binary Data"]').click({ timeout: 1000 });
    });
  }

  async #row(path: readonly string[]): Promise<Locator> {
    const { index } = await this.#find(path);
    return this.#page.locator(`.debug-variables .monaco-list-row[data-index="${index}"]`);
  }

  /** The row that is reached by these names. Only rows on the screen exist: looks from the top to the end, or throws. */
  async #find(path: readonly string[]): Promise<VariableRow> {
    const onScreen = await this.rows();
    let found = onScreen[findRow(onScreen, path)];
    const seen = new Set<string>();
    for (let pixels = -100_000, last = -1; !found; pixels = 100) {
      const rows = await this.#scroll(pixels);
      found = rows[findRow(rows, path)];
      for (const { name } of rows) seen.add(name);
      const end = rows.at(-1)?.index ?? -1;
      if (end <= last) break;
      last = end;
    }
    assert.ok(found, `${path.join(' → ')} among ${JSON.stringify([...seen])}`);
    return found;
  }

  /** Opens what is on the way, or throws where the tree is not (yet) so far. */
  async #expandNow(path: readonly string[]): Promise<void> {
    for (const depth of path.keys()) {
      const way = path.slice(0, depth + 1);
      const row = await this.#row(way);
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
