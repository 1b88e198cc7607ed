import assert from 'node:assert/strict';
import { BytecodeError } from '../../../src/engine/format/bytecodeError';
import type { Program } from '../../../src/engine/format/program';
import { readProgram, writeProgram } from '../../../src/engine/format/read';
import { flawsOf, verify } from '../../../src/engine/format/verify';
import { parseListing } from '../../../src/engine/listing/parse';

/** The program of a listing, whether or not the verifier likes it. */
const programOf = (...lines: string[]): Program => parseListing(`${lines.join('\n')}\n`).program;

const version2 = (...ops: string[]): Program =>
  programOf('.version 2', ...ops, '.registers 4', '.constant c int64 1');

const version3 = (...lines: string[]): Program => programOf('.version 3', ...lines);

const main = '.function main registers=4';

/** The error about a file that says a program. */
function errorOf(program: Program): BytecodeError {
  try {
    readProgram(writeProgram(program));
  } catch (error) {
    if (error instanceof BytecodeError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: 'the program was accepted' });
}

/** What is refused, and how: the problem, the byte, the op, and the beginning of the message. */
const refused: readonly (readonly [string, Program, string, number, number | undefined, string])[] = [
  [
    'an unknown opcode of version 2',
    version2('ADD r0, r1, r2', 'DIV r0, r1, r2'),
    'unavailableOperand',
    32,
    1,
    'Unavailable operand 0: op 1 at byte 32 is no operation of version 2.',
  ],
  [
    'a source register out of range',
    version2('LOAD r0, r4'),
    'badOperand',
    16,
    0,
    'Register out of range: op 0 at byte 16 has register 4 as its operand a, but its function has 4.',
  ],
  ['a destination out of range', version2('LOAD r4, r0'), 'badOperand', 16, 0, 'Register out of range'],
  ['a returned register out of range', version2('RETURN r4'), 'badOperand', 16, 0, 'Register out of range'],
  [
    'a constant out of range',
    { ...version2('LOAD_CONST r0, c'), constants: [] },
    'badOperand',
    16,
    0,
    'Constant out of range: op 0 at byte 16 has constant 0 as its operand a, but the program has 0.',
  ],
  [
    'more registers than the stack has words',
    programOf('.version 2', '.registers 262144'),
    'badFunction',
    24,
    undefined,
    'Too many registers: the program at byte 24 asks for 262144, but the stack of 262144 words holds',
  ],
  [
    'a jump into another function',
    {
      ...version3(main, 'JUMP L', '.function f registers=1', 'L: RETURN r0'),
      words: Uint32Array.of(20, 1, 0, 0, 1, 0, 0, 0),
    },
    'badOperand',
    32,
    0,
    'Jump out of the function: op 0 at byte 32 jumps to op 1, but its function has the ops 0 to 0.',
  ],
  [
    'arguments that leave the window',
    version3(main, 'CALL r0, f, r3', 'RETURN r0', '.function f parameters=2 registers=2', 'RETURN r0'),
    'badOperand',
    32,
    0,
    'Arguments out of range: op 0 at byte 32 calls with 2 registers from 3 on, but its function has 4.',
  ],
  [
    'an array out of range',
    { ...version3(main, 'STORE_CELL x, r0, r1', 'RETURN r0', '.array x 4'), arrays: [] },
    'badOperand',
    32,
    0,
    'Array out of range',
  ],
  [
    'a function out of range',
    {
      ...version3(main, 'CALL r0, main, r0', 'RETURN r0'),
      words: Uint32Array.of(23, 1, 0, 0, 1, 0, 0, 0),
    },
    'badOperand',
    32,
    0,
    'Function out of range',
  ],
  [
    'running off the end',
    version3(main, 'ADD r0, r0, r0', '.function f registers=1', 'RETURN r0'),
    'badFunction',
    32,
    0,
    'No end of the function: op 0 at byte 32 is the last of its function',
  ],
  [
    'an empty function',
    version3(main, 'RETURN r0', '.function f registers=1'),
    'badFunction',
    88,
    undefined,
    'Empty function: function 1 (f) at byte 88',
  ],
  ['no function', version3(), 'badFunction', 48, undefined, 'No function'],
  [
    'parameters of the entry',
    version3('.function main parameters=1 registers=1', 'RETURN r0'),
    'badFunction',
    64,
    undefined,
    'Parameters of the first function: function 0 (main) at byte 64 has 1',
  ],
  [
    'more parameters than registers',
    version3(main, 'RETURN r0', '.function f parameters=2 registers=1', 'RETURN r0'),
    'badFunction',
    104,
    undefined,
    'More parameters than registers: function 1 (f)',
  ],
  [
    'too many registers of a function',
    version3('.function main registers=65537', 'RETURN r0'),
    'badFunction',
    64,
    undefined,
    'Too many registers',
  ],
  [
    'two functions of one name',
    version3(main, 'RETURN r0', main, 'RETURN r0'),
    'badName',
    104,
    undefined,
    'Duplicate name: function 1 (main) at byte 104 is called main, and so is function 0.',
  ],
  [
    'a name that is none',
    { ...version3(main, 'RETURN r0', '.array x 1'), arrays: [{ name: '1x', length: 1 }] },
    'badName',
    104,
    undefined,
    'Bad name: array 0 at byte 104 is called "1x"',
  ],
  [
    'too many cells',
    version3(main, 'RETURN r0', '.array x 16777216', '.array y 1'),
    'badArray',
    120,
    undefined,
    'Too many cells: array 1 (y) at byte 120 brings the cells of all arrays to 16777217',
  ],
];

