import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { programOfReturns } from '../../../src/engine/format/program';
import { readProgram, writeProgram } from '../../../src/engine/format/read';
import { parseListing } from '../../../src/engine/listing/parse';
import { classify } from '../../../src/extension/editor/classify';
import { excerptAround } from '../../../src/extension/editor/excerpt';
import { binaryOfListing, listingOfFile } from '../../../src/extension/files/listingBytes';
import { binaryPartsOf, listingPartsOf } from '../../../src/extension/files/listingUri';
import { anyVersion2, anyVersion3 } from '../../engine/format/programs';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytecode = writeProgram(programOfReturns([35n]));

describe('the URI of a listing', () => {
  it('is that of the file under our scheme', () => {
    const file = { scheme: 'file', authority: '', path: '/work/out.bc', query: '' };
    assert.deepEqual(listingPartsOf(file), { ...file, scheme: 'langvm-bytecode' });
  });

  it('leads back to the file, whatever its scheme', () => {
    const parts = fc.record(
      {
        scheme: fc.constantFrom('file', 'vscode-remote', 'git', 'memfs'),
        authority: fc.constantFrom('', 'server', 'ssh-remote+host'),
        path: fc.string().map((name) => `/${name}`),
        query: fc.oneof(fc.constant(''), fc.string({ unit: 'grapheme' })),
      },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(parts, (file) => {
        assert.deepEqual(binaryPartsOf(listingPartsOf(file)), file);
      }),
    );
  });
});

describe('a file and its listing', () => {
  it('edited nowhere is the same file', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n)), fc.uint8Array(), (values, trailing) => {
        const file = writeProgram({ ...programOfReturns(values), trailing });
        const { form, text } = listingOfFile(file, '/out.bc');
        assert.equal(form, 'binary');
        assert.deepEqual(binaryOfListing(text, file), file);
      }),
    );
  });

  for (const [version, programs] of [
    [2, anyVersion2],
    [3, anyVersion3],
  ] as const) {
    it(`edited nowhere is the same file of version ${version}`, () => {
      fc.assert(
        fc.property(programs, (program) => {
          const file = writeProgram(program);
          const { form, text } = listingOfFile(file, '/out.bc');
          assert.equal(form, 'binary');
          assert.deepEqual(binaryOfListing(text, file), file);
        }),
      );
    });
  }

  it('whose version was changed keeps only what the new version has room for', () => {
    const old = writeProgram({ ...programOfReturns([1n]), trailing: Uint8Array.of(7, 8) });
    const edited = encode('.version 3\n.function main registers=1\nRETURN r0\n');
    assert.deepEqual(readProgram(binaryOfListing(edited, old)).trailing, new Uint8Array(0));
    const section = { kind: 1000, content: Uint8Array.of(1) };
    const version3 = writeProgram({
      ...parseListing(new TextDecoder().decode(edited)).program,
      unknownSections: [section],
    });
    assert.deepEqual(readProgram(binaryOfListing(edited, version3)).unknownSections, [section]);
    assert.deepEqual(binaryOfListing(encode('RETURN 35'), version3), bytecode);
  });

  it('that is text is its own listing', () => {
    const text = encode('; mine\nRETURN 1');
    assert.deepEqual(listingOfFile(text, '/out.bc'), { form: 'text', text });
  });

  it('with mistakes makes no file, and says where', () => {
    assert.throws(
      () => binaryOfListing(encode('RETURN 1\n RETURN'), undefined),
      /line 2, column 2: RETURN needs/,
    );
    assert.throws(() => binaryOfListing(encode('a\nb\nc'), undefined), /and 2 more problems/);
  });
});

describe('what a .bc file is', () => {
  const kindOf = (bytes: Uint8Array): string => {
    const content = classify(bytes);
    return content.kind === 'foreign' ? (content.problem ?? 'other') : content.kind;
  };

  for (const [kind, bytes] of [
    ['listing', bytecode],
    ['listing', encode('RETURN 35')],
    ['listing', encode('RETRUN 35')],
    ['script', encode('scale=20\n4*a(1)\n')],
    ['script', encode('/* pi */\ndefine f(x) { return x; }')],
    ['llvmBitcode', Uint8Array.of(0x42, 0x43, 0xc0, 0xde, 1)],
    ['llvmBitcode', Uint8Array.of(0xde, 0xc0, 0x17, 0x0b, 1)],
    ['bigEndian', Uint8Array.of(0xde, 0xad, 0xbe, 0xef)],
    ['emptyFile', new Uint8Array(0)],
    ['truncated', bytecode.subarray(0, 23)],
    ['badCookie', Uint8Array.of(0, 1, 2)],
  ] as const) {
    it(`${kind}: ${bytes.length} bytes, ${Buffer.from(bytes).toString('hex', 0, 16)}`, () => {
      assert.equal(kindOf(bytes), kind);
    });
  }

  it('is never a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (rest) => {
        classify(rest);
        classify(Uint8Array.of(...bytecode.subarray(0, 8), ...rest));
      }),
    );
  });
});

describe('the bytes around a place', () => {
  it('are whole rows with the place marked', () => {
    const bytes = Uint8Array.from({ length: 64 }, (_, index) => index + 0x20);
    const rows = excerptAround(bytes, 33)?.rows;
    assert.deepEqual(
      rows?.map(({ offset, marked }) => [offset, marked]),
      [
        [16, undefined],
        [32, 1],
        [48, undefined],
      ],
    );
    assert.equal(rows.at(1)?.text, '@ABCDEFGHIJKLMNO');
  });

  it('may be the end of the file', () => {
    assert.deepEqual(excerptAround(new Uint8Array(16), 16)?.rows.at(-1), {
      offset: 16,
      bytes: [],
      text: '',
      marked: 0,
    });
    assert.deepEqual(excerptAround(new Uint8Array(20), 20)?.rows.at(-1)?.marked, 4);
    assert.equal(excerptAround(new Uint8Array(0), 0), undefined);
  });

  it('mark exactly one place, wherever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(120), (size, offset) => {
        const rows = excerptAround(new Uint8Array(size), Math.min(offset, size))?.rows ?? [];
        assert.equal(rows.filter(({ marked }) => marked !== undefined).length, 1);
        assert.ok(rows.length <= 3);
      }),
    );
  });
});
