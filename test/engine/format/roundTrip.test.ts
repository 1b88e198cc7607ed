import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readProgram, writeProgram } from '../../../src/engine/format/read';
import { verify } from '../../../src/engine/format/verify';
import { anyProgram, readVector, vectorsOf } from '../programs';
import { anyVersion2, anyVersion3 } from './programs';

describe('Format, written and read again', () => {
  for (const [version, programs] of [
    [1, anyProgram],
    [2, anyVersion2],
    [3, anyVersion3],
  ] as const) {
    it(`is the same program of version ${version}`, () => {
      fc.assert(
        fc.property(programs, (program) => {
          verify(program);
          assert.deepEqual(readProgram(writeProgram(program)), program);
        }),
        { numRuns: 500 },
      );
    });
  }

  for (const { file } of vectorsOf(2)) {
    it(`is ${file} to the byte`, () => {
      const bytes = new Uint8Array(readVector(file));
      assert.deepEqual(writeProgram(readProgram(bytes)), bytes);
    });
  }
});
