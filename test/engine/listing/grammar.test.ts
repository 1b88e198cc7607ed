import { strict as assert } from 'node:assert';
import { operations } from '../../../src/engine/isa/operations';
import { sourceKeywords } from '../../../src/engine/lang/keywords';
import { directives } from '../../../src/engine/listing/directives';
import { allTokens, Word } from '../../../src/engine/lang/tokens';
import listingGrammar from '../../../syntaxes/langvm-bytecode.tmLanguage.json';
import sourceGrammar from '../../../syntaxes/langvm.tmLanguage.json';

/** The words of the one alternation in parentheses that a pattern of a grammar has. */
function wordsIn(pattern: string): string[] {
  const [, words = ''] = /\((?:\?:)?([A-Za-z_]+(?:\|[A-Za-z_]+)*)\)/.exec(pattern) ?? [];
  return words.split('|').sort();
}

describe('the grammars', () => {
  it('know every mnemonic of the table of operations, and no other', () => {
    const mnemonics = [...new Set(Object.values(operations).map(({ mnemonic }) => mnemonic))].sort();
    assert.deepEqual(wordsIn(listingGrammar.repository.operation.begin), mnemonics);
  });

  it('know every directive of listings, and no other', () => {
    const known = ['version', ...Object.keys(directives).map((name) => name.slice(1))];
    assert.deepEqual(wordsIn(listingGrammar.repository.directive.begin), known.sort());
  });

  it('and the compiler agree on the keywords', () => {
    const tokens = allTokens.filter(({ LONGER_ALT }) => LONGER_ALT === Word);
    const words = tokens.map(({ PATTERN }) => (PATTERN instanceof RegExp ? PATTERN.source : ''));
    assert.deepEqual(words.sort(), sourceKeywords.map(({ keyword }) => keyword).sort());
  });

  it('know every keyword of the source language, and no other', () => {
    const keywords = sourceKeywords.map(({ keyword }) => keyword).sort();
    assert.deepEqual(wordsIn(sourceGrammar.repository.keyword.match), keywords);
  });
});
