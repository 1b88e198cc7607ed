import assert from 'node:assert/strict';
import { operations } from '../../../src/engine/isa/operations';
import { compile } from '../../../src/engine/jit/compile';
import { describeParts } from '../../../src/engine/jit/describe';
import { breakpointSize, opCountOf, rangeOfOp } from '../../../src/engine/jit/machineCode';
import { nameOfPart, partAt } from '../../../src/engine/jit/parts';
import { randomProgram } from '../support/randomProgram';

const programCount = process.env['LANGVM_LONG'] === '1' ? 5_000 : 150;

describe('Machine code of random programs', function () {
  this.timeout(programCount * 100 + 10_000);

  it('has every byte in one part, and every part decodes to whole instructions', () => {
    const opcodes = new Set<number>();
    for (let seed = 0; seed < programCount; seed++) {
      const program = randomProgram(seed);
      const code = compile(program);
      let offset = 0;
      for (const part of describeParts(code, 0, opCountOf(code), { syntax: 'att' })) {
        const place = `randomProgram(${seed}), ${part.name}`;
        assert.equal(part.offset, offset, `${place}: parts follow each other without a gap`);
        let end = part.offset;
        for (const { offset: at, bytes, text } of part.instructions) {
          assert.equal(at, end, `${place}: instructions follow each other`);
          assert.doesNotMatch(text, /\(bad\)/, place);
          assert.equal(partAt(code, at)?.kind, part.kind, place);
          end += (bytes.length + 1) / 3;
        }
        assert.equal(end, part.offset + part.size, `${place}: the last instruction ends with its part`);
        offset += part.size;
      }
      assert.equal(offset, code.bytes.length);
      for (let opIndex = 0; opIndex < program.opCount; opIndex++) {
        const { start, end } = rangeOfOp(code, opIndex);
        assert.ok(
          end - start >= breakpointSize,
          `op ${opIndex} of randomProgram(${seed}) has room for a breakpoint`,
        );
        const owner = partAt(code, end - 1);
        assert.equal(owner && nameOfPart(owner), `op ${opIndex}`);
        opcodes.add(program.words[opIndex * 4] ?? 0);
      }
    }
    const known = Object.values(operations).filter(({ versions }) =>
      versions.some((version) => version === 3),
    );
    assert.equal(opcodes.size, known.length, 'every operation was among them');
  });
});
