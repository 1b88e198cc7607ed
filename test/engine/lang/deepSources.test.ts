import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
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
    const { stdout, stderr } = runWithLittleStack('compileDeepSources');
    assert.equal(stdout, 'All are compiled.\n', stderr);
  });

  it('are told apart from defects where they break off', () => {
    const { stdout, stderr } = runWithLittleStack('checkDeepMistake');
    assert.equal(stdout, "Expected ')', found the end of the file.\n", stderr);
  });
});

const runWithLittleStack = (name: string): SpawnSyncReturns<string> => {
  const program = path.join(__dirname, `support/${name}.ts`);
  const words = ['--import=tsx', `--stack-size=${stackSize}`, program];
  return spawnSync(process.execPath, words, { encoding: 'utf8' });
};
