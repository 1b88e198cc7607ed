import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runInNewContext } from 'node:vm';
import { EvaluationError, evaluateExpression } from '../../../src/engine/lang/expression';
import { binaryOperatorLevels } from '../../../src/engine/lang/operators';
import { parseDebugExpression } from '../../../src/engine/lang/expressionParser';

const valueOf = (text: string): bigint =>
  evaluateExpression(parseDebugExpression(text).expression, (name) => (name === 'x' ? 35n : undefined));

describe('Expressions', () => {
  const examples: readonly [string, bigint][] = [
    ['1 + 2 * 3', 7n],
    ['(1 + 2) * 3', 9n],
    ['10 - 3 - 2', 5n],
    ['-7 / 2', -3n],
    ['-7 % 2', -1n],
    ['1 << 63', -(2n ** 63n)],
    ['-1 >> 1', -1n],
    ['x == 35 && x != 36', 1n],
    ['0 && 1 / 0', 0n],
    ['1 || 1 / 0', 1n],
    ['!x', 0n],
    ['~0', -1n],
    ['0xff & 0x0f | 16 ^ 1', 31n],
    ['9223372036854775807 + 1', -(2n ** 63n)],
    ['-9223372036854775808 / -1', -(2n ** 63n)],
  ];
  for (const [text, value] of examples) {
    it(`${text} is ${value}`, () => assert.equal(valueOf(text), value));
  }

  it('binds as C does, checked against JavaScript on small numbers', () => {
    // Equality and comparison give booleans in JavaScript, which differ from C once they are operands themselves.
    const operators = binaryOperatorLevels
      .flat()
      .filter((operator) => !/[=<>!]=?$|[&|]{2}|[/%]/.test(operator));
    const small = fc.nat(9);
    const chain = fc.array(fc.tuple(fc.constantFrom(...operators), small), { maxLength: 6 });
    fc.assert(
      fc.property(small, chain, (first, rest) => {
        const text = [first, ...rest.flat()].join(' ');
        const expected: unknown = runInNewContext(text.replace(/(\d+)/g, '$1n'));
        assert.equal(valueOf(text), expected);
      }),
    );
  });

  it('reads assignments and formats', () => {
    assert.equal(parseDebugExpression('result = 5').target, 'result');
    assert.equal(parseDebugExpression('x == 5').target, undefined);
    assert.equal(parseDebugExpression('x,x').format, 'hex');
    assert.equal(parseDebugExpression('x,d').format, 'decimal');
    assert.throws(
      () => parseDebugExpression('x,b'),
      /^EvaluationError: There is no format ',b': ,x shows hex/,
    );
  });

  it('answers any text with a value or an EvaluationError', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('x y01=<>&|+-*/%()!~, @')) }), (text) => {
        try {
          valueOf(text);
        } catch (error) {
          assert.ok(error instanceof EvaluationError, String(error));
        }
      }),
      { numRuns: 5000 },
    );
  });
});
