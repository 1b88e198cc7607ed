import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually';
import { readLines, type EditorLine } from './editorLines';

export type { EditorLine } from './editorLines';

/** A text editor, found by the title of its tab; it must be the tab in front of its group. */
export class Editor {
  readonly #page: Page;
  readonly title: string;

  constructor(page: Page, title: string) {
    this.#page = page;
    this.title = title;
  }

  get tab(): Locator {
    return this.#page.locator(`.tab[data-resource-name="${this.title}"]`).first();
  }

  get #group(): Locator {
    const active = this.#page.locator(`.tab.active[data-resource-name="${this.title}"]`);
    return this.#page.locator('.editor-group-container').filter({ has: active }).first();
  }

  get #pane(): Locator {
    return this.#group.locator('.editor-instance .monaco-editor').first();
  }

  /** Until its text is there. */
  async opened(): Promise<this> {
    await this.#pane.locator('.view-line').first().waitFor();
    return this;
  }

  /** The lines that are on the screen: number, text, and the signs in the margin. */
  async lines(): Promise<EditorLine[]> {
    return this.#pane.evaluate(readLines);
  }

  /** The text of the lines on the screen. */
  async text(): Promise<string> {
    return (await this.lines()).map((line) => line.text).join('\n');
  }

  async line(number: number): Promise<EditorLine> {
    const found = (await this.lines()).find((line) => line.number === number);
    assert.ok(found, `line ${number} of ${this.title} is not on the screen`);
    return found;
  }

  /** The line marked as the one where the program stopped. */
  async stoppedLine(): Promise<number | undefined> {
    return (await this.lines()).find((line) => line.stopped)?.number;
  }

  /** Waits until the program is stopped there. */
  async stoppedAt(number: number): Promise<void> {
    await eventually(async () =>
      assert.equal(await this.stoppedLine(), number, `stopped line of ${this.title}`),
    );
  }

  /** Clicks beside the line number, where breakpoints are set and removed. */
  async clickGutter(number: number): Promise<void> {
    const place = await this.#placeOf(number);
    await this.#page.mouse.click(place.left + 9, place.middle);
  }

  /** The lines with a breakpoint, and whether the debugger accepted each of them. */
  async breakpoints(): Promise<{ line: number; verified: boolean }[]> {
    const marked = (await this.lines()).filter((line) =>
      line.glyphs.some((glyph) => /debug-breakpoint/.test(glyph)),
    );
    return marked.map((line) => ({
      line: line.number,
      verified: !line.glyphs.some((glyph) => /unverified|disabled/.test(glyph)),
    }));
  }

  /** Brings the tab to the front and gives it the keyboard. */
  async focus(): Promise<void> {
    await this.tab.click();
    await eventually(async () => {
      await this.#page.keyboard.press('Escape');
      await this.#pane
        .locator('.view-lines')
        .first()
        .focus({ timeout: 500 })
        .catch(() => undefined);
      const focused = await this.#pane.evaluate((pane) => pane.classList.contains('focused'));
      if (!focused)
        await this.#pane
          .locator('.view-lines')
          .first()
          .click({ position: { x: 2, y: 2 } });
      assert.ok(focused, `${this.title} has the keyboard`);
    });
  }

  /** Puts the cursor there, as with Go to Line. */
  async putCursor(line: number, column = 1): Promise<void> {
    await this.focus();
    await this.#page.keyboard.press('Control+g');
    const input = this.#page.locator('.quick-input-widget .quick-input-box input');
    await input.fill(`:${line}:${column}`);
    await input.press('Enter');
    await this.#page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    const position = `Ln ${line}, Col ${column}`;
    await this.#page.locator('.statusbar-item', { hasText: position }).waitFor();
  }

  /** Types at the cursor. */
  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** Replaces a whole line. */
  async replaceLine(number: number, text: string): Promise<void> {
    await this.putCursor(number);
    await this.#page.keyboard.press('Home');
    await this.#page.keyboard.press('Shift+End');
    await this.#page.keyboard.insertText(text);
  }

  async isDirty(): Promise<boolean> {
    return this.tab.evaluate((tab) => tab.classList.contains('dirty'));
  }

  /** Ctrl+S, and waits until the dot in the tab is gone. */
  async save(seconds = 30): Promise<void> {
    await this.#page.keyboard.press('Control+s');
    await eventually(
      async () => assert.equal(await this.isDirty(), false, `${this.title} is saved`),
      seconds,
    );
  }

  async close(): Promise<void> {
    await this.tab.click({ button: 'middle' });
    await this.tab.waitFor({ state: 'detached' });
  }

  /** Points at a text in a line and reads the hover that comes up. */
  async hover(line: number, text: string): Promise<string> {
    return eventually(async () => {
      await this.#page.mouse.move(0, 0);
      const place = await this.#placeOf(line, text);
      await this.#page.mouse.move(place.left, place.middle);
      await this.#page.mouse.move(place.left + 1, place.middle);
      const shown = this.#page.locator(
        '.monaco-hover:not(.hidden) .monaco-hover-content, .debug-hover-widget',
      );
      await shown.filter({ visible: true }).first().waitFor({ timeout: 3000 });
      return eventually(async () => {
        const texts = await shown.filter({ visible: true }).allInnerTexts();
        const text = texts.join('\n').replaceAll('\u00a0', ' ');
        assert.doesNotMatch(text, /^(Loading\.\.\.)?$/, 'the hover is still empty');
        return text;
      }, 5);
    });
  }

  /** The small actions above lines (CodeLens). */
  async codeLenses(): Promise<string[]> {
    return this.#pane.locator('.codelens-decoration a').allInnerTexts();
  }

  /** Clicks one of them by its title. */
  async clickCodeLens(title: string): Promise<void> {
    await this.#pane.locator('.codelens-decoration a', { hasText: title }).first().click();
  }

  /** Clicks a button at the right end of the tabs (editor/title) by its name. */
  async titleButton(name: string): Promise<void> {
    await this.#group.locator(`.editor-actions .action-label[aria-label^="${name}"]`).first().click();
  }

  /** Where a line is on the screen: its left edge and its middle; or the middle of a text in it. */
  async #placeOf(number: number, text?: string): Promise<{ left: number; middle: number }> {
    const line = await eventually(() => this.line(number));
    const box = await this.#pane.boundingBox();
    assert.ok(box);
    const middle = box.y + line.top + line.height / 2;
    if (text === undefined) return { left: box.x, middle };
    const left = await this.#pane.locator('.view-lines').evaluate(middleOfText, { top: line.top, text });
    assert.ok(left !== undefined, `"${text}" is in line ${number}: ${line.text}`);
    return { left, middle };
  }
}

/** Runs in the page: the x coordinate of the middle of a text in the line whose top is given. */
function middleOfText(lines: Element, { top, text }: { top: number; text: string }): number | undefined {
  const editorTop = lines.closest('.monaco-editor')?.getBoundingClientRect().top ?? 0;
  for (const line of lines.querySelectorAll('.view-line')) {
    if (Math.abs(line.getBoundingClientRect().top - editorTop - top) > 2) continue;
    const start = line.textContent.replaceAll('\u00a0', ' ').indexOf(text);
    if (start < 0) return undefined;
    const range = document.createRange();
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let offset = 0;
    const target = start + Math.floor(text.length / 2);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.textContent?.length ?? 0;
      if (target < offset + length) {
        range.setStart(node, target - offset);
        range.setEnd(node, target - offset + 1);
        const box = range.getBoundingClientRect();
        return box.left + box.width / 2;
      }
      offset += length;
    }
  }
  return undefined;
}
