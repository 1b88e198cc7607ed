import { strict as assert } from 'node:assert';
import { compileLang } from '../../../src/engine/lang/compile';
import { inlinePlaces } from '../../../src/extension/debug/values/inlineText';
import { expressionsInListing, functionInListing } from '../../../src/extension/debug/values/listingText';
import { expressionAt, expressionsOn, withoutComments } from '../../../src/extension/debug/values/sourceText';

const textsOn = (line: string): string[] => expressionsOn(line).map(({ text }) => text);

describe('expressions in a source', () => {
  it('are variables and elements, never calls or keywords', () => {
    assert.deepEqual(textsOn('while (i < limit) print fib(n) + a[i + 1];'), [
      'i',
      'limit',
      'n',
      'a[i + 1]',
      'i',
    ]);
    assert.deepEqual(textsOn('x1 = 0x1f + b2;'), ['x1', 'b2']);
    assert.deepEqual(textsOn('return a[f(1)];'), []);
    assert.deepEqual(textsOn('a[b[i]] = a[;'), ['a[b[i]]', 'b[i]', 'i']);
  });

  it('are found under the mouse', () => {
    const at = (position: number): string | undefined => expressionAt('a[i] = total;', position)?.text;
    assert.deepEqual([0, 1, 2, 3, 5, 7, 12].map(at), ['a[i]', 'a[i]', 'i', 'i', undefined, 'total', 'total']);
  });

  it('are not in comments', () => {
    assert.deepEqual(withoutComments('a; // b', false), { text: 'a;     ', isInComment: false });
    assert.deepEqual(withoutComments('a /* b', false), { text: 'a     ', isInComment: true });
    assert.deepEqual(withoutComments('b */ c /**/ d', true), { text: '     c      d', isInComment: false });
  });
});

describe('expressions in a listing', () => {
  const textsIn = (line: string): string[] => expressionsInListing(line).map(({ text }) => text);

  it('are registers, and the array of an op that has one', () => {
    assert.deepEqual(textsIn('L2:     LOAD_CELL r1, primes, r0   @8:3 ; r9'), ['r1', 'primes', 'r0']);
    assert.deepEqual(textsIn('        CALL r1, fib, r2'), ['r1', 'r2']);
    assert.deepEqual(textsIn('        LOAD_CONST r0, c0'), ['r0']);
    assert.deepEqual(textsIn('        CALL R1, r5, r2'), ['r1', 'r2'], 'a function may be called r5');
    assert.deepEqual(textsIn('        JUMP r1'), [], 'and so may a label');
    for (const line of ['RETURN 35', '; r1', '.variable main i r0', 'r1: JUMP L2', '']) {
      assert.deepEqual(textsIn(line), [], line);
    }
  });

  it('belong to the function above them', () => {
    const lines = [
      '.version 3',
      '.function main registers=1',
      ' RETURN r0',
      '',
      '.function f registers=2',
      ' RETURN r1',
    ];
    const functionAt = (line: number): string | undefined => functionInListing((at) => lines[at] ?? '', line);
    assert.deepEqual([0, 1, 2, 4, 5].map(functionAt), [undefined, 'main', 'main', 'f', 'f']);
    assert.equal(
      functionInListing(() => '.FUNCTION g registers=1', 0),
      'g',
    );
  });
});

describe('values behind the lines of a source', () => {
  const source = `array cells[4];
function add(a, b) {
  sum = a + b; /* a
  b */ cells[a] = sum;
  return sum; // a
}
total = 1;
total = add(total, 2);
return total;
`;
  const program = compileLang(source, '/work/add.lang');
  const shown = (stoppedLine: number): string[] =>
    inlinePlaces(program, source.split('\n'), stoppedLine).map(
      ({ line, text, kind }) => `${line} ${kind} ${text}`,
    );

  it('are those of the running function, up to the stopped line', () => {
    assert.deepEqual(shown(4), [
      '1 variable a',
      '1 variable b',
      '2 variable sum',
      '2 variable a',
      '2 variable b',
      '3 element cells[a]',
      '3 variable a',
      '3 variable sum',
      '4 variable sum',
    ]);
  });

  it('end at the stopped line, and leave out other functions', () => {
    assert.deepEqual(shown(7), ['6 variable total', '7 variable total']);
    assert.deepEqual(shown(6), ['6 variable total']);
  });

  it('are none where nothing runs', () => {
    assert.deepEqual(shown(0), []);
  });
});
