import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Commands } from './commands';
import { eventually } from './eventually';

/** A row of the Disassembly View. */
export interface DisassemblyRow {
  address: string;
  bytes: string;
  instruction: string;
  /** The lines of the source shown above the instruction, if any. */
  source: string;
  /** Whether the processor is about to run it. */
  current: boolean;
}

/** The Disassembly View of the program that is stopped. */
export class Disassembly {
  readonly #page: Page;
  readonly #commands: Commands;

  constructor(page: Page, commands: Commands) {
    this.#page = page;
    this.#commands = commands;
  }

  async open(): Promise<void> {
    await this.#commands.run('Open Disassembly View');
    await this.#page.locator('.disassembly-view .monaco-list-row').first().waitFor();
  }

  /** The rows on the screen. */
  async rows(): Promise<DisassemblyRow[]> {
    return this.#page.locator('.disassembly-view .monaco-list-row').evaluateAll((rows) => {
      const indexOf = (row: Element) => Number(row.getAttribute('data-index'));
      // The list puts a row that comes into sight anywhere among the others.
      const ordered = rows.toSorted((one, other) => indexOf(one) - indexOf(other));
      return ordered.map((row) => {
        // The row draws its columns into one text; what it says to a screen reader keeps them apart.
        const spoken = row.getAttribute('aria-label') ?? '';
        const part = (name: string) =>
          new RegExp(`${name}: (.*?)(?=, [A-Z][a-z]+: |$)`).exec(spoken)?.[1] ?? '';
        return {
          address: part('Address'),
          bytes: part('Bytes'),
          instruction: /Instruction: (.*)$/.exec(spoken)?.[1] ?? '',
          source: (row.querySelector('.sourcecode')?.textContent ?? '').replaceAll('\u00a0', ' '),
          current: row.querySelector('[class*="codicon-debug-stackframe"]') !== null,
        };
      });
    });
  }

  /** The row that the processor is about to run, when it is on the screen. */
  async current(): Promise<DisassemblyRow> {
    return eventually(async () => {
      const current = (await this.rows()).find((row) => row.current);
      assert.ok(current, 'the next instruction is marked');
      return current;
    });
  }

  /** The row that the processor is about to run next, once a step has led it away from another. */
  async currentBehind(before: DisassemblyRow): Promise<DisassemblyRow> {
    return eventually(async () => {
      const current = await this.current();
      assert.notEqual(current.address, before.address, 'the next instruction is marked');
      return current;
    });
  }

  /**
   * Turns the wheel, less than a screen at a time, until a row comes into sight, and gives back all screens on the way.
   * @param direction -1 for upwards, 1 for downwards
   */
  async scrollTo(direction: -1 | 1, isWanted: (row: DisassemblyRow) => boolean): Promise<DisassemblyRow[][]> {
    const list = this.#page.locator('.disassembly-view .monaco-list').first();
    const screens = [await this.rows()];
    await list.hover();
    await eventually(async () => {
      // One turn moves a few rows, however far it goes.
      for (let turn = 0; turn < 3; turn++) await this.#page.mouse.wheel(0, direction * 100);
      // The list draws what came into sight with the next frame; what is behind its end is loaded first.
      await this.#page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      const rows = await this.rows();
      screens.push(rows);
      assert.ok(rows.some(isWanted), 'the row that is looked for');
    });
    return screens;
  }

  /** Sets a breakpoint on the instruction at an address, or removes it. */
  async toggleBreakpoint(address: string): Promise<void> {
    const row = this.#page.locator(`.disassembly-view .monaco-list-row[aria-label*="${address}"]`).first();
    const margin = row.locator('.monaco-table-td').first();
    const isSet = (await margin.locator('.codicon-debug-breakpoint').count()) > 0;
    await margin.click();
    await margin.locator('.codicon-debug-breakpoint').waitFor({ state: isSet ? 'detached' : 'attached' });
  }

  /** Gives the view the keyboard: stepping is by instruction then. */
  async focus(): Promise<void> {
    // In the middle: the first row may be cut off.
    await this.#page.locator('.disassembly-view .monaco-list').first().click();
  }
}
