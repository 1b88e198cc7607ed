import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { operationsOf } from '../../../src/engine/isa/lookup';
import { directivesOf } from '../../../src/engine/listing/directives';
import {
  ListingParser,
  parseListing,
  versionOfListing,
  type ParsedListing,
} from '../../../src/engine/listing/parse';

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

/** The same for versions 2 and 3. */
const nearLaterListing = fc
  .tuple(
    fc.constantFrom('.version 3\n', '.version 3\n.function main registers=4\n', '.version 2\n', ''),
    fc.array(
      fc.oneof(
        fc.constantFrom(
          ...[...operationsOf(3).map(({ mnemonic }) => mnemonic), ...directivesOf(3), ...directivesOf(2)],
        ),
        fc.constantFrom('r0', 'r3', 'R9', 'a', 'b:', 'main', 'c0', '30', 'int64', 'double', '1.5', 'a=7'),
        fc.constantFrom(
          'registers=3',
          'parameters=1',
          '@1:2',
          '@x',
          'a..b',
          '..',
          '"x;y"',
          '"',
          '.',
          '..end',
        ),
        fc.constantFrom(' ', ', ', ',', '\n', '\n', '\r\n', ';', '\t', '\u2028'),
        fc.string({ unit: 'binary' }),
      ),
      { maxLength: 60 },
    ),
    fc.constantFrom('', ' '),
  )
  .map(([version, parts, separator]) => version + parts.join(separator));

const problemsOf = (text: string) =>
  parseListing(text).problems.map(({ line, column, endColumn, code }) => [code, line, column, endColumn]);

