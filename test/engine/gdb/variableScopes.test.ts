import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import type { DebugVariable } from '../../../src/engine/format/program';
import { scopesOf, type VariableScope } from '../../../src/engine/gdb/variableScopes';

const variable = (name: string, firstOp: number, endOp: number): DebugVariable => ({
  name,
  functionIndex: 0,
  register: 0,
  isParameter: false,
  firstOp,
  endOp,
});

/** A scope as a text: `[0-10 a (2-5 b c)]` */
const textOf = ({ firstOp, endOp, variables, scopes }: VariableScope): string =>
  [
    `(${firstOp}-${endOp}`,
    ...variables.map(({ name }) => ` ${name}`),
    ...scopes.map((scope) => ` ${textOf(scope)}`),
    ')',
  ].join('');

describe('scopes of variables', () => {
  const cases: [string, readonly DebugVariable[], string][] = [
    ['none', [], '(0-10)'],
    ['the whole function', [variable('a', 0, 10), variable('b', 0, 10)], '(0-10 a b)'],
    [
      'one inside of another',
      [variable('b', 2, 5), variable('a', 1, 8), variable('c', 2, 5)],
      '(0-10 (1-8 a (2-5 b c)))',
    ],
    ['one behind another', [variable('a', 1, 4), variable('b', 4, 8)], '(0-10 (1-4 a) (4-8 b))'],
    ['two that overlap', [variable('a', 1, 5), variable('b', 3, 8)], '(0-10 b (1-5 a))'],
    [
      'a third inside of the first of two that overlap',
      [variable('a', 1, 5), variable('b', 3, 8), variable('c', 4, 5)],
      '(0-10 b (1-5 a (4-5 c)))',
    ],
    ['an empty range', [variable('a', 3, 3)], '(0-10)'],
  ];
  for (const [name, variables, expected] of cases) {
    it(`nests them: ${name}`, () => equal(textOf(scopesOf(variables, 0, 10)), expected));
  }

  it('keeps every variable at least where it is known, in scopes that never cross', () => {
    const range = fc
      .tuple(fc.nat(20), fc.nat(20))
      .map(([one, other]) => [Math.min(one, other), Math.max(one, other)]);
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), (ranges) => {
        const variables = ranges.map(([first = 0, end = 0], index) => variable(`v${index}`, first, end));
        const found: string[] = [];
        const visit = (scope: VariableScope): void => {
          let end = scope.firstOp;
          for (const inner of scope.scopes) {
            equal(inner.firstOp >= end && inner.endOp <= scope.endOp, true, textOf(scope));
            end = inner.endOp;
            visit(inner);
          }
          for (const { name, firstOp, endOp } of scope.variables) {
            equal(scope.firstOp <= firstOp && endOp <= scope.endOp, true, `${name} in ${textOf(scope)}`);
            found.push(name);
          }
        };
        visit(scopesOf(variables, 0, 20));
        const expected = variables.filter(({ firstOp, endOp }) => firstOp < endOp).map(({ name }) => name);
        deepEqual(found.sort(), expected.sort());
      }),
    );
  });
});
