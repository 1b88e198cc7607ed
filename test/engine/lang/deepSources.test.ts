import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { checkLang } from '../../../src/engine/lang/compile';
import { deepSources } from './support/deepSources';

/** Less than the 984 KB that programs get, so that there is something left for whoever calls the compiler. */
const stackSize = 850;

describe('Sources as deep as the language allows', () => {
  it('are no mistake', () => {
    for (const source of deepSources) assert.deepEqual(checkLang(source), [], source.slice(0, 80));
  });

  it('leave some of the stack, also as expressions of the debugger', () => {
    const program = path.join(__dirname, 'support/compileDeepSources.ts');
    const words = ['--import=tsx', `--stack-size=${stackSize}`, program];
    const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
    assert.equal(stdout, 'All are compiled.\n', stderr);
  });
});
