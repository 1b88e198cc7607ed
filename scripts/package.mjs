/**
 * Packs the extension as `langvm-debug-<target>-<version>.vsix`.
 *
 *     node scripts/package.mjs [--target linux-x64]
 *
 * What ships is gathered in a folder of its own first: the manifest, what the manifest names, the bundles and their
 * companions. Nothing else can slip in, and dist/ stays as the developer left it.
 */
import { createVSIX } from '@vscode/vsce';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { buildAll } from './build.mjs';
import { copyKoffi, currentTarget } from './koffi.mjs';
import { root } from './root.mjs';

const pages = ['README.md', 'CHANGELOG.md', 'LICENSE'];

/**
 * Builds, gathers and packs; returns the file and what is in it.
 * @param {{ target?: string, outFolder?: string }} [options]
 */
export async function packageExtension({ target = currentTarget(), outFolder = root } = {}) {
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const staging = path.join(root, '.cache', 'package', `${target}-${process.pid}`);
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  await mkdir(outFolder, { recursive: true });
  try {
    const dist = path.join(staging, 'dist');
    await buildAll({ outdir: dist, production: true });
    await copyKoffi(target, path.join(dist, 'node_modules'));
    if (target === currentTarget()) await assertLoadable(dist);
    await copyNamedFiles(manifest, staging);
    await writeManifest(manifest, staging);
    const vsix = path.join(outFolder, `${manifest.name}-${target}-${manifest.version}.vsix`);
    await pack(staging, target, vsix);
    return { vsix, files: await sizes(staging) };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** From there the bundles must find the packages that could not be bundled; no other node_modules is near it. */
async function assertLoadable(dist) {
  const elsewhere = await mkdtemp(path.join(os.tmpdir(), 'langvm-package-'));
  try {
    await cp(dist, elsewhere, { recursive: true });
    const program = "import('koffi').then(() => { require('koffi'); require('iced-x86'); })";
    await promisify(execFile)(process.execPath, ['-e', program], { cwd: elsewhere });
  } finally {
    await rm(elsewhere, { recursive: true, force: true });
  }
}

/** Grammars, icons and the like are named in the manifest by their path: copying what it names can forget none. */
async function copyNamedFiles(manifest, staging) {
  const named = new Set(pages);
  const visit = (value) => {
    if (typeof value === 'string' && /\.\w+$/.test(value) && !value.startsWith('./dist/')) {
      if (value.startsWith('./') || existsSync(path.join(root, value))) named.add(value);
    } else if (value && typeof value === 'object') Object.values(value).forEach(visit);
  };
  visit([manifest.icon, manifest.contributes]);
  for (const name of named) {
    const from = path.join(root, name);
    if (!existsSync(from)) throw new Error(`Cannot pack: ${name} does not exist.`);
    await cp(from, path.join(staging, name), { recursive: true });
  }
}

/** The manifest as VS Code reads it: the packages it needs are inside, the tools of development are not. */
async function writeManifest(manifest, staging) {
  const { scripts, devDependencies, dependencies, bin, private: isPrivate, ...shipped } = manifest;
  void [scripts, devDependencies, dependencies, bin, isPrivate];
  await writeFile(path.join(staging, 'package.json'), JSON.stringify(shipped, null, 2));
  // vsce warns about a folder without one.
  await writeFile(path.join(staging, '.vscodeignore'), '');
}

async function pack(staging, target, packagePath) {
  // vsce reports with console.info and console.log; we print our own, shorter account.
  const { log, info } = console;
  console.log = console.info = () => {};
  try {
    await createVSIX({
      cwd: staging,
      packagePath,
      target,
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    });
  } finally {
    Object.assign(console, { log, info });
  }
}

async function sizes(folder) {
  const found = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === '.vscodeignore') continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    found.push({ name: path.relative(folder, file).replaceAll('\\', '/'), size: (await stat(file)).size });
  }
  return found.sort((one, other) => other.size - one.size);
}

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1).padStart(8)} KB`;

async function main() {
  try {
    const { values } = parseArgs({ options: { target: { type: 'string' } } });
    const { vsix, files } = await packageExtension(values);
    for (const { name, size } of files) console.log(`${kilobytes(size)}  ${name}`);
    console.log(`${kilobytes((await stat(vsix)).size)}  ${path.relative(process.cwd(), vsix)} (compressed)`);
  } catch (error) {
    if (!error.errors) console.error(error.message);
    process.exitCode = 1;
  }
}

// Not awaited: the tests load this file with require().
if (process.argv[1] === fileURLToPath(import.meta.url)) void main();
