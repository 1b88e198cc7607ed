import { strict as assert } from 'node:assert';
import { programOfReturns } from '../../../src/engine/format/program';
import { compile } from '../../../src/engine/jit/compile';
import { compileLang } from '../../../src/engine/lang/compile';
import { parseListing } from '../../../src/engine/listing/parse';
import { printListing } from '../../../src/engine/listing/print';
import type { ListingSymbol } from '../../../src/engine/listing/parse';
import { functionHover } from '../../../src/extension/hover/functionHover';
import { integerHover, opHover, opSummary, sourceLineHover } from '../../../src/extension/hover/hoverText';
import { operandHover } from '../../../src/extension/hover/operandHover';

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

  it('over ops that hand a value over in rax', () => {
    const program = compileLang('function f(x) { return (x + 1) * 3; }\nreturn f(2);\n', 'f.lang');
    const options = { syntax: 'att', isWhole: true, isBinary: true } as const;
    const text = (opIndex: number): string => opHover({ program, code: compile(program) }, opIndex, options);
    assert.match(text(3), /^Leaves r1 in `rax` for the op behind, and nowhere else\.$/m);
    assert.match(
      text(4),
      /^Finds r1 in `rax`, where the op before left it and nowhere else\. Leaves r1 in `rax` for the op behind, and/m,
    );
    assert.match(text(4), /nowhere else\. `nop` does nothing but make room for a breakpoint/);
    assert.doesNotMatch(text(3), /nop/);
    assert.match(text(2), /^Finds r0 in `rax`, where the op before left it\. `xchg %ax,%ax` does nothing/m);
    assert.doesNotMatch(text(3), /Finds/);
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
    const text = functionHover(compiled(35n), 0, options);
    assert.match(text, /\*\*main\*\* — 1 op, 16 bytes of machine code/);
    assert.match(text, /\+0000 {2}55 +push/);
    assert.match(text, /\+000f {2}c3 +ret/);
    assert.equal(text.match(/push/g)?.length, 1);
    assert.equal(functionHover(compiled(), 0, options).match(/push|leave/g)?.length, 2);
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

describe('the text of hovers over later versions', () => {
  const source = [
    'array cells[3];',
    'function half(n) { return n / (1 + 1); }',
    'a = 300; b = half(a); cells[b - 150] = a; print cells[0]; return b;',
  ].join('\n');
  const program = compileLang(source, '/work/half.lang');
  const later = { program, code: compile(program) };
  const { symbols } = parseListing(printListing(program, '/work/half.lang'));
  const options = { syntax: 'att', isWhole: true, isBinary: true } as const;
  const half = program.functions[1]!;

  it('knows every op', () => {
    for (let opIndex = 0; opIndex < program.opCount; opIndex++) {
      const text = opHover(later, opIndex, options);
      assert.match(
        text,
        new RegExp(`— op ${opIndex} of ${program.opCount}\n\n.+\n\nMachine code: \\d+ bytes`),
      );
      assert.match(text, /```\n([0-9a-f]{2} ){3}[0-9a-f]{2} {2}([0-9a-f]{2} ){11}[0-9a-f]{2}\n```/);
    }
  });

  it('counts the place of an op from its function', () => {
    const start = later.code.functions[1]!.range.start;
    const offset = later.code.opOffsets[half.firstOp]! - start;
    assert.ok(start > 0 && offset > 0);
    assert.match(opHover(later, half.firstOp, options), new RegExp(`at \`half\\+0x${offset.toString(16)}\``));
  });

  it('shows size, frame, prologue and ways out of a function', () => {
    const text = functionHover(later, 1, options);
    const { start, end } = later.code.functions[1]!.range;
    assert.match(text, new RegExp(`\\*\\*half\\*\\* — ${half.opCount} ops, ${end - start} bytes`));
    assert.match(text, new RegExp(`1 parameter, ${half.registerCount} registers`));
    assert.match(text, /Prologue[^]*push %rbp/);
    assert.match(text, /1 stub behind the ops/);
    assert.doesNotMatch(text, /Epilogue/);
  });

  it('says what an operand is', () => {
    const over = (operand: string, opIndex: number, symbol?: ListingSymbol) =>
      operandHover(program, operand, symbol, opIndex);
    const constant = symbols.constants[program.constants.findIndex(({ bits }) => bits === 300n)];
    const name = constant?.name ?? '';
    assert.equal(over(name, 0, constant), `**${name}** — constant of type int64: \`300\` · \`0x12c\``);
    assert.equal(over('cells', 0, symbols.arrays[0]), '**cells** — array of 3 cells');
    assert.equal(over('r0', half.firstOp), '**r0** — parameter `n` of the source');
    assert.equal(over('R0', half.firstOp), '**r0** — parameter `n` of the source');
    assert.equal(over('r9', 0), undefined);
    assert.equal(over('L3', 0), undefined);
  });

  it('says the least where mistakes leave no machine code', () => {
    assert.match(opSummary(program, half.firstOp), /^\*\*\w+\*\*\n\n\w.+\.$/);
  });
});
