import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** Saves a picture of the window, without a blinking cursor and with the pointer out of the way. */
export async function screenshot(page: Page, file: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file, caret: 'hide', animations: 'disabled' });
}
