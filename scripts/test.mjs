/**
 * `npm test`: builds, lints, and runs every suite one after the other.
 *
 *     npm test                              everything
 *     npm test -- --only unit,e2e           some: build, lint, unit, grammar, extension, e2e
 *     npm test -- --only unit --grep JUMP   tests whose name matches
 *
 * What failed is said again at the end, since of a long log often only that is kept.
 *
 * Only Node's own modules are imported before `ensureDependencies`: a fresh clone has nothing else.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './npm.mjs';
import { root } from './root.mjs';

async function main() {
  const { values } = parseArgs({ options: { only: { type: 'string' }, grep: { type: 'string' } } });
  await ensureDependencies();
  const { add, suites } = await import('./test/suites.mjs');
  const chosen = values.only?.split(',') ?? Object.keys(suites);
  const unknown = chosen.filter((name) => !(name in suites));
  if (unknown.length > 0)
    throw new Error(`No such suite: ${unknown.join(', ')}. There are: ${Object.keys(suites).join(', ')}.`);

  if (chosen.includes('e2e') || chosen.includes('extension')) {
    rmSync(path.join(root, 'test-results'), { recursive: true, force: true });
  }
  const results = [];
  for (const [name, run] of Object.entries(suites)) {
    // The other suites run what was built.
    if (name !== 'build' && !chosen.includes(name)) continue;
    console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
    const started = Date.now();
    const result = await run(values);
    results.push(result);
    console.log(`${describe(result)} (${((Date.now() - started) / 1000).toFixed(0)} s)`);
    if (name === 'build' && result.failed > 0) break;
  }
  const sum = add(results);
  for (const text of sum.failures) console.log(`\nFailed: ${text.trimEnd()}`);
  console.log(`\n${describe(sum)}`);
  process.exitCode = sum.failed > 0 ? 1 : 0;
}

const describe = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

main().catch((error) => {
  console.error(error.message);
  console.log('\n0 passed, 1 failed, 0 skipped');
  process.exitCode = 1;
});
