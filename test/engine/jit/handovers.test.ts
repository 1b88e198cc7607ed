import assert from 'node:assert/strict';
import { compile } from '../../../src/engine/jit/compile';
import { describeOp } from '../../../src/engine/jit/describe';
import { compileLang } from '../../../src/engine/lang/compile';
import { printOp } from '../../../src/engine/listing/print';
import { randomProgram } from '../support/randomProgram';

/** Each op of a source, with what it finds in rax: `= r2` where that is in memory as well, `< r2` where it is not. */
function handoversOf(source: string): string[] {
  const program = compileLang(source, 'test.lang');
  const { handovers } = compile(program);
  return Array.from({ length: program.opCount }, (_, opIndex) => {
    const found = handovers.get(opIndex);
    return `${printOp(program, opIndex)}${found ? ` ${found.isStored ? '=' : '<'} r${found.register}` : ''}`;
  });
}

describe('What ops find in rax', () => {
  it('is what the op before computed, stored only where somebody could see it later', () => {
    assert.deepEqual(handoversOf('function f(x) { return (x + 1) * 3; } return f(2) - f(3);'), [
      'LOAD_CONST r0, c0',
      'CALL r0, f, r0 = r0',
      'LOAD_CONST r1, c1',
      'CALL r1, f, r1 = r1',
      'SUB r0, r0, r1 = r1',
      // The registers of function 0 are looked at when the program has ended.
      'RETURN r0 = r0',
      'ADD_CONST r1, r0, c2',
      'MUL_CONST r1, r1, c1 < r1',
      'RETURN r1 < r1',
    ]);
  });

  it('is nothing where a line begins, and where jumps arrive', () => {
    assert.deepEqual(handoversOf('x = 1;\nx = x + 1;\nreturn x;'), [
      'LOAD_CONST r0, c0',
      'ADD_CONST r0, r0, c0',
      'RETURN r0',
    ]);
    assert.deepEqual(handoversOf('x = 1; while (x < 9) x = x + 1; return x;'), [
      'LOAD_CONST r0, c0',
      'JUMP L3',
      'ADD_CONST r0, r0, c0',
      'JUMP_LESS_CONST r0, c1, L2',
      'RETURN r0',
    ]);
  });

  it('is stored where the register has a name', () => {
    assert.deepEqual(handoversOf('function f(x) { x = x + 1; x = x * 2; return x; } return f(1);').slice(3), [
      'ADD_CONST r0, r0, c0',
      'MUL_CONST r0, r0, c1 = r0',
      'RETURN r0 = r0',
    ]);
  });

  it('is nothing in a program without debug information', () => {
    const program = compileLang('function f(x) { return (x + 1) * 3; } return f(2);', 'test.lang');
    assert.ok(compile(program).handovers.size > 0);
    const { debug, ...without } = program;
    assert.ok(debug);
    assert.equal(compile(without).handovers.size, 0);
  });

  it('comes in every way that random programs know', () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 300; seed++) {
      const program = randomProgram(seed);
      const code = compile(program);
      for (const [opIndex, { isStored }] of code.handovers) {
        const [mnemonic = ''] = printOp(program, opIndex).split(' ');
        seen.add(`${mnemonic} ${isStored}`);
        assert.ok(describeOp(code, opIndex, { syntax: 'att' }).size >= 5);
      }
    }
    for (const mnemonic of ['ADD', 'SUB', 'DIV', 'MOD_CONST', 'SHL', 'LESS', 'LOAD_CELL', 'LOAD', 'RETURN'])
      for (const isStored of [true, false])
        assert.ok(seen.has(`${mnemonic} ${isStored}`), `${mnemonic} ${isStored}`);
    for (const mnemonic of ['CALL', 'PRINT', 'STORE_CELL', 'JUMP_IF', 'JUMP_LESS', 'JUMP_EQUAL_CONST'])
      assert.ok(seen.has(`${mnemonic} true`), mnemonic);
  });
});
