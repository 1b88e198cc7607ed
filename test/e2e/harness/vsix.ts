import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { packageExtension } from '../../../scripts/package.mjs';
import { installExtension } from '../../../scripts/vscode.mjs';

/** Packed and installed once per run; the folder is only read by the servers. */
const installed = new Map<string, Promise<string>>();

/** The folder of extensions with this .vsix in it: the one given, that of `npm test`, or a new one. */
export function extensionsFolder(vsix = process.env['LANGVM_VSIX'] ?? ''): Promise<string> {
  let folder = installed.get(vsix);
  if (!folder) {
    folder = install(vsix);
    installed.set(vsix, folder);
  }
  return folder;
}

async function install(vsix: string): Promise<string> {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'langvm-extensions-'));
  process.once('exit', () => rmSync(temporary, { recursive: true, force: true }));
  const file = vsix === '' ? (await packageExtension({ outFolder: temporary })).vsix : vsix;
  const folder = path.join(temporary, 'extensions');
  await installExtension(file, folder);
  return folder;
}
