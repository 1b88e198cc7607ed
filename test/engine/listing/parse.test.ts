import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { ListingParser, parseListing, type ParsedListing } from '../../../src/engine/listing/parse';

/** Text that comes near a listing, so that every branch of the parser is met. */
const nearListing = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'RETURN',
        'return',
        'Return',
        'RETURNS',
        'JUMP',
        'NONE',
        ';',
        '; note',
        '-',
        '+',
        '0x',
        '0x1F',
      ),
      fc.constantFrom(' ', '\t', '\n', '\r\n', '\r', '\u00a0', '\u2028', '', '𝒳'),
      fc.bigInt().map(String),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map((parts) => parts.join(''));

const problemsOf = (text: string) =>
  parseListing(text).problems.map(({ line, column, endColumn, code }) => [code, line, column, endColumn]);

describe('the parser of listings', () => {
  it('never throws, and every problem and comment lies inside its line', () => {
    fc.assert(
      fc.property(fc.oneof(nearListing, fc.string({ unit: 'binary' })), (text) => {
        const lines = text.split('\n');
        const { program, opLines, problems, comments } = parseListing(text);
        for (const { line, column, endColumn } of [...problems, ...comments]) {
          const length = lines[line - 1]?.length ?? -1;
          assert.ok(column >= 1 && column < endColumn, 'a range holds a character');
          assert.ok(endColumn <= length + 1, 'a range ends with its line');
        }
        assert.equal(opLines.length, program.opCount);
        assert.equal(program.words.length, program.opCount * 4);
        assert.ok(opLines.every((line, index) => line <= lines.length && line > (opLines[index - 1] ?? 0)));
      }),
      { numRuns: 2000 },
    );
  });

  it('reads the same in slices of any size', () => {
    fc.assert(
      fc.property(nearListing, fc.integer({ min: 1, max: 5 }), (text, size) => {
        const parser = new ListingParser(text);
        while (parser.advance(size));
        assert.deepEqual(parser.finish(), parseListing(text));
      }),
    );
  });

  it('names each mistake at its place', () => {
    assert.deepEqual(problemsOf('  JUMP 3'), [['unknownMnemonic', 1, 3, 7]]);
    assert.deepEqual(problemsOf('\t RETURN  abc  1'), [
      ['notAnInteger', 1, 11, 14],
      ['tooMuch', 1, 16, 17],
    ]);
    assert.deepEqual(problemsOf('RETURN'), [['missingOperand', 1, 1, 7]]);
    assert.deepEqual(problemsOf('\nRETURN abc ; why'), [['notAnInteger', 2, 8, 11]]);
    assert.deepEqual(problemsOf('RETURN 9223372036854775808'), [['doesNotFit', 1, 8, 27]]);
    assert.deepEqual(problemsOf('RETURN -9223372036854775809'), [['doesNotFit', 1, 8, 28]]);
    assert.deepEqual(problemsOf('RETURN 1 2 3 ; x'), [['tooMuch', 1, 10, 13]]);
    assert.deepEqual(problemsOf('RETURN x y'), [
      ['notAnInteger', 1, 8, 9],
      ['tooMuch', 1, 10, 11],
    ]);
  });

  it('stops reporting when the text is hardly a listing', () => {
    assert.equal(parseListing('x\n'.repeat(5000)).problems.length, 1000);
  });

  it('tells the comments of a person from the header', () => {
    const header = '; langvm bytecode, format version 1\n; source: /a\n; 2 ops\n; main:\n';
    const commentsOf = ({ comments }: ParsedListing) =>
      comments.map(({ line, column, endColumn }) => [line, column, endColumn]);
    assert.deepEqual(commentsOf(parseListing(`${header}RETURN 1\n`)), []);
    assert.deepEqual(commentsOf(parseListing(`${header}RETURN 1 ; one\n; two \n`)), [
      [5, 10, 15],
      [6, 1, 6],
    ]);
    assert.deepEqual(commentsOf(parseListing('; mine\n')), [[1, 1, 7]]);
  });
});
