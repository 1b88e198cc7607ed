import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BytecodeError } from '../../../src/engine/format/bytecodeError';
import { immediateAt, opcodeAt, programOfReturns } from '../../../src/engine/format/program';
import { readProgram, writeProgram } from '../../../src/engine/format/read';
import { anyInt64, anyProgram, readVector, vectorsOf } from '../programs';

function errorOf(bytes: Uint8Array): BytecodeError {
  try {
    readProgram(bytes);
  } catch (error) {
    if (error instanceof BytecodeError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: 'the file was accepted' });
}

const hexOf = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('Format, version 1', () => {
  it('reads return 35', () => {
    const program = readProgram(hexOf('efbeadde 01000000 01000000 01000000 2300000000000000'));
    assert.equal(program.version, 1);
    assert.equal(program.opCount, 1);
    assert.equal(opcodeAt(program, 0), 1);
    assert.equal(immediateAt(program, 0), 35n);
  });

  it('writes what it reads, for any program and whatever follows it', () => {
    fc.assert(
      fc.property(anyProgram, fc.uint8Array({ maxLength: 40 }), (program, trailing) => {
        const bytes = writeProgram({ ...program, trailing });
        assert.deepEqual(writeProgram(readProgram(bytes)), bytes);
      }),
    );
  });

  it('keeps every 64-bit value', () => {
    fc.assert(
      fc.property(anyInt64, (value) => {
        assert.equal(immediateAt(readProgram(writeProgram(programOfReturns([value]))), 0), value);
      }),
    );
  });

  for (const { file, interpreter } of vectorsOf(1)) {
    if (interpreter.exit === 0) {
      it(`accepts ${file}`, () => assert.doesNotThrow(() => readProgram(readVector(file))));
    } else {
      it(`refuses ${file} in the words of the reference`, () => {
        const { message } = errorOf(readVector(file));
        assert.ok(
          message.startsWith(interpreter.stderr),
          `${message} should begin with ${interpreter.stderr}`,
        );
      });
    }
  }
});

describe('Format, bad files', () => {
  it('names the foreign formats', () => {
    assert.equal(errorOf(hexOf('4243c0de 00000000')).problem, 'llvmBitcode');
    assert.equal(errorOf(hexOf('dec0170b 00000000')).problem, 'llvmBitcode');
    assert.equal(errorOf(hexOf('deadbeef 00000001')).problem, 'bigEndian');
    assert.equal(errorOf(new Uint8Array()).problem, 'emptyFile');
    assert.equal(errorOf(hexOf('00010203')).problem, 'badCookie');
  });

  it('names the op and the byte of an unknown opcode', () => {
    const error = errorOf(readVector('v1-op-7.bc'));
    assert.equal(error.problem, 'unavailableOperand');
    assert.equal(error.opIndex, 1);
    assert.equal(error.byteOffset, 24);
  });

  it('refuses a count of 4 Gi ops in a file of 24 bytes without allocating for it', () => {
    const bytes = hexOf('efbeadde 01000000 ffffffff 01000000 2300000000000000');
    const before = process.memoryUsage().arrayBuffers;
    assert.equal(errorOf(bytes).problem, 'truncated');
    assert.ok(process.memoryUsage().arrayBuffers - before < 1_000_000);
  });

  it('answers any bytes with a program or a BytecodeError', () => {
    const header = fc.constantFrom('', 'efbeadde', 'efbeadde01000000', 'efbeadde0100000002000000');
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 60 }), (start, rest) => {
        const bytes = Buffer.concat([hexOf(start), rest]);
        try {
          readProgram(bytes);
        } catch (error) {
          assert.ok(error instanceof BytecodeError, String(error));
        }
      }),
      { numRuns: 20_000 },
    );
  });
});