describe('the parser of listings', () => {
  it('never throws, and every problem and comment lies inside its line', () => {
    fc.assert(
      fc.property(fc.oneof(nearListing, nearLaterListing, fc.string({ unit: 'binary' })), (text) => {
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
      { numRuns: 5000 },
    );
  });

  it('reads the same in slices of any size', () => {
    fc.assert(
      fc.property(fc.oneof(nearListing, nearLaterListing), fc.integer({ min: 1, max: 5 }), (text, size) => {
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

  const version3 = (...lines: string[]) =>
    problemsOf(['.version 3', '.function main registers=2', ...lines].join('\n'));

  it('names each mistake of version 3 at its place', () => {
    const end = 'RETURN r0';
    assert.deepEqual(version3(' ADD r0, r1', end), [['missingOperand', 3, 2, 5]]);
    assert.deepEqual(version3('ADD r0 r1, r1', end), [['commaExpected', 3, 8, 10]]);
    assert.deepEqual(version3('ADD r0, , r1', end), [['commaExpected', 3, 9, 10]]);
    assert.deepEqual(version3('ADD r0, r1, 7', end), [['notARegister', 3, 13, 14]]);
    assert.deepEqual(version3('ADD r0, r1, r1, r1', end), [['tooMuch', 3, 17, 19]]);
    assert.deepEqual(version3('RETURN r0, a=1, b=2, a=1'), [['tooMuch', 3, 22, 25]]);
    assert.deepEqual(version3('ADD r0, r1, r2', end), [['refused', 3, 13, 15]]);
    assert.deepEqual(version3('ADD r0, r1, r1 @1', end), [['badPlace', 3, 16, 18]]);
    assert.deepEqual(version3('JUMP a'), [['unknownName', 3, 6, 7]]);
    assert.deepEqual(version3('a: a: JUMP a'), [['duplicate', 3, 4, 5]]);
    assert.deepEqual(version3(end, 'a:'), [['misplaced', 4, 1, 2]]);
    assert.deepEqual(version3('LOAD_CONST r0, 9223372036854775808', end), [['doesNotFit', 3, 16, 35]]);
    assert.deepEqual(version3('CALL r0, f, r0', end), [['unknownName', 3, 10, 11]]);
    assert.deepEqual(version3(end, '.array x 1', '.array x 2'), [['duplicate', 5, 8, 9]]);
    assert.deepEqual(version3(end, '.array 1x 1'), [['notAName', 4, 8, 10]]);
    assert.deepEqual(version3(end, '.array x'), [['missingOperand', 4, 1, 7]]);
    assert.deepEqual(version3(end, '.array x 16777217'), [['refused', 4, 8, 9]]);
    assert.deepEqual(version3(end, '.source x'), [['badDirective', 4, 9, 10]]);
    assert.deepEqual(version3(end, '.source "\\ud800"'), [['badDirective', 4, 9, 17]]);
    assert.deepEqual(version3(end, '.source "x"', '.source "y"'), [['duplicate', 5, 1, 8]]);
    assert.deepEqual(version3(end, '.constant c int32 1'), [['badDirective', 4, 13, 18]]);
    assert.deepEqual(version3(end, '.variable main n r0 a..'), [['unknownName', 4, 21, 22]]);
    assert.deepEqual(version3(end, '.variable f n r0'), [['unknownName', 4, 11, 12]]);
    assert.deepEqual(version3(end, '.registers 3'), [['unknownDirective', 4, 1, 11]]);
    assert.deepEqual(version3(end, '.version 3'), [['misplaced', 4, 1, 9]]);
    assert.deepEqual(version3('ADD r0, r0, r0'), [['refused', 3, 1, 4]]);
    assert.deepEqual(problemsOf('.version 3\nRETURN r0\n'), [['misplaced', 2, 1, 7]]);
    assert.deepEqual(problemsOf('.version 3'), [['refused', 1, 10, 11]]);
    assert.deepEqual(problemsOf('.version 4'), [['badVersion', 1, 10, 11]]);
    assert.deepEqual(problemsOf('.function main registers=1'), [['versionMissing', 1, 1, 10]]);
  });

  it('says which op was meant, or which there are', () => {
    const messageOf = (...lines: string[]): string | undefined =>
      parseListing(lines.join('\n')).problems[0]?.message;
    const main = ['.version 3', '.function main registers=1', 'RETURN r0'];
    assert.equal(messageOf(...main, 'JMP top'), "'JMP' is no op of version 3. Did you mean JUMP?");
    assert.equal(messageOf('RETRUN 1'), "'RETRUN' is no op of version 1. Did you mean RETURN?");
    assert.equal(messageOf('xyzzy'), "'xyzzy' is no op of version 1. It has: RETURN.");
    assert.equal(
      messageOf(...main, 'xyzzy'),
      "'xyzzy' is no op of version 3. docs/bytecode.md lists its 54 ops.",
    );
  });

  it('names each mistake of version 2 at its place', () => {
    assert.deepEqual(problemsOf('.version 2\nRETURN r1\n.registers 1'), [['refused', 2, 8, 10]]);
    assert.deepEqual(problemsOf('.version 2\nRETURN r0'), [['missingOperand', 1, 1, 9]]);
    assert.deepEqual(problemsOf('.version 2\na: RETURN r0 @1:1\n.registers 1'), [
      ['misplaced', 2, 1, 2],
      ['misplaced', 2, 14, 18],
    ]);
  });

  it('finds or adds the constant of an integer', () => {
    const { program, problems } = parseListing(
      '.version 3\n.function main registers=1\nLOAD_CONST r0, 7\nLOAD_CONST r0, -0x2\nLOAD_CONST r0, c\n' +
        'LOAD_CONST r0, 7\nRETURN r0\n.constant d double 7\n.constant c int64 -2\n',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [0, 1, 2, 3].map((op) => program.words[op * 4 + 1]),
      [2, 1, 1, 2],
    );
    assert.deepEqual(program.constants[2], { type: 'int64', bits: 7n, padding: 0 });
  });

  it('takes no word of JavaScript for a number', () => {
    for (const word of ['toString', 'constructor', '__proto__']) {
      const { problems } = parseListing(`.version 2\n.registers 1\n.constant c double ${word}`);
      assert.deepEqual(
        problems.map(({ message }) => message),
        [`'${word}' is no double of 64 bits.`],
      );
    }
  });

  it('finds the same version in the first line as in the whole', () => {
    for (const number of ['1', '2', '3', '0x3', '+2', '03', '', 'x', '4', '3 ; langvm bytecode']) {
      const line = `  .VERSION ${number}`;
      assert.equal(versionOfListing(['; note', '', line]), parseListing(line).program.version, line);
    }
  });

  it('finds no comment in a string that is not closed', () => {
    for (const text of ['"a;b', '"a;b\\']) {
      const { problems, comments } = parseListing(
        `.version 3\n.function main registers=1\nRETURN r0\n.source ${text}`,
      );
      assert.deepEqual(comments, [], text);
      assert.deepEqual(
        problems.map(({ code }) => code),
        ['badDirective'],
        text,
      );
    }
  });

  it('says of ten thousands of names that there are none of them without writing each list anew', () => {
    const jumps = Array.from({ length: 40_000 }, (_, index) => `L${index}: JUMP X${index}`);
    const { problems } = parseListing(['.version 3', '.function main registers=1', ...jumps].join('\n'));
    assert.equal(problems.length, 1000);
    assert.equal(problems[0]?.known, problems[1]?.known);
  });

  it('stops reporting when the text is hardly a listing', () => {
    assert.equal(parseListing('x\n'.repeat(5000)).problems.length, 1000);
    const jumps = 'JUMP nowhere\n'.repeat(5000);
    assert.equal(parseListing(`.version 3\n.function f registers=1\n${jumps}`).problems.length, 1000);
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
