/** Runs npm for the scripts. Only Node's own modules are imported: this works before anything is installed. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

/**
 * Runs npm and keeps quiet about it: the output is shown only when npm fails.
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 */
export async function npm(args, { cwd = root, env = process.env } = {}) {
  // `npm run` says where its own JavaScript is: that spares Windows the .cmd file and the shell.
  const self = process.env.npm_execpath;
  const [command, first, shell] = self?.endsWith('.js')
    ? [process.execPath, [self], false]
    : ['npm', [], process.platform === 'win32'];
  const child = spawn(command, [...first, ...args, '--no-audit', '--no-fund', '--no-update-notifier'], {
    cwd,
    shell,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const status = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (status !== 0) throw new Error(explain(args, output));
}

/** npm's own words, after a sentence on what most likely happened. */
function explain(args, output) {
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH/.test(output);
  const reason = offline
    ? 'The npm registry cannot be reached: this step needs the network once.'
    : `"npm ${args.join(' ')}" failed.`;
  const said = output.split('\n').filter((line) => !line.startsWith('npm warn'));
  return `${reason}\n${said.join('\n').trim()}`;
}

/** Installs the packages of package-lock.json, unless they are there. */
export async function ensureDependencies() {
  if (isInstalled()) return;
  console.log('Installing the packages this project needs (npm ci) …');
  await npm(['ci']);
}

/** npm notes in node_modules what it installed. Optional packages are there only where they fit the platform. */
function isInstalled() {
  try {
    const wanted = readPackages(path.join(root, 'package-lock.json'));
    const installed = readPackages(path.join(root, 'node_modules', '.package-lock.json'));
    return Object.entries(wanted).every(([name, { version, optional, devOptional }]) => {
      const there = installed[name];
      return name === '' || (there ? there.version === version : optional || devOptional);
    });
  } catch {
    return false;
  }
}

const readPackages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
