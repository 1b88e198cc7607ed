import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { anyVersion2, anyVersion3 } from '../format/programs';
import { immediateAt, programOfReturns } from '../../../src/engine/format/program';
import { formatLine } from '../../../src/engine/listing/format';
import { parseListing } from '../../../src/engine/listing/parse';
import {
  printedLineOfFunction,
  printedLineOfOp,
  printListing,
  printListingBytes,
  printOp,
} from '../../../src/engine/listing/print';

const int64 = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -1000n, max: 1000n }),
  // Around the borders of words, of doubles and of the decimal halves that the printer works in.
  fc
    .tuple(
      fc.constantFrom(2n ** 31n, 2n ** 32n, 2n ** 53n, 10n ** 9n, 10n ** 18n, 2n ** 62n),
      fc.bigInt(-2n, 2n),
    )
    .chain(([base, offset]) => fc.constantFrom(base + offset, -base + offset)),
  fc.constantFrom(2n ** 63n - 1n, -(2n ** 63n), 0n),
);

describe('a listing, printed and parsed again', () => {
  for (const [version, programs] of [
    [2, anyVersion2],
    [3, anyVersion3],
  ] as const) {
    it(`is the same program of version ${version}`, () => {
      fc.assert(
        fc.property(programs, (program) => {
          const text = printListing(program, '/a/out.bc');
          const { program: parsed, problems, comments, opLines, symbols } = parseListing(text);
          assert.deepEqual(problems, []);
          assert.deepEqual(comments, []);
          assert.deepEqual(parsed, { ...program, trailing: parsed.trailing, unknownSections: [] });
          assert.deepEqual(
            [...opLines],
            Array.from(opLines, (_, opIndex) => printedLineOfOp(program, opIndex)),
          );
          if (version === 3) {
            assert.deepEqual(
              symbols.functions.map(({ line }) => line),
              program.functions.map((_, index) => printedLineOfFunction(program, index)),
            );
          }
        }),
        { numRuns: 500 },
      );
    });

    it(`is written as formatting writes it, in version ${version}`, () => {
      fc.assert(
        fc.property(programs, (program) => {
          for (const line of printListing(program, '/a/out.bc').split('\n')) {
            assert.equal(formatLine(line, version), line);
          }
        }),
      );
    });
  }

  it('is the same program', () => {
    fc.assert(
      fc.property(fc.array(int64), (values) => {
        const program = programOfReturns(values);
        const { program: parsed, problems, comments } = parseListing(printListing(program, '/a/out.bc'));
        assert.deepEqual(problems, []);
        assert.deepEqual(comments, []);
        assert.deepEqual(parsed, program);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same program with more constants than a call may have arguments', () => {
    const constants = Array.from({ length: 300_000 }, (_, index) => `.constant c${index} int64 ${index}`);
    const { program } = parseListing(['.version 2', '.registers 1', 'RETURN r0', ...constants].join('\n'));
    assert.equal(program.constants.length, constants.length);
    assert.deepEqual(parseListing(printListing(program, '/a/out.bc')).program, program);
  });

  it('says every integer as the language itself does', () => {
    fc.assert(
      fc.property(int64, (value) => {
        const program = programOfReturns([value]);
        assert.equal(printOp(program, 0), `RETURN ${value}`);
        assert.equal(printListing(program, 'x').split('\n')[4], `RETURN ${value}`);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads integers however they are written', () => {
    fc.assert(
      fc.property(
        int64,
        fc.constantFrom('  ', '\t', ''),
        fc.constantFrom('\r', ' ', '; why', ''),
        (value, indent, end) => {
          const sign = value < 0n ? '-' : '';
          const magnitude = value < 0n ? -value : value;
          for (const text of [String(value), `${sign}0x${magnitude.toString(16)}`, `${sign}00${magnitude}`]) {
            const { program, problems } = parseListing(
              `${indent}return ${text}${end}\n${indent}RETURN ${text}${end}`,
            );
            assert.deepEqual(problems, []);
            assert.equal(program.opCount, 2);
            assert.equal(immediateAt(program, 0), value);
            assert.equal(immediateAt(program, 1), value);
          }
        },
      ),
    );
  });

  it('keeps every op on its line', () => {
    const program = programOfReturns([1n, 2n, 3n]);
    const { opLines } = parseListing(printListing(program, 'x'));
    assert.deepEqual(
      [...opLines],
      [0, 1, 2].map((opIndex) => printedLineOfOp(program, opIndex)),
    );
  });

  it('is one text, as characters and as bytes, whatever the path', () => {
    const program = programOfReturns([35n]);
    for (const path of ['/a/out.bc', '/täst/⚙️/out.bc', '/two\nlines']) {
      const text = printListing(program, path);
      assert.equal(new TextDecoder().decode(printListingBytes(program, path)), text);
      assert.equal(text.split('\n').length, 6);
    }
  });

  it('tells of bytes after the last op', () => {
    const text = printListing({ ...programOfReturns([35n]), trailing: new Uint8Array(3) }, 'x');
    assert.match(text, /^; 1 op; 3 bytes after the last op: ignored, kept on saving$/m);
  });
});
