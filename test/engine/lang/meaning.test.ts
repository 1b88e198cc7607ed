import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runInNewContext } from 'node:vm';
import { binaryOperatorLevels } from '../../../src/engine/lang/operators';
import { resultOf, runLang } from './support/run';

/** Sources and what they return. */
const examples: readonly [what: string, source: string, result: bigint][] = [
  ['arithmetic of variables', 'a = 3; b = a * 4; return b;', 12n],
  ['an end without return', 'a = 3;', 0n],
  ['nothing but an expression', 'return 2 + 3', 5n],
  ['a variable that was not assigned on the way', 'if (0) x = 1; return x;', 0n],
  ['if', 'if (2) return 1; return 0;', 1n],
  ['else', 'if (0) return 1; else return 2; return 3;', 2n],
  ['else if', 'n = 2; if (n == 1) r = 1; else if (n == 2) r = 20; else r = 300; return r;', 20n],
  ['else of the nearest if', 'r = 5; if (0) if (1) r = 6; else r = 7; return r;', 5n],
  ['while', 'i = 0; s = 0; while (i < 10) { i = i + 1; s = s + i } return s;', 55n],
  ['a while that is never entered', 'while (0) return 1; return 2;', 2n],
  [
    'break of the inner loop',
    's = 0; i = 0; while (i < 3) { i += 1; while (1) break; s += i; } return s;',
    6n,
  ],
  ['continue', 'i = 0; s = 0; while (i < 9) { i += 1; if (i % 2) continue; s += i; } return s;', 20n],
  ['an endless loop with a return', 'i = 0; while (1) { i += 1; if (i > 6) return i; }', 7n],
  ['what stands behind a return', 'return 1; x = 2; while (x) x -= 1; return x;', 1n],
  ['blocks and empty statements', '{ x = 1; { x += 1; ; } } ;; return x', 2n],
  ['a function before its declaration', 'return f(2); function f(n) { return n * n }', 4n],
  ['a function without return', 'function f() { x = 5; } return f() + 1;', 1n],
  ['recursion', 'function f(n) { if (n < 2) return n; return f(n - 1) + f(n - 2); } return f(15);', 610n],
  [
    'functions that call one another',
    'function e(n) { if (!n) return 1; return o(n - 1); } function o(n) { if (!n) return 0; return e(n - 1); } return e(10);',
    1n,
  ],
  ['variables of a function of its own', 'x = 1; function f() { x = 2; return x } f(); return x;', 1n],
  [
    'arguments from left to right',
    'function f(a, b, c) { return a * 100 + b * 10 + c } return f(1, 2 * 1, f(0, 0, 3));',
    123n,
  ],
  ['parameters as variables', 'function f(n) { n += 1; return n } k = 4; return f(k) * 10 + k;', 54n],
  ['cells', 'array a[3]; a[0] = 7; a[2] = a[0] + 1; return a[0] * 100 + a[1] * 10 + a[2];', 708n],
  ['cells that functions share', 'array a[2]; function f() { a[1] = 9; } f(); return a[1];', 9n],
  ['a length that is computed', 'array a[2 * 3 + 1]; a[6] = 1; return a[6];', 1n],
  [
    'the index of a compound assignment once',
    'array a[3]; array n[1]; function f() { n[0] += 1; return n[0] } a[f()] += 5; return a[1] * 10 + n[0];',
    51n,
  ],
  [
    'a cell before the right side changes it',
    'array a[1]; function f() { a[0] = 10; return 1 } a[0] = 2; a[0] += f(); return a[0];',
    3n,
  ],
  [
    'the left side before a call on the right',
    'array a[1]; function f() { a[0] = 10; return 1 } a[0] = 2; return a[0] + f();',
    3n,
  ],
  ['&& that is decided', 'x = 0; return x != 0 && 1 / x;', 0n],
  ['|| that is decided', 'x = 0; return x == 0 || 1 / x;', 1n],
  ['&& and || as values are 1 or 0', 'x = 5; return (x && 7) * 10 + (0 || x);', 11n],
  ['a variable that its own condition reads', 'x = 5; x = x && x > 4; return x;', 1n],
  ['! of conditions', 'x = 3; if (!(x > 2 && x < 4)) return 1; return !x + !0;', 1n],
  ['hexadecimal', 'return 0xFF + 0X10;', 271n],
  ['the smallest integer', 'x = -9223372036854775808; return x;', -(2n ** 63n)],
  ['integers that wrap', 'x = 9223372036854775807; return x + 1;', -(2n ** 63n)],
  ['the smallest integer by -1', 'x = -9223372036854775808; return x / -1 + x % -1;', -(2n ** 63n)],
  [
    'compound assignments',
    'x = 7; x += 3; x -= 1; x *= 4; x /= 5; x %= 5; x <<= 4; x >>= 1; x |= 3; x &= 18; x ^= 5; return x;',
    23n,
  ],
  ['comments', '/* a */ x = 1; // x = 2;\nreturn x /* * 3 */;', 1n],
  ['a keyword as part of a name', 'returned = 3; iffy = returned; return iffy;', 3n],
  ['names of objects of JavaScript', 'constructor = 1; __proto__ = 2; return constructor + __proto__;', 3n],
];

