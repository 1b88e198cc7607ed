import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { immediateAt } from '../../../src/engine/format/program';
import { writeProgram } from '../../../src/engine/format/read';
import { compileLang } from '../../../src/engine/lang/compile';
import { LangError } from '../../../src/engine/lang/langError';
import { anyInt64 } from '../programs';

const folder = path.resolve(__dirname, '../../fixtures/vectors');
interface LangVector {
  readonly file: string;
  readonly bytecode: string;
}
const vectors = JSON.parse(readFileSync(path.join(folder, 'langc.json'), 'utf8')) as LangVector[];

describe('Compiler', () => {
  for (const { file, bytecode } of vectors) {
    // The reference clamps an integer that does not fit; ours reports it (see the last test of this group).
    if (file === 'lang-clamp-max.lang') continue;
    it(`writes the bytes of the reference for ${file}`, () => {
      const source = readFileSync(path.join(folder, file), 'utf8');
      assert.equal(Buffer.from(writeProgram(compileLang(source, file))).toString('hex'), bytecode);
    });
  }

  it('takes any integer that fits, with or without return and semicolon', () => {
    const form = fc.constantFrom(
      (value: bigint) => `return ${value}`,
      (value: bigint) => `return\n\t${value};`,
      (value: bigint) => `// comment\n${value} /* end */`,
    );
    fc.assert(
      fc.property(anyInt64, form, (value, write) => {
        assert.equal(immediateAt(compileLang(write(value), 'a.lang'), 0), value);
      }),
    );
  });

  it('knows where each op comes from', () => {
    const { debug } = compileLang('\n  return 42\n', 'a.lang');
    assert.deepEqual(debug, {
      sourcePath: 'a.lang',
      lines: Uint32Array.of(2),
      columns: Uint32Array.of(3),
      variables: [],
    });
  });

  const mistakes: readonly [source: string, problem: string][] = [
    ['return', 'a.lang:1:7: Expected a value, found the end of the file.'],
    ['return 1 return 2', "a.lang:1:10: Expected ';', found 'return'."],
    ['return @', "a.lang:1:8: '@' has no meaning here."],
    ['return 9223372036854775808', 'a.lang:1:8: 9223372036854775808 does not fit'],
    ['return -9223372036854775809', 'a.lang:1:9: -9223372036854775809 does not fit'],
  ];
  for (const [source, problem] of mistakes) {
    it(`reports ${JSON.stringify(source)} with its place`, () => {
      assert.throws(
        () => compileLang(source, 'a.lang'),
        (error) => error instanceof LangError && error.message.includes(problem),
      );
    });
  }
});
