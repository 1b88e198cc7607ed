import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runLang, type Run } from './support/run';

const folder = path.resolve(__dirname, '../../../samples');

/** What is known of each sample from elsewhere: mathematics, or a program in another language. */
const known: Readonly<Record<string, Run>> = {
  'bubble-sort.lang': {
    stop: 'ended',
    result: 93n,
    printed: [0n, 14n, 14n, 25n, 32n, 33n, 33n, 48n, 56n, 61n, 65n, 69n, 72n, 77n, 81n, 93n],
  },
  'collatz.lang': { stop: 'ended', result: 871n, printed: [178n] },
  'division-by-zero.lang': { stop: 'divisionByZero', result: 0n, printed: [42n] },
  'factorial.lang': { stop: 'ended', result: 2432902008176640000n, printed: [] },
  'fibonacci.lang': { stop: 'ended', result: 6765n, printed: [] },
  'fibonacci-iterative.lang': { stop: 'ended', result: 7540113804746346429n, printed: [] },
  'matrix.lang': { stop: 'ended', result: 996n, printed: [996n] },
  'return35.lang': { stop: 'ended', result: 35n, printed: [] },
  'sieve.lang': { stop: 'ended', result: 168n, printed: [168n] },
};

describe('Samples', () => {
  it('are those of which the result is known', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.lang'));
    assert.deepEqual(files.sort(), Object.keys(known).sort());
  });

  for (const [file, run] of Object.entries(known)) {
    it(`${file} gives ${run.stop === 'ended' ? run.result : run.stop}`, () => {
      assert.deepEqual(runLang(readFileSync(path.join(folder, file), 'utf8')), run);
    });
  }

  it('are all in the list that people read', () => {
    const list = readFileSync(path.join(folder, 'README.md'), 'utf8');
    const files = readdirSync(folder).filter((file) => /\.(lang|bc)$/.test(file));
    for (const file of files) assert.ok(list.includes(`\`${file}\``), `${file} is not in README.md`);
  });
});
