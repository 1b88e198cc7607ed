/** Tests of the TextMate grammars: sources with comments that say which scope belongs where. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { root } from '../root.mjs';
import { testFiles } from './files.mjs';
import { nothing } from './run.mjs';

const require = createRequire(import.meta.url);

/** One test per file, against the grammars that package.json contributes. */
export async function grammarTests() {
  const program = require.resolve('vscode-tmgrammar-test/dist/unit.js');
  const counts = { ...nothing, failures: [] };
  for (const file of testFiles(['grammar'], /\.test\.(?!ts$)\w+$/)) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, file], {
      cwd: root,
      encoding: 'utf8',
    });
    counts[status === 0 ? 'passed' : 'failed'] += 1;
    const text = `${file}\n${stdout}${stderr}`;
    if (status !== 0) counts.failures.push(text);
    console.log(status === 0 ? `  ✔ ${file}` : `  ✘ ${text}`);
  }
  return counts;
}
