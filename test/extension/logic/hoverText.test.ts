import { strict as assert } from 'node:assert';
import { programOfReturns } from '../../../src/engine/format/program';
import { compile } from '../../../src/engine/jit/compile';
import { entryHover, integerHover, opHover, sourceLineHover } from '../../../src/extension/hover/hoverText';

function compiled(...values: bigint[]) {
  const program = programOfReturns(values);
  return { program, code: compile(program) };
}

describe('the text of hovers', () => {
  it('over an op', () => {
    assert.equal(
      opHover(compiled(7n, 35n), 1, { syntax: 'att', isWhole: true, isBinary: true }),
      [
        '**RETURN 35** — op 1 of 2',
        'The result becomes param. In version 1 the program goes on: the last RETURN wins.',
        'Machine code: 10 bytes at `main+0xe`',
        '```langvm-machine-code\n+000e  48 b8 23 00 00 00 00 00 00 00  movabs $0x23,%rax\n```',
        'In the file at byte 24',
        '```\n01 00 00 00  23 00 00 00 00 00 00 00\n```',
      ].join('\n\n'),
    );
  });

  it('over an op that a session has in memory', () => {
    const text = opHover(compiled(35n), 0, {
      syntax: 'intel',
      isWhole: true,
      isBinary: false,
      baseAddress: 0x7f0000n,
    });
    assert.match(text, /at `main\+0x4` \(`0x7f0004`\)/);
    assert.match(text, /^0x7f0004 {2}48 b8/m);
    assert.match(text, /mov rax, 0x23/);
    assert.match(text, /In a binary file at byte 12/);
  });

  it('says no offsets where mistakes would move them', () => {
    const text = opHover(compiled(35n), 0, { syntax: 'att', isWhole: false, isBinary: true });
    assert.doesNotMatch(text, /main\+|at byte|op 0/);
    assert.match(text, /48 b8 23/);
  });

  it('over the entry, with and without ops', () => {
    const options = { syntax: 'att', isWhole: true, isBinary: true } as const;
    const text = entryHover(compiled(35n), options);
    assert.match(text, /1 op, 16 bytes of machine code/);
    assert.match(text, /\+0000 {2}55 +push/);
    assert.match(text, /\+000f {2}c3 +ret/);
    assert.equal(text.match(/push/g)?.length, 1);
    assert.equal(entryHover(compiled(), options).match(/push|leave/g)?.length, 2);
  });

  it('over a line of source', () => {
    const text = sourceLineHover(compiled(1n, 2n, 3n, 4n, 5n, 6n), [0, 1, 2, 3, 4, 5], { syntax: 'att' });
    assert.match(text, /```langvm-bytecode\nRETURN 1\n```/);
    assert.match(text, /… and 2 ops more/);
  });

  it('over an integer', () => {
    assert.equal(integerHover(35n), "`35` · `0x23` · `'#'`");
    assert.equal(integerHover(-1n), '`-1` · `0xffffffffffffffff`');
    assert.equal(
      integerHover(0x400921fb54442d18n),
      '`4614256656552045848` · `0x400921fb54442d18` · the bits of the double `3.141592653589793`',
    );
    assert.equal(integerHover(0n), '`0` · `0x0`');
  });
});
