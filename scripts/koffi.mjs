/** Which native library of koffi belongs to which target of a packed extension. */
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './root.mjs';

/** Target of vsce → package of koffi, and its folder in there: the Linux packages hold one for glibc and one for musl. */
const natives = {
  'linux-x64': { os: 'linux', cpu: 'x64', folder: 'linux_x64' },
  'linux-arm64': { os: 'linux', cpu: 'arm64', folder: 'linux_arm64' },
  'alpine-x64': { os: 'linux', cpu: 'x64', folder: 'musl_x64' },
  'alpine-arm64': { os: 'linux', cpu: 'arm64', folder: 'musl_arm64' },
  'darwin-x64': { os: 'darwin', cpu: 'x64', folder: 'darwin_x64' },
  'darwin-arm64': { os: 'darwin', cpu: 'arm64', folder: 'darwin_arm64' },
  'win32-x64': { os: 'win32', cpu: 'x64', folder: 'win32_x64' },
  'win32-arm64': { os: 'win32', cpu: 'arm64', folder: 'win32_arm64' },
};

/** What `import` loads of koffi, and what `require` loads. */
const entries = ['js', 'cjs'].flatMap((ending) =>
  ['index', 'src/koffi/index', 'src/koffi/src/static'].map((name) => `${name}.${ending}`),
);

/** What vsce calls the platform we run on. */
export function currentTarget() {
  const musl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
  return `${musl ? 'alpine' : process.platform}-${process.arch}`;
}

/** Copies koffi, without its sources and documentation, and the one native library that the target needs. */
export async function copyKoffi(target, nodeModules) {
  const native = natives[target];
  if (!native) throw new Error(`Unknown target "${target}". Known: ${Object.keys(natives).join(', ')}.`);
  const nativePackage = `@koromix/koffi-${native.os}-${native.cpu}`;
  const from = path.join(root, 'node_modules');
  const { version } = JSON.parse(await readFile(path.join(from, 'koffi', 'package.json'), 'utf8'));
  if (!existsSync(path.join(from, nativePackage, native.folder))) {
    throw new Error(
      `${target} needs the package ${nativePackage}, which npm installed only for this platform. Get it with\n` +
        `  npm install --no-save --force ${nativePackage}@${version}`,
    );
  }
  const files = [
    ...['package.json', 'LICENSE.txt', ...entries].map((file) => `koffi/${file}`),
    ...['package.json', 'index.js', `${native.folder}/koffi.node`].map((file) => `${nativePackage}/${file}`),
  ];
  for (const file of files) {
    await mkdir(path.dirname(path.join(nodeModules, file)), { recursive: true });
    await cp(path.join(from, file), path.join(nodeModules, file));
  }
}