describe('Meaning of a source', () => {
  for (const [what, source, result] of examples) {
    it(what, () => assert.equal(resultOf(source), result));
  }

  it('print writes values in their order', () => {
    assert.deepEqual(runLang('i = 0; while (i < 3) { print i * -2; i += 1; }').printed, [0n, -2n, -4n]);
  });

  const trapping: readonly [source: string, stop: string][] = [
    ['x = 0; return 1 / x;', 'divisionByZero'],
    ['return 1 % 0;', 'divisionByZero'],
    ['array a[2]; return a[2];', 'cellOutOfRange'],
    ['array a[2]; array b[2]; a[-1] = 1;', 'cellOutOfRange'],
    ['function f() { return f(); } f();', 'stackTooDeep'],
  ];
  for (const [source, stop] of trapping) {
    it(`${source} stops by ${stop}`, () => assert.equal(runLang(source).stop, stop));
  }

  it('operators bind as in C, checked against JavaScript', () => {
    // JavaScript binds them alike, but has no integers for what is true, and shifts by negative counts the other way.
    const plain = binaryOperatorLevels.flat().filter((operator) => /^[-+*/%&|^]$/.test(operator));
    const chain = fc.array(
      fc.tuple(fc.constantFrom(...plain), fc.constantFrom('', '-', '~'), fc.integer({ min: 1, max: 9 })),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.nat(9), chain, fc.boolean(), (first, rest, asVariables) => {
        const values = [first, ...rest.map(([, , value]) => value)];
        const write = (name: (index: number) => string): string =>
          rest.reduce(
            (text, [operator, sign], index) => `${text} ${operator} ${sign}${name(index + 1)}`,
            name(0),
          );
        let expected: unknown;
        try {
          expected = runInNewContext(`BigInt.asIntN(64, ${write((index) => `(${values[index]}n)`)})`);
        } catch {
          return; // Division by zero.
        }
        const declared = values.map((value, index) => `v${index} = ${value};`).join(' ');
        const source = asVariables
          ? `${declared} return ${write((index) => `v${index}`)};`
          : `return ${write((index) => String(values[index]))};`;
        assert.equal(resultOf(source), expected, source);
      }),
      { numRuns: 500 },
    );
  });

  it('20,000 lines compile and run', () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, index) => `x${index % 100} = ${index} + x${index % 100};`,
    );
    assert.equal(resultOf(`${lines.join('\n')}\nreturn x7;`), 1_991_400n);
  });

  it('10,000 branches of one if compile and run', () => {
    const branches = Array.from({ length: 10_000 }, (_, index) => `if (x == ${index}) return ${index} + 1;`);
    assert.equal(resultOf(`x = 9999; ${branches.join(' else ')}`), 10_000n);
  });
});
