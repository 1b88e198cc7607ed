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

  for (const [line, formatted] of [
    ['add R0,r1 , r2;why', '        ADD r0, r1, r2 ;why'],
    ['loop:jump', 'loop:jump'],
    [' a: b:jump x', ' a: b:jump x'],
    [' a: b: jump x', 'a: b:   JUMP x'],
    ['x: jump_if r0, x @3:4', 'x:      JUMP_IF r0, x                   @3:4'],
    ['   ; a comment', '        ; a comment'],
    ['; a comment', '; a comment'],
    ['ADD r0 r1', 'ADD r0 r1'],
    ['.FUNCTION  main   registers=1  ', '.function main registers=1'],
    ['.source   "a;  b"  ; c', '.source "a;  b" ; c'],
    ['loop:  ', 'loop:'],
  ] as const) {
    it(`makes ${JSON.stringify(formatted)} of ${JSON.stringify(line)} in version 3`, () => {
      assert.equal(formatLine(line, 3), formatted);
      assert.equal(formatLine(formatted, 3), formatted);
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
