import assert from 'node:assert/strict';
import fc from 'fast-check';
import { choicesOfList, choicesOfSeed } from '../support/choices';
import { evaluateSource } from './support/evaluateSource';
import { printSource } from './support/printSource';
import { randomSource, type RandomSource } from './support/randomSource';
import { runLang } from './support/run';

const programCount = process.env['LANGVM_LONG'] === '1' ? 100_000 : 500;

/** @returns how the program stopped */
function assertSameRun(source: RandomSource): string {
  const expected = evaluateSource(source);
  const text = printSource(source);
  if (expected.stop === 'gaveUp') {
    // Nothing is known of its end, but what it printed until then is.
    const { printed } = runLang(text, 2_000);
    assert.deepEqual(printed.slice(0, expected.printed.length), expected.printed, text);
  } else {
    assert.deepEqual(runLang(text), expected, text);
  }
  return expected.stop;
}

describe('Random sources', () => {
  it(`${programCount} of them do what their trees say`, function () {
    this.timeout(programCount * 200);
    const seen: Record<string, number> = {};
    for (let seed = 0; seed < programCount; seed++) {
      const stop = assertSameRun(randomSource(choicesOfSeed(seed)));
      seen[stop] = (seen[stop] ?? 0) + 1;
    }
    for (const stop of ['ended', 'divisionByZero', 'cellOutOfRange', 'gaveUp']) {
      assert.ok((seen[stop] ?? 0) >= 20, `${stop}: ${seen[stop]}, in ${JSON.stringify(seen)}`);
    }
    if (programCount > 500) console.log(`        ${JSON.stringify(seen)}`);
  });

  it('and those that shrink, too', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 2 ** 32 - 1 }), { maxLength: 300, size: 'max' }), (list) => {
        assertSameRun(randomSource(choicesOfList(list)));
      }),
    );
  });
});
