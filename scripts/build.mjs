/**
 * Bundles every program of the project into dist/: one file per process, plus what must stay a file of its own.
 *
 *     node scripts/build.mjs [--watch | --production]
 */
import { build, context } from 'esbuild';
import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './root.mjs';

const require = createRequire(import.meta.url);

const entryPoints = {
  extension: 'src/extension/extension.ts',
  adapter: 'src/adapter/main.ts',
  'native-host': 'src/engine/native/hostMain.ts',
  'native-tracer': 'src/engine/native/tracing/tracerMain.ts',
  langc: 'src/cli/langc.ts',
  langvm: 'src/cli/langvm.ts',
  'langvm-dap': 'src/cli/langvmDap.ts',
};

/** koffi loads a native library and iced-x86 a WebAssembly file: neither can live inside a bundle. */
const external = ['vscode', 'koffi', 'iced-x86'];

const bundling = (outdir, production) => ({
  absWorkingDir: root,
  entryPoints,
  outdir,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external,
  // `await import('koffi')` becomes a require: the packed koffi brings its CommonJS half only.
  supported: { 'dynamic-import': false },
  // Names stay: a stack trace in somebody's bug report must mean something.
  minifySyntax: true,
  minifyWhitespace: production,
  sourcemap: !production,
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
});

/** Builds into `outdir`; for production it is what ships: small, and without source maps. */
export async function buildAll({ outdir = path.join(root, 'dist'), production = false } = {}) {
  assertEntryPoints();
  await build(bundling(outdir, production));
  await copyIced(outdir);
}

async function watch(outdir) {
  assertEntryPoints();
  const watcher = await context({ ...bundling(outdir, false), logLevel: 'info' });
  await copyIced(outdir);
  await watcher.watch();
}

function assertEntryPoints() {
  const missing = Object.values(entryPoints).filter((file) => !existsSync(path.join(root, file)));
  if (missing.length > 0)
    throw new Error(`scripts/build.mjs names files that do not exist: ${missing.join(', ')}`);
}

/** Several bundles need it: one copy beside them, where each of them resolves `iced-x86`. */
async function copyIced(outdir) {
  const from = path.dirname(require.resolve('iced-x86'));
  const to = path.join(outdir, 'node_modules', 'iced-x86');
  await mkdir(to, { recursive: true });
  for (const file of ['package.json', 'LICENSE.txt', 'iced_x86.js', 'iced_x86_bg.wasm']) {
    await cp(path.join(from, file), path.join(to, file));
  }
}

async function main() {
  const outdir = path.join(root, 'dist');
  try {
    if (process.argv.includes('--watch')) await watch(outdir);
    else await buildAll({ outdir, production: process.argv.includes('--production') });
  } catch (error) {
    // esbuild has already printed what is wrong with the sources.
    if (!error.errors) console.error(error.message);
    process.exitCode = 1;
  }
}

// Not awaited: the tests load this file with require().
if (process.argv[1] === fileURLToPath(import.meta.url)) void main();
