import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { formatLine } from '../../../src/engine/listing/format';
import { parseListing } from '../../../src/engine/listing/parse';

describe('formatting a line of a listing', () => {
  for (const [line, formatted] of [
    ['  return   0x23  ', 'RETURN 35'],
    ['RETURN -0x1;why', 'RETURN -1 ;why'],
    ['   ; a comment  ', '; a comment'],
    ['\t', ''],
    ['  nonsense 1 ', '  nonsense 1'],
    ['return 99999999999999999999', 'return 99999999999999999999'],
    ['return 1 2', 'return 1 2'],
    ['return 1\r', 'RETURN 1'],
  ] as const) {
    it(`makes ${JSON.stringify(formatted)} of ${JSON.stringify(line)}`, () => {
      assert.equal(formatLine(line), formatted);
    });
  }

  it('changes nothing of what a line means, and nothing the second time', () => {
    const line = fc
      .array(fc.constantFrom('RETURN', 'return', 'nope', ' ', '\t', '35', '-0x1F', ';', 'x'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(line, (text) => {
        const formatted = formatLine(text);
        assert.equal(formatLine(formatted), formatted);
        assert.deepEqual(parseListing(formatted).program, parseListing(text).program);
        assert.equal(parseListing(formatted).problems.length, parseListing(text).problems.length);
      }),
      { numRuns: 1000 },
    );
  });
});
