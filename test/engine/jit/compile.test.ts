import assert from 'node:assert/strict';
import fc from 'fast-check';
import { immediateAt, programOfReturns } from '../../../src/engine/format/program';
import { readProgram } from '../../../src/engine/format/read';
import { compile } from '../../../src/engine/jit/compile';
import { describeParts } from '../../../src/engine/jit/describe';
import { disassemble } from '../../../src/engine/jit/disassemble';
import { opCountOf, rangeOfOp } from '../../../src/engine/jit/machineCode';
import { partAt } from '../../../src/engine/jit/parts';
import { anyProgram, readVector, vectorsOf } from '../programs';

describe('JIT', () => {
  for (const { file, machineCode, interpreter } of vectorsOf(1)) {
    if (machineCode === undefined || interpreter.exit !== 0) continue;
    it(`emits the bytes of the reference for ${file}`, () => {
      const { bytes } = compile(readProgram(readVector(file)));
      assert.equal(Buffer.from(bytes).toString('hex'), machineCode);
    });
  }

  it('makes every byte belong to one part, and every part decode to what it is said to be', () => {
    fc.assert(
      fc.property(anyProgram, (program) => {
        const code = compile(program);
        const parts = describeParts(code, 0, opCountOf(code), { syntax: 'att' });
        let offset = 0;
        for (const part of parts) {
          assert.equal(part.offset, offset, 'parts follow each other without a gap');
          offset += part.size;
          for (const instruction of part.instructions) {
            const owner = partAt(code, instruction.offset);
            assert.equal(owner?.kind, part.kind);
          }
          if (part.opIndex === undefined) continue;
          const value = BigInt.asUintN(64, immediateAt(program, part.opIndex));
          assert.deepEqual(
            part.instructions.map(({ text }) => text),
            [`movabs $0x${value.toString(16)},%rax`],
          );
          assert.deepEqual(rangeOfOp(code, part.opIndex), {
            start: part.offset,
            end: part.offset + part.size,
          });
        }
        assert.equal(offset, code.bytes.length);
      }),
    );
  });

  it('returns 0 from a program without ops', () => {
    const { bytes } = compile(programOfReturns([]));
    assert.deepEqual(
      disassemble(bytes, 0, bytes.length, 'att').map(({ text }) => text),
      ['push %rbp', 'mov %rsp,%rbp', 'movabs $0x0,%rax', 'leave', 'ret'],
    );
  });

  it('writes Intel syntax too', () => {
    const { bytes } = compile(readProgram(readVector('v1-return-35.bc')));
    assert.deepEqual(
      disassemble(bytes, 0, bytes.length, 'intel').map(({ text }) => text),
      ['push rbp', 'mov rbp, rsp', 'mov rax, 0x23', 'leave', 'ret'],
    );
  });
});
