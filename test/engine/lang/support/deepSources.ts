import { deepestNesting, mostOperators } from '../../../../src/engine/lang/nesting';

const nested = (before: string, inner: string, after = ''): string =>
  before.repeat(deepestNesting) + inner + after.repeat(deepestNesting);
const chain = (operator: string): string => `${`y ${operator} `.repeat(mostOperators)}1`;

/** Sources as deep as the language allows; the variable y, the function f and the array a are declared in each. */
export const deepSources: readonly string[] = [
  `x = ${nested('(', '1', ')')};`,
  `x = ${nested('y + (', '1', ')')};`,
  `x = ${nested('f(', '1', ')')};`,
  `x = ${nested('a[', '1', ']')};`,
  `x = ${nested('!', 'y')};`,
  `if (${nested('y && (y || ', '1', ')')}) x = 1;`,
  nested('if (y) ', 'x = 1;'),
  nested('{', 'x = 1;', '}'),
  nested('while (y) {', 'break;', '}'),
  `function g(y) { ${nested('if (y) {', 'return 1;', '}')} }`,
  ...['+', '<', '&&'].flatMap((operator) => [
    nested('if (y) x = 1; else {', `x = ${chain(operator)};`, '}'),
    `if (${chain(operator)}) x = 1;`,
  ]),
  // The operators of one branch are none of another's.
  `if (${chain('+')}) x = ${chain('+')}; else if (${chain('+')}) a[0] = ${chain('+')};`,
].map((source) => `array a[2]; function f(n) { return n; } y = 1; ${source}`);

/** The same for the debugger's expressions. */
export const deepExpressions: readonly string[] = [
  nested('(', '1', ')'),
  nested('1 + (', '1', ')'),
  nested('-', '1'),
  chain('+'),
];
