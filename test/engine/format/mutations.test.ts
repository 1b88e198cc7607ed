import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { BytecodeError } from '../../../src/engine/format/bytecodeError';
import { readProgram, writeProgram } from '../../../src/engine/format/read';
import { programOfReturns } from '../../../src/engine/format/program';
import { parseListing } from '../../../src/engine/listing/parse';
import type { Program } from '../../../src/engine/format/program';
import { anyVersion2, anyVersion3 } from './programs';
import { mutate, randomNumbers } from './mutate';

/** With LANGVM_LONG=1 so many inputs, else a sample of them. */
const inputCount = process.env.LANGVM_LONG === '1' ? 1_000_000 : 20_000;

/** Files that everything is made of: small ones, since a large one is mostly ops of which one is like the other. */
const seeds: readonly Uint8Array[] = [
  programOfReturns([35n]),
  programOfReturns([1n, -7n, 2n ** 40n]),
  ...fc.sample(anyVersion2, { numRuns: 30, seed: 2 }),
  ...fc.sample(anyVersion3, { numRuns: 60, seed: 3 }),
].map(writeProgram);

/** Room for what reading and writing a file of at most a few thousand bytes may take in buffers. Unit: bytes. */
const allocationLimit = 100_000;

/** A clear sign of a loop over a count that the file has no room for. Unit: milliseconds. */
const timeLimit = 1000;

describe('Format, files that were tampered with', () => {
  it(`answers ${inputCount} of them with a program or a BytecodeError, at once and without much memory`, function () {
    this.timeout(30 * 60_000);
    const random = randomNumbers(20_240_229);
    const answers = { accepted: 0, refused: 0 };
    const problems = new Map<string, number>();
    let slowest = 0;
    let largest = 0;
    for (let count = 0; count < inputCount; count++) {
      const bytes = mutate(seeds, random);
      const { arrayBuffers } = process.memoryUsage();
      const start = performance.now();
      try {
        const program = readProgram(bytes);
        answers.accepted++;
        // What was accepted is a program like any other, to the byte once it was written.
        const written = writeProgram(program);
        assert.equal(Buffer.compare(writeProgram(readProgram(written)), written), 0);
      } catch (error) {
        assert.ok(error instanceof BytecodeError, `${String(error)}: ${Buffer.from(bytes).toString('hex')}`);
        assert.ok((error.byteOffset ?? 0) <= bytes.length, 'the place lies in the file');
        answers.refused++;
        problems.set(error.problem, (problems.get(error.problem) ?? 0) + 1);
      }
      slowest = Math.max(slowest, performance.now() - start);
      largest = Math.max(largest, process.memoryUsage().arrayBuffers - arrayBuffers);
    }
    assert.ok(slowest < timeLimit, `${slowest} ms`);
    assert.ok(largest < allocationLimit, `${largest} bytes`);
    // Otherwise the mutations are too gentle or too rough to show anything.
    assert.ok(answers.accepted > inputCount / 50, `${answers.accepted} accepted`);
    assert.ok(problems.size >= 8, [...problems.keys()].join(', '));
    if (inputCount > 20_000)
      console.log(
        answers,
        Object.fromEntries(problems),
        `slowest ${slowest.toFixed(1)} ms, largest ${largest} bytes`,
      );
  });

  it('answers counts of gigabytes in tiny files within milliseconds', () => {
    const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex');
    const huge = ['ffffffff 00000000', 'ffffffff ffffffff', '00000000 01000000', 'ffffffff ffffff7f'];
    const files = huge.flatMap((count) => [
      hex(`efbeadde 02000000 ${count}`),
      hex(`efbeadde 02000000 00000000 00000000 ${count}`),
      hex(`efbeadde 02000000 00000000 00000000 00000000 00000000 ${count}`),
      hex(`efbeadde 03000000 01000000 00000000 01000000 00000000 ${count}`),
      hex(`efbeadde 03000000 ${count}`),
    ]);
    for (const bytes of files) {
      const { arrayBuffers } = process.memoryUsage();
      const start = performance.now();
      assert.throws(() => readProgram(bytes), BytecodeError, Buffer.from(bytes).toString('hex'));
      assert.ok(performance.now() - start < 100);
      assert.ok(process.memoryUsage().arrayBuffers - arrayBuffers < 10_000);
    }
  });

  it('refuses one long text that many names share', () => {
    const program = seedProgram();
    const bytes = writeProgram(program);
    const { start } = namesOf(bytes);
    new DataView(bytes.buffer).setUint32(start + 20, 256, true);
    assert.throws(() => readProgram(bytes), /has a text of 256 bytes; it may have 255/);
  });
});

/** A program whose functions are easy to find in its bytes. */
const seedProgram = (): Program =>
  parseListing('.version 3\n.function main registers=1\nRETURN r0\n').program;

/** Where the first entry of the table of functions stands: behind header, section of one op, section header. */
const namesOf = (bytes: Uint8Array): { readonly start: number } => {
  const start = 16 + 16 + 16 + 16;
  assert.equal(bytes[16 + 16 + 16], 2, 'the second section is that of the functions');
  return { start };
};
