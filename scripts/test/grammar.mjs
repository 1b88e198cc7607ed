/** Tests of the TextMate grammars: sources with comments that say which scope belongs where. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { root } from '../root.mjs';
import { testFiles } from './files.mjs';

const require = createRequire(import.meta.url);

/** One test per file, against the grammars that package.json contributes. */
export async function grammarTests() {
  const program = require.resolve('vscode-tmgrammar-test/dist/unit.js');
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of testFiles(['grammar'], /\.test\.(?!ts$)\w+$/)) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, file], {
      cwd: root,
      encoding: 'utf8',
    });
    counts[status === 0 ? 'passed' : 'failed'] += 1;
    console.log(status === 0 ? `  ✔ ${file}` : `  ✘ ${file}\n${stdout}${stderr}`);
  }
  return counts;
}
