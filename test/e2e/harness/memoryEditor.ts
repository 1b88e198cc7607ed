import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { eventually } from './eventually';

/** What the stand-in for the Hex Editor (`test/fixtures/memory-editor`) shows, found by the reference of its memory. */
export class MemoryEditor {
  readonly #page: Page;
  readonly #reference: RegExp;

  /** @param reference what the heading says, such as `0x40000000`; a part of it is enough */
  constructor(page: Page, reference: RegExp) {
    this.#page = page;
    this.#reference = reference;
  }

  /** The first bytes, two digits each. */
  async bytes(): Promise<string> {
    const frame = await this.#frame();
    return frame.locator('#bytes').innerText({ timeout: 2000 });
  }

  async waitFor(pattern: RegExp): Promise<string> {
    return eventually(async () => {
      const bytes = await this.bytes();
      assert.match(bytes, pattern);
      return bytes;
    });
  }

  /** Writes bytes at an offset and gives back `written`, or why not. */
  async write(offset: number, bytes: string): Promise<string> {
    const frame = await this.#frame();
    await frame.locator('#offset').fill(String(offset));
    await frame.locator('#written').fill(bytes);
    await frame.locator('#write').click();
    return eventually(async () => {
      const answer = await frame.locator('#answer').innerText({ timeout: 2000 });
      assert.notEqual(answer, '', 'an answer');
      return answer;
    });
  }

  /** A page of an extension lies two frames deep, and knows its editor by nothing but what it shows. */
  async #frame(): Promise<Frame> {
    return eventually(async () => {
      for (const frame of this.#page.frames()) {
        const heading = frame.locator('#reference');
        if ((await heading.count()) === 0) continue;
        if (this.#reference.test(await heading.innerText({ timeout: 2000 }))) return frame;
      }
      throw new Error(`No memory is open at ${String(this.#reference)}.`);
    });
  }
}
