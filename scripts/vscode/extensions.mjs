/** Installs a packed extension the way a user does: from its .vsix file. */
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { installServer } from './install.mjs';
import { serverEnvironment } from './server.mjs';

/**
 * @param {string} vsix
 * @param {string} extensionsDir
 */
export async function installExtension(vsix, extensionsDir) {
  const { node, folder } = await installServer();
  await mkdir(extensionsDir, { recursive: true });
  const args = [path.join(folder, 'out', 'server-main.js'), '--accept-server-license-terms'];
  args.push('--server-data-dir', path.join(extensionsDir, '.install'), '--extensions-dir', extensionsDir);
  args.push('--install-extension', vsix, '--force');
  const child = spawn(node, args, { env: serverEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const status = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (status !== 0 || !/successfully installed/.test(output)) {
    throw new Error(`VS Code refused ${path.basename(vsix)}:\n${output.trim()}`);
  }
}
