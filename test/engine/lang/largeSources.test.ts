import assert from 'node:assert/strict';
import { checkLang } from '../../../src/engine/lang/compile';
import { indentSource } from '../../../src/engine/lang/editorIndentation';
import { translateHabits } from '../../../src/engine/lang/habits';
import { langLexer } from '../../../src/engine/lang/tokens';

const lines = (count: number, lineOf: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `${lineOf(index)}\n`).join('');

/** An editor checks while somebody types: what takes the square of a source's size takes minutes here, all else a moment. */
describe('Large sources with mistakes', function () {
  this.timeout(60_000);

  it('whose functions all call what there is not', () => {
    const problems = checkLang(lines(10_000, (index) => `function f${index}(a) { return g${index}(a); }`));
    assert.equal(problems.length, 10_000);
    assert.equal(problems[0]?.message, "There is no function 'g0'.");
  });

  it('that use one misspelt name again and again are told each time what was meant', () => {
    const problems = checkLang(`counter = 1;\n${lines(200, () => 'print cuonter;')}`);
    assert.deepEqual(
      [...new Set(problems.map(({ message }) => message))],
      ["'cuonter' is never assigned in this function. Did you mean 'counter'?"],
    );
  });

  it('with thousands of heads that do not end', () => {
    for (const open of ['int f (', 'for (', 'if (x) = (']) {
      translateHabits(langLexer.tokenize(open.repeat(20_000)).tokens);
    }
  });

  it('are indented, however many comments they have', () => {
    assert.deepEqual(
      indentSource(
        lines(50_000, () => '/* one */ x = 1;'),
        '  ',
      ),
      [],
    );
  });
});
