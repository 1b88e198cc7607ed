import assert from 'node:assert/strict';
import { bytesOf } from '../../../src/engine/gdb/byteWriter';

/** Signed LEB128, read as DWARF 4 has it (figure 47), in integers of any size. */
function readSigned(bytes: Uint8Array): bigint {
  let value = 0n;
  bytes.forEach((byte, index) => {
    assert.equal((byte & 0x80) !== 0, index < bytes.length - 1, 'only the last byte ends the number');
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
  });
  return BigInt.asIntN(7 * bytes.length, value);
}

/** Around every power of two that a number holds exactly, with both signs, and in between. */
const integers = Array.from({ length: 53 }, (_, power) => 2 ** power).flatMap((power) =>
  [power - 1, power, power + 1, Math.floor(power * 1.37)].flatMap((value) => [value, -value]),
);

describe('Signed LEB128', () => {
  it('reads back as what was written, up to the largest safe integers', () => {
    for (const value of [...integers, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])
      assert.equal(readSigned(bytesOf((writer) => writer.sleb128(value))), BigInt(value));
  });

  it('takes no more bytes than it needs', () => {
    const lengthOf = (value: number): number => bytesOf((writer) => writer.sleb128(value)).length;
    for (let length = 1; length <= 7; length++) {
      const limit = 2 ** (7 * length - 1);
      assert.deepEqual([limit - 1, -limit, limit, -limit - 1].map(lengthOf), [
        ...[length, length],
        ...[length + 1, length + 1],
      ]);
    }
  });
});
