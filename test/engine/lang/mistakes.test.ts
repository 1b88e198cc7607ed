import assert from 'node:assert/strict';
import { checkLang } from '../../../src/engine/lang/compile';

/** Problems as `line:column-endColumn message`. */
const problemsOf = (source: string): string[] =>
  checkLang(source).map(
    ({ line, column, endColumn, message }) => `${line}:${column}-${endColumn} ${message}`,
  );

const mistakes: readonly [source: string, ...problems: string[]][] = [
  // What is no program.
  ['return;', "1:7-8 Expected a value, found ';'."],
  ['x = ;', "1:5-6 Expected a value, found ';'."],
  ['x = (1 + 2;', "1:11-12 Expected ')', found ';'."],
  ['x = 1 + 2);', "1:10-11 Expected ';', found ')'."],
  ['x = y = 1', "1:7-8 Expected ';', found '='."],
  ['x = 1; if (x x) { print 1; }', "1:14-15 Expected ')', found 'x'."],
  ['if x > 1 { print 1; }', "1:4-5 Expected '(', found 'x'."],
  ['while (1) ', '1:10-11 Expected a statement, found the end of the file.'],
  ['function f(a { return a }', "1:14-15 Expected ')', found '{'."],
  ['function if() {}', "1:10-12 Expected a name, found 'if'."],
  ['function f() { return 1', "1:24-25 Expected '}', found the end of the file."],
  ['}', "1:1-2 This '}' closes nothing."],
  ['else print 1;', "1:1-5 This 'else' belongs to no 'if'."],
  ['{ array a[1]; }', "1:3-8 'array' stands outside of functions and blocks only. Is a '}' missing above?"],
  ['array a', "1:8-9 Expected '[', found the end of the file."],
  ['array a[2]; a[1] 2', "1:18-19 Expected '=', found '2'."],
  ['x = 1 @ 2;', "1:7-8 '@' has no meaning here."],
  ['x = 1; /* open', "1:8-10 This comment has no end: '*/' is missing."],
  ['5; return 3', '1:1-2 A value alone does nothing. Return it, print it or assign it.'],
  ['x;', "1:1-2 'x' begins no statement: write 'x = value;' or 'x();'."],
  ['pirnt 5;', "1:1-6 'pirnt' begins no statement. Did you mean 'print'?"],
  ['whle (1)\n{ x = 1; }', "1:1-5 'whle' begins no statement. Did you mean 'while'?"],
  ['int x = 5;', "1:1-4 'int' begins no statement. Variables are not declared: write 'x = value;'."],

  // Names that begin with a digit.
  ['x = 12abc;', "1:5-10 '12abc' is neither an integer nor a name: a name cannot begin with a digit."],
  ['2a = 1;\nx = 1;', "1:1-3 '2a' is neither an integer nor a name: a name cannot begin with a digit."],
  [
    'function 1st(a) {\n  return a;\n}\narray a[0x1g];',
    "1:10-13 '1st' is neither an integer nor a name: a name cannot begin with a digit.",
    "4:9-13 '0x1g' is neither an integer nor a name: a name cannot begin with a digit.",
  ],
  ['x = 12 abc;', "1:8-11 Expected ';', found 'abc'."],

  // What a declaration that was not understood leaves open is no mistake.
  ['function (seed) {\n  seed = 1;\n  return seed;\n}\nfill(2);', "1:10-11 Expected a name, found '('."],
  ['array [4];\nnumbers[0] = 1;', "1:7-8 Expected a name, found '['."],
  ['function f(a, ) {\n  return a + b;\n}', "1:15-16 Expected a name, found ')'."],
  [
    'array [4];\ng(1);\nprint x;',
    "1:7-8 Expected a name, found '['.",
    "2:1-2 There is no function 'g'.",
    "3:7-8 'x' is never assigned in this function.",
  ],

  // The other half of an `if` that was not understood.
  ['x = 1;\nif (x)) {\n  x = 2;\n} else {\n  x = 3;\n}', "2:7-8 Expected a statement, found ')'."],
  [
    'x = 1;\nif (x x > 1) {\n  x = 2;\n} else if (x) {\n  x = 3;\n} else x = 4;',
    "2:7-8 Expected ')', found 'x'.",
  ],
  [
    'x = 1;\nelse x = 2;\nif (x)) {\n  x = 2;\n}\nelse x = 3;',
    "2:1-5 This 'else' belongs to no 'if'.",
    "3:7-8 Expected a statement, found ')'.",
  ],

  // Values that nothing happens to.
  ['x = 1; (x); print 2;', '1:8-9 A value alone does nothing. Return it, print it or assign it.'],
  [
    '(y); print 2;',
    '1:1-2 A value alone does nothing. Return it, print it or assign it.',
    "1:2-3 'y' is never assigned in this function.",
  ],
  [
    'array a[3]; (a);',
    '1:13-14 A value alone does nothing. Return it, print it or assign it.',
    "1:14-15 'a' is an array. Write a[index] for one of its cells.",
  ],
  ['1 + 2', '1:1-2 A value alone does nothing. Return it, print it or assign it.'],
  ['x = 1; x + 1;', '1:8-9 A value alone does nothing. Return it, print it or assign it.'],
  ['function f() {} f() * 2;', '1:17-18 A value alone does nothing. Return it, print it or assign it.'],
  ['x = 1; x == 3;', "1:8-9 A comparison alone does nothing. Did you mean '=', which assigns?"],
  ['array a[1]; a[0] == 3', "1:13-14 A comparison alone does nothing. Did you mean '=', which assigns?"],

  // What other languages have.
  [
    'for (i = 0; i < 3; i++) {\n  print i;\n  break;\n}\nprint j;',
    "1:1-4 There is no 'for'. Write 'while (condition) { … }', and count in its block.",
    "5:7-8 'j' is never assigned in this function.",
  ],
  ['for x in y {\n}', "1:1-4 There is no 'for'. Write 'while (condition) { … }', and count in its block."],
  ['do {\n} while (1);', "1:1-3 There is no 'do'. Write 'while (1) { … }', and leave it with 'break;'."],
  ['if (1) {}\nelif (2) {}', "2:1-5 There is no 'elif'. Write 'else if (condition)'."],
  ['x = 1;\nif (x = 3) {\n  x = 2;\n}', "2:7-8 '=' assigns, and no condition does. Write '==' to compare."],
  ['x = 1; while (x === 3) {}', "1:17-20 There is no '==='. Write '=='."],
  ['i = 1; i++;', "1:9-11 There is no '++'. Write '+= 1' instead, in a statement of its own."],
  ['i = 1; while (i-- > 0) {}', "1:16-18 There is no '--'. Write '-= 1' instead, in a statement of its own."],
  ['i = 1; ++i;', "1:8-10 There is no '++'. Write '+= 1' instead, in a statement of its own."],
  [
    'int main() {\n  x = 1;\n  return x;\n}',
    "1:1-4 'int' begins no statement. A function begins with 'function', but 'main' needs none: the statements " +
      'outside of functions are the program.',
  ],
  [
    'int add(int a, int b) {\n  return a + b;\n}\nprint add(1, 2);',
    "1:1-4 'int' begins no statement. A function begins with 'function': write 'function add(…) { … }'.",
  ],
  [
    'def f(x):\n  return x;',
    "1:1-4 'def' begins no statement. A function begins with 'function': write 'function f(…) { … }'.",
  ],
  [
    'funtion f(n) {\n  return n;\n}\nprint f(1);',
    "1:1-8 'funtion' begins no statement. Did you mean 'function'?",
  ],
  ['x.y = 3;', "1:2-3 '.' has no meaning here."],

  // Characters that are no signs of the language.
  ['x = 😀;', "1:5-7 '😀' has no meaning here."],
  ['x = \0;', '1:5-6 U+0000 has no meaning here.'],
  ['x = \u200b1;', '1:5-6 U+200B has no meaning here.'],
  ['x = \ud83d;', '1:5-6 U+D83D has no meaning here.'],

  // One brace that is missing or too many.
  [
    'x = 1;\nwhile (x < 3) {\n  x = x + 1;\narray a[10];\nprint zzz;',
    "4:1-6 'array' stands outside of functions and blocks only. Is a '}' missing above?",
    "5:7-10 'zzz' is never assigned in this function.",
  ],
  [
    'function f() {\n  function g() {}\n  return 1;\n}\nprint zzz;',
    "2:3-11 'function' stands outside of functions and blocks only. Is a '}' missing above?",
    "5:7-10 'zzz' is never assigned in this function.",
  ],
  [
    'function f() {\n  return 1;\nprint zzz',
    "3:7-10 'zzz' is never assigned in this function.",
    "3:10-11 Expected '}', found the end of the file.",
  ],
  [
    'function f() {\n  return 3;\n}\n}\nprint f(1, 2);',
    "4:1-2 This '}' closes nothing.",
    "5:7-8 'f' takes 0 arguments, not 2.",
  ],

  // What was understood is checked, whatever stands elsewhere.
  [
    'function f() { return n; }\nn = 10;\nprint f(1);\nprnt 3;',
    "1:23-24 'n' is a variable of the program outside. A function sees its own variables, its parameters and the " +
      'arrays only: pass it as an argument.',
    "3:7-8 'f' takes 0 arguments, not 1.",
    "4:1-5 'prnt' begins no statement. Did you mean 'print'?",
  ],
  ['function f(a b) {}\nf(1, 2);\nprint b + b;', "1:14-15 Expected ')', found 'b'."],
  ['function f(a) {}\nf(1\n+ , 2);', "3:3-4 Expected a value, found ','."],
  ['x 5;\nprint x;\nprint x;', "1:1-2 'x' begins no statement: write 'x = value;' or 'x();'."],

  // The place of a missing semicolon is where it belongs.
  ['x = 1\ny = 2\nreturn x + y', "1:6-7 Expected ';', found 'y'.", "2:6-7 Expected ';', found 'return'."],

  // Names.
  ['return a;', "1:8-9 'a' is never assigned in this function."],
  ['x += 1;', "1:1-2 'x' is never assigned in this function."],
  ['count = 1; return cuont;', "1:19-24 'cuont' is never assigned in this function. Did you mean 'count'?"],
  ['n = 1; return m;', "1:15-16 'm' is never assigned in this function."],
  [
    'function f() { x = y; } y = 1; f();',
    "1:20-21 'y' is a variable of the program outside. A function sees its own variables, its parameters and the " +
      'arrays only: pass it as an argument.',
  ],
  ['f();', "1:1-2 There is no function 'f'."],
  ['function fib(n) { return n } return fbi(1);', "1:37-40 There is no function 'fbi'. Did you mean 'fib'?"],
  ['x[0] = 1;', "1:1-2 There is no array 'x'. Declare it: array x[10];"],
  ['array sieve[3]; return seive[0];', "1:24-29 There is no array 'seive'. Did you mean 'sieve'?"],
  ['function f(a, b) { return a } f(1);', "1:31-32 'f' takes 2 arguments, not 1."],
  ['function f(a) {} f()', "1:18-19 'f' takes 1 argument, not 0."],
  ['function f() {} f(1, 2)', "1:17-18 'f' takes 0 arguments, not 2."],
  ['array a[3]; return a;', "1:20-21 'a' is an array. Write a[index] for one of its cells."],
  ['array a[3]; a = 1;', "1:13-14 'a' is an array. Write a[index] for one of its cells."],
  ['array a[3]; a();', "1:13-14 'a' is an array and cannot be called."],
  ['array a[2]; function f(a) {}', "1:24-25 'a' is the name of an array. Choose another one."],
  ['x = 1; x[0] = 1;', "1:8-9 'x' is a variable and has no elements."],
  ['function f() {} return f;', "1:24-25 'f' is a function. Call it: f(…)."],
  ['function f() {} f = 1; return f;', "1:17-18 'f' is the name of a function. Choose another one."],
  ['function f(f) { return f; }', "1:12-13 'f' is the name of a function. Choose another one."],
  ['function f() {} f[0] = 1', "1:17-18 'f' is a function and has no elements."],
  ['function f() {}\nfunction f() {}', "2:10-11 'f' exists already, on line 1."],
  ['array a[1];\nfunction a() {}', "2:10-11 'a' exists already, on line 1."],
  ['function f(a, a) {}', "1:15-16 There is a parameter 'a' already."],
  [
    'function main() {}',
    "1:10-14 The statements outside of functions are the function 'main': choose another name.",
  ],
  [`${'x'.repeat(256)} = 1`, '1:1-257 A name has at most 255 characters.'],

  // Loops.
  ['break;', "1:1-6 'break' stands outside of a loop."],
  ['while (1) { break; } continue;', "1:22-30 'continue' stands outside of a loop."],
  ['function f() { break; } while (1) f();', "1:16-21 'break' stands outside of a loop."],

  // Numbers.
  [
    'print 1 + 9223372036854775808;\nprint -9223372036854775809;',
    '1:11-30 9223372036854775808 does not fit into a signed 64-bit integer (-9223372036854775808 to 9223372036854775807).',
    '2:8-27 -9223372036854775809 does not fit into a signed 64-bit integer (-9223372036854775808 to 9223372036854775807).',
  ],
  [
    'array a[0xffffffffffffffff];',
    '1:9-27 0xffffffffffffffff does not fit into a signed 64-bit integer (-9223372036854775808 to 9223372036854775807).',
  ],
  ['array a[0];', '1:7-8 An array has at least one cell, not 0.'],
  [
    'n = 3; array a[n];',
    '1:14-15 The length of an array is a constant: an expression of integers, without variables or calls.',
  ],
  ['array a[8 / (2 - 2)];', '1:7-8 The length of an array cannot be worked out: it divides by zero.'],
  ['array a[16777216]; array b[1];', '1:26-27 All arrays together have at most 16,777,216 cells.'],

  // Several at once, one after the other as they stand in the text.
  [
    'function f(a) {\n  break;\n  return b;\n}\nx = 1 +;\n\ny = (2;\nreturn z;',
    "2:3-8 'break' stands outside of a loop.",
    "3:10-11 'b' is never assigned in this function.",
    "5:8-9 Expected a value, found ';'.",
    "7:7-8 Expected ')', found ';'.",
    "8:8-9 'z' is never assigned in this function.",
  ],
];

