import assert from 'node:assert/strict';
import { mock } from 'node:test';
import fc from 'fast-check';
import { readProgram, writeProgram } from '../../../src/engine/format/read';
import { analyseLang, checkLang, compileLang } from '../../../src/engine/lang/compile';
import { LangError } from '../../../src/engine/lang/langError';
import { langMessages } from '../../../src/engine/lang/messages';
import { sourceGrammar } from '../../../src/engine/lang/sourceGrammar';
import { choicesOfSeed } from '../support/choices';
import { printSource } from './support/printSource';
import { randomSource } from './support/randomSource';

const runs = process.env['LANGVM_LONG'] === '1' ? 100_000 : 1500;

/** What sources are made of, and what people take for it. */
const pieces = [
  ...[
    'function',
    'array',
    'if',
    'else',
    'while',
    'break',
    'continue',
    'print',
    'return',
    'for',
    'int',
    'main',
  ],
  ...[
    'x',
    'y',
    'f',
    'a',
    '7',
    '0',
    '9223372036854775808',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ';',
    ';',
    ',',
    '.',
    '@',
  ],
  ...[
    '=',
    '+=',
    '==',
    '-',
    '+',
    '++',
    '--',
    '*',
    '&&',
    '<',
    '!',
    '(x)',
    'x = 1;',
    'f(1)',
    'a[0]',
    '\n',
    '//',
  ],
  ...['/*', '*/', '😀', '\0', '\ud83d'],
];
const soup = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from('return 0123456789-+;/*\n x@é')) }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((words) => words.join(' ')),
);

/** Programs that are right but for a few words. */
const mutated = fc
  .tuple(
    fc.nat(),
    fc.array(
      fc.tuple(fc.nat(), fc.constantFrom('drop', 'double', 'swap', 'insert'), fc.constantFrom(...pieces)),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
  )
  .map(([seed, changes]) => {
    const words = wordsOf(printSource(randomSource(choicesOfSeed(seed))));
    for (const [where, change, piece] of changes) {
      const at = where % words.length;
      const word = words[at] ?? '';
      if (change === 'drop') words.splice(at, 1);
      else if (change === 'double') words.splice(at, 0, word);
      else if (change === 'swap') words.splice(at, 2, words[at + 1] ?? '', word);
      else words.splice(at, 0, ` ${piece} `);
    }
    return words.join('');
  });

/** The words and signs of a text, and what stands between them. */
const wordsOf = (source: string): string[] => source.match(/\w+|\s+|[^\w\s]/g) ?? [];

/** A text compiles to a program that the verifier takes, or somebody hears where and why it does not. */
function assertAnswered(source: string): void {
  const problems = checkLang(source);
  assert.ok(!problems.some(({ message }) => message.startsWith(defect)), problems[0]?.message);
  assert.ok(!analyseLang(source).problems.some(({ message }) => message.startsWith(defect)));
  const lines = source.split('\n');
  for (const { line, column, endColumn } of problems) {
    assert.ok(line >= 1 && line <= lines.length, `line ${line}`);
    assert.ok(column >= 1 && column <= (lines[line - 1] ?? '').length + 1, `column ${column}`);
    assert.ok(endColumn > column);
  }
  if (problems.length > 0) {
    assert.throws(
      () => compileLang(source, 'a.lang'),
      (error) => error instanceof LangError && /^a\.lang:\d+:\d+: /.test(error.message),
    );
  } else readProgram(writeProgram(compileLang(source, 'a.lang')));
}

const [defect = ''] = langMessages.defect('').split(' (');

describe('Sources that may be broken', () => {
  it('of any words and signs give a program or say what is wrong', function () {
    this.timeout(runs * 200);
    fc.assert(fc.property(soup, assertAnswered), { numRuns: runs });
  });

  it('with a few words wrong give a program or say what is wrong', function () {
    this.timeout(runs * 200);
    fc.assert(fc.property(mutated, assertAnswered), { numRuns: runs });
  });

  it('make no name unknown by a sign that is missing or too many', function () {
    this.timeout(runs * 200);
    // Without a comma, what follows a name may be a call of it.
    const signs = ['(', ')', '[', ']', '{', '}', ';'];
    const source = fc.nat().map((seed) => printSource(randomSource(choicesOfSeed(seed))));
    fc.assert(
      fc.property(source, fc.nat(), fc.option(fc.constantFrom(...signs)), (text, where, inserted) => {
        const words = wordsOf(text);
        const places = words.flatMap((word, at) => (signs.includes(word) ? [at] : []));
        const at = places[where % places.length] ?? 0;
        words.splice(at, inserted === null ? 1 : 0, inserted ?? ' ');
        const unknown = checkLang(words.join('')).filter(({ message }) =>
          /is never|is a variable of|There is no/.test(message),
        );
        assert.deepEqual(unknown, []);
      }),
      { numRuns: runs },
    );
  });

  it('that the compiler itself fails at are answered as well', () => {
    const parse = mock.method(sourceGrammar, 'parse', () => {
      throw new Error('Nobody thought of this.\n    at parse');
    });
    try {
      const message = langMessages.defect('Nobody thought of this.');
      const problems = [{ line: 1, column: 1, endColumn: 2, message }];
      assert.deepEqual(checkLang('x = 1;'), problems);
      assert.deepEqual(analyseLang('x = 1;').problems, problems);
      assert.throws(() => compileLang('x = 1;', 'a.lang'), new LangError('a.lang', problems));
    } finally {
      parse.mock.restore();
    }
    assert.deepEqual(checkLang('x = 1;'), []);
  });
});
