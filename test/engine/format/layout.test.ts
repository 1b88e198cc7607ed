import assert from 'node:assert/strict';
import { BytecodeError } from '../../../src/engine/format/bytecodeError';
import { opBytes } from '../../../src/engine/format/opBytes';
import { opByteOffset } from '../../../src/engine/format/byteOffsets';
import { readProgram, writeProgram } from '../../../src/engine/format/read';
import { parseListing } from '../../../src/engine/listing/parse';

const programOf = (text: string) => parseListing(text).program;
const bytesOf = (text: string): Uint8Array => writeProgram(programOf(text));

const version2 = bytesOf('.version 2\nLOAD_CONST r0, 7\nRETURN r0\n.registers 1\n');
const version3 = bytesOf('.version 3\n.function main registers=1\nLOAD_CONST r0, 7\nRETURN r0\n');

function messageOf(bytes: Uint8Array): string {
  try {
    readProgram(bytes);
  } catch (error) {
    if (error instanceof BytecodeError) return error.message;
    throw error;
  }
  return 'accepted';
}

/** The bytes with other words of 32 bits at some places. */
function changed(bytes: Uint8Array, words: Readonly<Record<number, number>>): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const view = new DataView(copy.buffer);
  for (const [offset, word] of Object.entries(words)) view.setUint32(Number(offset), word, true);
  return copy;
}

/** The sections of a file of version 3, each with header and padding. */
function sectionsOf(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const sections: Uint8Array[] = [];
  for (let offset = 16; offset < bytes.length;) {
    const end = offset + 16 + ((view.getUint32(offset + 8, true) + 7) & ~7);
    sections.push(bytes.subarray(offset, end));
    offset = end;
  }
  return sections;
}

function fileOf(sections: readonly Uint8Array[]): Uint8Array {
  const header = changed(version3.subarray(0, 16), { 8: sections.length });
  return Uint8Array.from(Buffer.concat([header, ...sections]));
}

describe('Format, version 2, a file that is cut', () => {
  for (const [size, message] of [
    [12, 'Error reading bytecode in file: the header takes 16 bytes, the file ends after 12.'],
    [
      40,
      'Error reading bytecode in file: the op count at byte 8 says 2, which takes 32 bytes, ' +
        'but the file ends at byte 40, in op 1.',
    ],
    [50, 'Error reading bytecode in file: the constant count should stand at byte 48'],
    [70, 'Error reading bytecode in file: the constant count at byte 48 says 1, which takes 16 bytes'],
    [72, 'Error reading bytecode in file: the register count should stand at byte 72'],
  ] as const) {
    it(`after ${size} bytes says so`, () => {
      assert.ok(
        messageOf(version2.subarray(0, size)).startsWith(message),
        messageOf(version2.subarray(0, size)),
      );
    });
  }

  it('or lies about its counts says the number that is there', () => {
    assert.match(
      messageOf(changed(version2, { 8: 0xffff_ffff, 12: 0xffff_ffff })),
      /says 18446744073709551615, /,
    );
    assert.match(
      messageOf(changed(version2, { 72: 0xffff_ffff, 76: 0xffff_ffff })),
      /^Too many registers: the program at byte 72 asks for 18446744073709551615, /,
    );
    assert.equal(
      messageOf(changed(version2, { 56: 3 })),
      'Bad constant: constant 0 at byte 56 has type 3; 0 (none), 1 (int64) or 2 (double) was awaited.',
    );
  });
});

describe('Format, version 3, sections', () => {
  const sections = sectionsOf(version3);
  const [code = noSection, functions = noSection, constants = noSection, strings = noSection] = sections;

  it('are read in any order, and written in one', () => {
    assert.equal(sections.length, 4);
    const shuffled = fileOf([strings, constants, functions, code]);
    assert.notDeepEqual(shuffled, version3);
    assert.deepEqual(writeProgram(readProgram(shuffled)), version3);
  });

  it('name the byte in the file that was read, whatever its order', () => {
    const file = fileOf([strings, functions, constants, code]);
    const opcodeAt = file.length - code.length + 16;
    assert.match(
      messageOf(changed(file, { [opcodeAt]: 99 })),
      new RegExp(`^Unavailable operand 99: op 0 at byte ${opcodeAt} is no operation of version 3\\.$`),
    );
  });

  it('of unknown kinds are kept', () => {
    const unknown = changed(Uint8Array.from(strings), { 0: 4242 });
    const program = readProgram(fileOf([unknown, ...sections]));
    assert.deepEqual(
      program.unknownSections.map(({ kind, content }) => [kind, new TextDecoder().decode(content)]),
      [[4242, 'main']],
    );
    assert.deepEqual(writeProgram(program), fileOf([...sections, unknown]));
  });

  for (const [what, file, message] of [
    ['one that is there twice', fileOf([...sections, code]), /is of kind 1, and so is that at byte 16/],
    ['no code', fileOf([functions, strings]), /has no section of kind 1 \(code\)/],
    ['no functions', fileOf([code, strings]), /has no section of kind 2 \(functions\)/],
    [
      'bytes behind the last',
      Uint8Array.of(...version3, 0),
      /the last section ends at byte \d+, but the file has/,
    ],
    ['fewer than were said', changed(version3, { 8: 5 }), /header of section 4 should stand at byte/],
    ['more than were said', changed(version3, { 8: 3 }), /the last section ends at byte/],
    ['too many', changed(version3, { 8: 257 }), /has 257 sections \(byte 8\); a program may have 256/],
    ['a reserved field', changed(version3, { 12: 1 }), /byte 12 is reserved and must be 0, but is 1/],
    ['a reserved field of a section', changed(version3, { 20: 1 }), /byte 20 is reserved and must be 0/],
    [
      'a length that is too large',
      changed(version3, { 28: 1 }),
      /section 0 at byte 16 says it has 4294967328 bytes and so goes on to byte 4294967360, but the file ends at/,
    ],
    [
      'half an op',
      fileOf([changed(code.subarray(0, 40), { 8: 24 }), functions, constants, strings]),
      /not a whole number of entries of 16 bytes/,
    ],
    [
      'a name outside of the strings',
      fileOf([code, functions, constants]),
      /has its text at 0 to 4 of the strings, which have 0 bytes/,
    ],
    [
      'a name that is no text',
      changed(version3, { [version3.length - 8]: 0xffff_ffff }),
      /has a text that is no UTF-8/,
    ],
  ] as const) {
    it(`with ${what} are refused`, () => {
      assert.match(messageOf(file), message);
    });
  }
});

const noSection = new Uint8Array(0);

describe('Format, the bytes of an op', () => {
  for (const text of [
    'RETURN 1\nRETURN -2\n',
    '.version 2\nADD r1, r2, r3\nRETURN r0, a=7\n.registers 4\n',
    '.version 3\n.function main registers=4\nADD r1, r2, r3\nRETURN r0\n',
  ]) {
    it(`are those of the file: ${text.split('\n')[0] ?? ''}`, () => {
      const program = programOf(text);
      const file = writeProgram(program);
      for (let opIndex = 0; opIndex < program.opCount; opIndex++) {
        const bytes = opBytes(program, opIndex);
        const offset = opByteOffset(program, opIndex);
        assert.deepEqual(file.slice(offset, offset + bytes.length), bytes);
      }
    });
  }
});
