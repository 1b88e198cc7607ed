/** Installs the server of a real VS Code from npm packages alone: no browser download, no compiler. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { npm } from '../npm.mjs';
import { writeStandIns } from './standIns.mjs';
import { cacheFolder, codeServerVersion, nodeVersion, serverFolder } from './versions.mjs';

/** Where things are inside an installed server. */
const vscodePart = path.join('node_modules', 'code-server', 'lib', 'vscode');
const unfinished = '.unfinished-';

/**
 * Makes sure that the server is there and says where: `{ node, folder }`.
 *
 * It is built in a folder of its own, which gets its final name last, in one step. An interrupted install is thus never
 * taken for a whole one, and of two installs at the same time one wins and the other is thrown away.
 */
export async function installServer() {
  if (process.platform === 'win32') {
    throw new Error(
      'The served VS Code runs on Linux and macOS. On Windows install VS Code and put "code" on PATH.',
    );
  }
  if (!existsSync(serverFolder)) await install();
  return { node: nodeOf(serverFolder), folder: path.join(serverFolder, vscodePart) };
}

async function install() {
  const started = Date.now();
  await removeLeftovers();
  const building = path.join(cacheFolder, `${unfinished}${process.pid}`);
  await mkdir(building, { recursive: true });
  await writeFile(path.join(building, 'package.json'), '{ "private": true }\n');
  const packages = [`code-server@${codeServerVersion}`, `${nodePackage()}@${nodeVersion}`];
  step(1, `downloading VS Code (code-server ${codeServerVersion}) …`);
  await npm(['install', '--prefix', building, '--ignore-scripts', '--no-save', ...packages], {
    cwd: building,
  });
  step(2, 'downloading the packages VS Code needs …');
  const folder = path.join(building, vscodePart);
  await npm(['install', '--prefix', folder, '--ignore-scripts', '--omit=dev'], { cwd: folder });
  step(3, 'putting it in place …');
  await writeStandIns(folder);
  await putInPlace(building);
  console.log(`VS Code is installed (${Math.round((Date.now() - started) / 1000)} s).`);
}

function step(number, text) {
  if (number === 1)
    console.log('Installing VS Code into .cache/vscode, once; about a minute, 800 MB on disk.');
  console.log(`  ${number}/3 ${text}`);
}

async function putInPlace(building) {
  try {
    await rename(building, serverFolder);
  } catch (error) {
    if (!existsSync(serverFolder)) throw error;
    await rm(building, { recursive: true, force: true });
  }
}

/** What an interrupted install left, if the process that made it is gone. */
async function removeLeftovers() {
  await mkdir(cacheFolder, { recursive: true });
  for (const name of await readdir(cacheFolder)) {
    if (!name.startsWith(unfinished) || isRunning(Number(name.slice(unfinished.length)))) continue;
    await rm(path.join(cacheFolder, name), { recursive: true, force: true });
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The package on npm that is nothing but the Node of this platform. */
function nodePackage() {
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${process.platform}-${process.arch}`;
}

const nodeOf = (folder) => path.join(folder, 'node_modules', nodePackage(), 'bin', 'node');
