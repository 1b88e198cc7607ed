import type { Page } from 'playwright-core';
import type { Commands } from './commands';

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
    return this.#page.locator('.disassembly-view .monaco-list-row').evaluateAll((rows) =>
      rows.map((row) => {
        // The row draws its columns into one text; what it says to a screen reader keeps them apart.
        const spoken = row.getAttribute('aria-label') ?? '';
        const part = (name: string) =>
          new RegExp(`${name}: (.*?)(?=, [A-Z][a-z]+: |$)`).exec(spoken)?.[1] ?? '';
        return {
          address: part('Address'),
          bytes: part('Bytes'),
          instruction: /Instruction: (.*)$/.exec(spoken)?.[1] ?? '',
          source: (row.querySelector('.sourcecode')?.textContent ?? '').replaceAll('\u00a0', ' '),
          current: row.querySelector('.codicon-debug-stackframe') !== null,
        };
      }),
    );
  }

  /** Gives the view the keyboard: stepping is by instruction then. */
  async focus(): Promise<void> {
    await this.#page.locator('.disassembly-view .monaco-list-row').first().click();
  }
}
