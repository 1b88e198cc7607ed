import assert from 'node:assert/strict';
import { compileLang } from '../../../src/engine/lang/compile';
import { opcodeAt } from '../../../src/engine/format/program';
import { operations } from '../../../src/engine/isa/operations';

const source = `array a[3];
function f(n, m) {
  if (n < 2 && m != 0)
    return n;
  else if (n == 7) {
    n += 1;
  } else
    a[n] -= m;
}
i = 0;
while (i < 10) {
  i += 1;
  if (i == 3) continue;
  print f(i,
    a[0]) + 1;
}
while (1) { if (i) break; }
`;

/** Each op as its name and its place, `-` where it has none. */
function placesOf(text: string): string[] {
  const program = compileLang(text, 'a.lang');
  return Array.from({ length: program.opCount }, (_, op) => {
    const opcode = opcodeAt(program, op);
    const name = Object.values(operations).find((operation) => operation.opcode === opcode)?.mnemonic;
    const line = program.debug?.lines[op] ?? 0;
    return `${name} ${line === 0 ? '-' : `${line}:${program.debug?.columns[op]}`}`;
  });
}

describe('Debug information of a source', () => {
  it('says for every op in which statement it is, and for jumps that no statement asks for nothing', () => {
    assert.deepEqual(placesOf(source), [
      // main
      ...['LOAD_CONST 10:1', 'JUMP -'],
      ...['ADD_CONST 12:3', 'JUMP_NOT_EQUAL_CONST 13:3', 'JUMP 13:15'],
      // All of a statement that goes over two lines belongs to where it begins.
      ...['LOAD 14:3', 'LOAD_CONST 14:3', 'LOAD_CELL 14:3', 'CALL 14:3', 'ADD_CONST 14:3', 'PRINT 14:3'],
      // The condition stands behind the body, but is the line of the word `while`.
      ...['JUMP_LESS_CONST 11:1'],
      ...['JUMP_UNLESS 17:13', 'JUMP 17:20', 'JUMP 17:1'],
      // The end of the program is its last sign.
      ...['LOAD_CONST 17:27', 'RETURN 17:27'],
      // f
      ...['JUMP_GREATER_EQUAL_CONST 3:3', 'JUMP_EQUAL_CONST 3:3', 'RETURN 4:5'],
      ...['JUMP_NOT_EQUAL_CONST 5:8', 'ADD_CONST 6:5', 'JUMP -'],
      ...['LOAD_CELL 8:5', 'SUB 8:5', 'STORE_CELL 8:5'],
      // Falling off the end is the closing brace.
      ...['LOAD_CONST 9:1', 'RETURN 9:1'],
    ]);
  });

  it('names the variables of each function, parameters first', () => {
    const { debug, functions } = compileLang(source, 'a.lang');
    const variables = debug?.variables.map(
      ({ name, functionIndex, register, isParameter }) =>
        `${functionIndex} r${register} ${name}${isParameter ? ' parameter' : ''}`,
    );
    assert.deepEqual(variables, ['0 r0 i', '1 r0 n parameter', '1 r1 m parameter']);
    for (const { functionIndex, firstOp, endOp } of debug?.variables ?? []) {
      const of = functions[functionIndex];
      assert.deepEqual([firstOp, endOp], [of?.firstOp, (of?.firstOp ?? 0) + (of?.opCount ?? 0)]);
    }
  });

  it('has the path that was given', () => {
    assert.equal(compileLang(source, '/somewhere/a.lang').debug?.sourcePath, '/somewhere/a.lang');
  });
});