const tooDeep = 'This is nested more than 200 levels deep. Move some of it into a function.';
const deep: readonly [what: string, source: string, problem: string][] = [
  ['parentheses', `x = ${'('.repeat(10_000)}1${')'.repeat(10_000)}`, `1:205-206 ${tooDeep}`],
  ['blocks', '{'.repeat(10_000) + '}'.repeat(10_000), `1:201-202 ${tooDeep}`],
  ['signs', `return ${'-'.repeat(10_000)}1`, `1:208-209 ${tooDeep}`],
  ['ifs', 'if (1) '.repeat(10_000), `1:1408-1410 ${tooDeep}`],
  ['calls', `return ${'f('.repeat(10_000)}`, `1:409-410 ${tooDeep}`],
  [
    'operators',
    `return 1${' + 1'.repeat(10_000)}`,
    '1:4010-4011 This has more than 1,000 operators. Assign a part of it to a variable first.',
  ],
];

describe('Mistakes in a source', () => {
  for (const [source, ...problems] of mistakes) {
    it(`${JSON.stringify(source.slice(0, 60))} is told about`, () => {
      assert.deepEqual(problemsOf(source), problems);
    });
  }

  for (const [what, source, problem] of deep) {
    it(`10,000 ${what} in one another are told about`, () => assert.deepEqual(problemsOf(source), [problem]));
  }

  it('what stands before a place that is nested too deep is checked', () => {
    assert.deepEqual(problemsOf(`print y;\nx = ${'('.repeat(201)}`), [
      "1:7-8 'y' is never assigned in this function.",
      `2:205-206 ${tooDeep}`,
    ]);
  });

  it('a function with more variables than there are registers is told about', () => {
    const assignments = Array.from({ length: 65_537 }, (_, index) => `x${index} = 1;\n`);
    const [problem] = checkLang(`function wide() {\n${assignments.join('')}}\nwide();`);
    assert.deepEqual(problem, {
      line: 1,
      column: 10,
      endColumn: 14,
      message: 'This function needs more than 65,536 registers. Use an array, or fewer variables.',
    });
  });
});
