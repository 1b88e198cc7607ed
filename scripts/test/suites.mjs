/** The suites of `npm test`, in the order in which they run. Each gives back what `nothing` has. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { npm } from '../npm.mjs';
import { root } from '../root.mjs';
import { testFiles } from './files.mjs';
import { grammarTests } from './grammar.mjs';
import { nothing, oneFailed, reporter, run, runSuite } from './run.mjs';
import { hasChromium, hasGdb, hasPerf, missing, missingPerf } from './tools.mjs';

const require = createRequire(import.meta.url);
const mocha = path.join(path.dirname(require.resolve('mocha/package.json')), 'bin', 'mocha.js');
const c8 = path.join(path.dirname(require.resolve('c8/package.json')), 'bin', 'c8.js');

const tests = /\.test\.ts$/;
const mochaArguments = (grep) => ['--reporter', reporter, '--exit', ...(grep ? ['--grep', grep] : [])];

/** Of the rooms that these tests are about, in our process and in those that run the bundles. */
const coverage = [
  '--temp-directory=.cache/coverage',
  ...['--reporter=text-summary', '--reporter=html'],
  ...['--all', '--exclude-after-remap'],
  ...['engine', 'adapter', 'cli'].map((room) => `--include=src/${room}/**`),
];

async function build() {
  return (await run(['scripts/build.mjs'])) === 0 ? nothing : oneFailed('The build failed.');
}

async function lint() {
  try {
    await npm(['run', '--silent', 'lint']);
    console.log('Nothing to complain about.');
    return nothing;
  } catch (error) {
    console.log(error.message);
    return oneFailed('The linter has complaints.');
  }
}

/** Everything but gdb's and VS Code's sides; with the coverage of the code that these tests are about. */
async function unit({ grep }) {
  const results = [];
  let files = testFiles(['engine', 'adapter', 'cli'], tests);
  if (!hasGdb()) {
    results.push(missing('gdb', 'Tests with gdb'));
    files = files.filter((file) => !file.includes(path.join('engine', 'gdb')));
  }
  if (!hasPerf()) {
    results.push(missingPerf('Tests with perf'));
    files = files.filter((file) => !file.endsWith('perfAnnotate.test.ts'));
  }
  if (files.length === 0) return add(results);
  const runner = [process.execPath, mocha, ...mochaArguments(grep), ...files];
  results.push(await runSuite('unit', [c8, ...coverage, ...runner]));
  return add(results);
}

/** Inside the extension host of a real VS Code. */
async function extension({ grep }) {
  if (testFiles(['extension'], tests).length === 0) return nothing;
  if (!hasChromium()) return missing('chromium', 'Tests in the extension host');
  return runSuite('extension', ['scripts/test-extension-host.mjs', ...(grep ? ['--grep', grep] : [])]);
}

/** On the window of a real VS Code, with the extension installed from its .vsix file. */
async function e2e({ grep }) {
  const files = testFiles(['e2e'], tests);
  if (files.length === 0) return nothing;
  if (!hasChromium()) return missing('chromium', 'Tests of the window');
  // Imported late: it needs the packages that npm installs.
  const { packageExtension } = await import('../package.mjs');
  const { vsix } = await packageExtension({ outFolder: path.join(root, '.cache', 'test') });
  return runSuite('e2e', [mocha, ...mochaArguments(grep), ...files], {
    LANGVM_VSIX: vsix,
  });
}

export const suites = { build, lint, unit, grammar: grammarTests, extension, e2e };

/** The sum of what some suites gave back. */
export function add(results) {
  const sum = { ...nothing };
  for (const result of results) {
    for (const key of ['passed', 'failed', 'skipped']) sum[key] += result[key];
    sum.failures = [...sum.failures, ...result.failures];
  }
  return sum;
}