describe('The verifier', () => {
  for (const [what, program, problem, byteOffset, opIndex, start] of refused) {
    it(`refuses ${what}, and says where`, () => {
      const error = errorOf(program);
      assert.deepEqual(
        { problem: error.problem, byteOffset: error.byteOffset, opIndex: error.opIndex },
        { problem, byteOffset, opIndex },
      );
      assert.ok(error.message.startsWith(start), error.message);
    });
  }

  it('refuses functions with a gap, that overlap, or do not reach the last op', () => {
    const program = version3(main, 'RETURN r0', '.function f registers=1', 'RETURN r0', 'RETURN r0');
    verify(program);
    const withSecond = (change: object): Program => ({
      ...program,
      functions: program.functions.map((each, index) => (index === 1 ? { ...each, ...change } : each)),
    });
    for (const change of [{ firstOp: 2 }, { firstOp: 0 }, { opCount: 1 }, { opCount: 3 }]) {
      assert.equal(errorOf(withSecond(change)).problem, 'badFunction', JSON.stringify(change));
    }
  });

  it('refuses debug information about what is not there', () => {
    const program = version3(main, 'RETURN r0 @1:1', '.parameter main n r3', '.source "x"');
    const { debug } = program;
    assert.ok(debug);
    const [variable] = debug.variables;
    assert.ok(variable);
    const withVariable = (change: object): Program => ({
      ...program,
      debug: { ...debug, variables: [{ ...variable, isParameter: false, ...change }] },
    });
    verify(withVariable({}));
    for (const change of [
      { register: 4 },
      { isParameter: true },
      { functionIndex: 1 },
      { endOp: 2 },
      { firstOp: 1, endOp: 0 },
      { name: '' },
    ]) {
      const { problem } = errorOf(withVariable(change));
      assert.ok(problem === 'badDebugInformation' || problem === 'badName', JSON.stringify(change));
    }
    const short = { ...program, debug: { ...debug, lines: new Uint32Array(0), columns: new Uint32Array(0) } };
    assert.equal(errorOf(short).problem, 'badDebugInformation');
  });

  it('names several flaws at once for who asks for them', () => {
    const program = version2('LOAD r4, r9', 'DIV r0, r0, r0', 'ADD r0, r0, r5');
    assert.deepEqual(
      flawsOf(program, 100).map(({ place }) => [place.index, place.operand]),
      [
        [0, 'r'],
        [0, 'a'],
        [1, undefined],
        [2, 'b'],
      ],
    );
    assert.equal(flawsOf(program, 2).length, 2);
  });
});
