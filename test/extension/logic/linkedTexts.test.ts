import { strict as assert } from 'node:assert';
import { compile } from '../../../src/engine/jit/compile';
import { describeParts } from '../../../src/engine/jit/describe';
import type { AssemblySyntax } from '../../../src/engine/jit/disassemble';
import { compileLang } from '../../../src/engine/lang/compile';
import { printListing, printOp, printedLineOfOp } from '../../../src/engine/listing/print';
import { colorCount, ProgramLinks, type Role } from '../../../src/extension/debug/linked/programLinks';
import { firstOfWindow, isInWindow, type ProgramView } from '../../../src/extension/debug/linked/programView';
import { formatLines, linesInScope } from '../../../src/extension/debug/machineCode/copyFormats';
import { opOfLine, renderMachineCode } from '../../../src/extension/debug/machineCode/render';

const source = `function square(n) {
  return n * n;
}
i = 3;
while (i > 0) {
  print square(i) / i;
  i = i - 1;
}
return i;
`;

function viewOf(text: string, firstOp = 0, count = Infinity, syntax: AssemblySyntax = 'att'): ProgramView {
  const program = compileLang(text, '/work/square.lang');
  const code = compile(program);
  const end = Math.min(program.opCount, firstOp + count);
  const ops = Array.from({ length: end - firstOp }, (_, index) => firstOp + index);
  return {
    program: '/work/square.lang',
    opCount: program.opCount,
    size: code.bytes.length,
    parts: describeParts(code, firstOp, ops.length, { syntax }),
    functionNames: program.functions.map(({ name }) => name),
    firstOp,
    opTexts: ops.map((opIndex) => printOp(program, opIndex)),
    listingLines: ops.map((opIndex) => printedLineOfOp(program, opIndex)),
    sourceLines: ops.map((opIndex) => program.debug?.lines[opIndex] ?? 0),
    sourcePath: '/work/square.lang',
  };
}

const view = viewOf(source);
const rendered = renderMachineCode(view);
const links = new ProgramLinks(view, opOfLine(rendered));
const sourceLineOf = (text: string): number => source.split('\n').findIndex((line) => line.includes(text));
const roles: readonly Role[] = ['source', 'listing', 'machineCode'];

/** The text of runs of lines. */
const textOf = (text: string, runs: readonly { first: number; last: number }[]): string =>
  runs
    .map(({ first, last }) =>
      text
        .split('\n')
        .slice(first, last + 1)
        .join('\n'),
    )
    .join('\n');

describe('the machine code document', () => {
  const headings = rendered.lines.filter(({ text }) => /^\S.*:( |$)/.test(text)).map(({ text }) => text);

  it('has every byte of the program once, in order', () => {
    const offsets = rendered.lines.flatMap(({ instruction }) => instruction ?? []);
    const bytes = offsets.flatMap((instruction) => instruction.bytes.split(' '));
    assert.equal(bytes.length, view.size);
    let next = 0;
    for (const { offset, bytes } of offsets) {
      assert.equal(offset, next);
      next += bytes.split(' ').length;
    }
  });

  it('names ways in, functions, ops and stubs', () => {
    for (const heading of ['start:', 'main:', 'square:', 'prologue:', /^op 0: {2}; LOAD_CONST r0, c\d/]) {
      assert.ok(
        headings.some((text) => (typeof heading === 'string' ? text === heading : heading.test(text))),
        `${heading} in ${headings.join('\n')}`,
      );
    }
    assert.ok(headings.some((text) => /^division by zero in op \d+:$/.test(text)));
    assert.ok(headings.indexOf('main:') < headings.indexOf('square:'));
  });

  it('has a heading for every label that a branch names', () => {
    const labels = rendered.lines.flatMap(
      ({ instruction }) => /<([^>+]+)/.exec(instruction?.text ?? '')?.[1] ?? [],
    );
    assert.ok(labels.length > 4);
    for (const label of labels)
      assert.ok(
        headings.some((text) => text.startsWith(`${label}:`)),
        label,
      );
  });

  for (const syntax of ['att', 'intel'] as const) {
    it(`names the targets of branches within an op, in the syntax ${syntax}`, () => {
      const { lines } = renderMachineCode(viewOf(source, 0, Infinity, syntax));
      const local = lines.flatMap(({ instruction, part }) => {
        const found = /0x([0-9a-f]+) <(op \d+)\+0x([0-9a-f]+)>/.exec(instruction?.text ?? '');
        return found && part ? [{ found, part }] : [];
      });
      assert.ok(local.length > 0, 'a division jumps around its idiv');
      for (const { found, part } of local) {
        assert.equal(found[2], part.name);
        assert.equal(parseInt(found[1]!, 16), part.offset + parseInt(found[3]!, 16));
      }
    });
  }

  it('says which window it shows', () => {
    assert.doesNotMatch(rendered.text, /around the current op/);
    const window = renderMachineCode(viewOf(source, 2, 3));
    assert.match(window.text, new RegExp(`^; ops 2 to 4 of ${view.opCount}: around the current op$`, 'm'));
  });

  it('shows version 1 as it was', () => {
    assert.equal(
      renderMachineCode(viewOf('return 35')).text.replace(/^; machine code.*\n/, ''),
      [
        '; 16 bytes',
        'prologue:',
        '  +0000  55                             push %rbp',
        '  +0001  48 89 e5                       mov %rsp,%rbp',
        'op 0:  ; RETURN 35',
        '  +0004  48 b8 23 00 00 00 00 00 00 00  movabs $0x23,%rax',
        'epilogue:',
        '  +000e  c9                             leave',
        '  +000f  c3                             ret',
        '',
      ].join('\n'),
    );
  });
});

describe('lines that belong together', () => {
  const listing = printListing(compileLang(source, '/work/square.lang'), '/work/square.lang');

  it('are found from the source', () => {
    const line = sourceLineOf('i = i - 1');
    const ops = links.opsOf('source', line, line);
    assert.ok(ops.size > 0);
    assert.match(textOf(listing, links.linesOf('listing', ops)), /SUB_CONST r0, r0, /);
    assert.match(textOf(rendered.text, links.linesOf('machineCode', ops)), /sub /);
    assert.deepEqual(links.linesOf('source', ops), [{ first: line, last: line }]);
  });

  it('are found from the listing and from an instruction', () => {
    const listingLine = listing.split('\n').findIndex((line) => line.includes('DIV'));
    const [opIndex] = links.opsOf('listing', listingLine, listingLine);
    assert.ok(opIndex !== undefined);
    const idiv = rendered.lines.findIndex(({ instruction }) => instruction?.text.startsWith('idiv'));
    assert.deepEqual([...links.opsOf('machineCode', idiv, idiv)], [opIndex]);
    const line = sourceLineOf('print square');
    assert.deepEqual(links.linesOf('source', [opIndex]), [{ first: line, last: line }]);
    // The stub that is the way out of the division belongs to it.
    assert.match(textOf(rendered.text, links.linesOf('machineCode', [opIndex])), /division by zero in op/);
  });

  it('are there for every op, and lead back to it', () => {
    for (let opIndex = 0; opIndex < view.opCount; opIndex++) {
      for (const role of roles) {
        for (const { first, last } of links.linesOf(role, [opIndex])) {
          assert.ok(links.opsOf(role, first, last).has(opIndex), `op ${opIndex} in the ${role}`);
        }
      }
    }
  });

  it('leave out what is marked otherwise', () => {
    // A line of several ops that follow one another.
    const line = sourceLineOf('print square(i)');
    const ops = links.opsOf('source', line, line);
    const [first] = ops;
    const all = links.linesOf('listing', ops);
    const rest = links.linesOf('listing', ops, first);
    assert.notDeepEqual(all, rest);
    assert.equal(rest[0]?.first, (all[0]?.first ?? 0) + 1);
  });

  it('have one colour in all texts, another than their neighbours in the source', () => {
    const colorAt = (role: Role, line: number): number =>
      links.colored(role).findIndex((runs) => runs.some(({ first, last }) => line >= first && line <= last));
    const lines = [...new Set(view.sourceLines)].filter((line) => line > 0).sort((one, other) => one - other);
    assert.ok(lines.length >= 5);
    let before = -1;
    for (const line of lines) {
      const color = colorAt('source', line - 1);
      assert.ok(color >= 0 && color < colorCount && color !== before);
      before = color;
      const ops = links.opsOf('source', line - 1, line - 1);
      for (const role of ['listing', 'machineCode'] as const) {
        for (const { first } of links.linesOf(role, ops)) assert.equal(colorAt(role, first), color);
      }
    }
  });

  it('have the colours of ops where there is no source', () => {
    const bare = new ProgramLinks({ ...view, sourceLines: view.sourceLines.map(() => 0) }, []);
    const runs = bare.colored('listing').flat();
    assert.equal(
      runs.reduce((sum, { first, last }) => sum + last - first + 1, 0),
      view.opCount,
    );
    assert.deepEqual(bare.colored('source').flat(), []);
  });

  it('know their window', () => {
    const window = viewOf(source, 2, 3);
    assert.deepEqual(
      [1, 2, 4, 5, view.opCount].map((opIndex) => isInWindow(window, opIndex)),
      [false, true, true, false, true],
    );
    assert.equal(firstOfWindow(500), 0);
    assert.equal(firstOfWindow(5000), 4000);
  });
});

describe('copying machine code', () => {
  const at = rendered.lines.findIndex(({ part, instruction }) => instruction && part?.kind === 'op');
  const opLines = linesInScope(rendered.lines, 'op', at, at);
  const square = rendered.lines.findIndex(({ text }) => text === 'square:');

  it('as text keeps the lines', () => {
    const selected = linesInScope(rendered.lines, 'selection', at, at + 1);
    assert.equal(
      formatLines(view, selected, 'text'),
      `${rendered.lines[at]!.text}\n${rendered.lines[at + 1]!.text}\n`,
    );
  });

  it('as hex has the bytes of the op, the function or everything', () => {
    const hexOf = (lines: typeof opLines): string => formatLines(view, lines, 'hex');
    const part = rendered.lines[at]!.part!;
    assert.equal(hexOf(opLines).split(' ').length, part.size);
    const all = hexOf(linesInScope(rendered.lines, 'all', 0, 0));
    assert.equal(all.split(' ').length, view.size);
    const one = hexOf(linesInScope(rendered.lines, 'function', square, square));
    assert.ok(one.startsWith('55 48 89 e5') && all.endsWith(one));
    const prologue = view.parts.find(
      ({ kind, functionIndex }) => kind === 'prologue' && functionIndex === 1,
    )!;
    assert.equal(one.split(' ').length, view.size - prologue.offset);
  });

  it('as an array of C says what each instruction is', () => {
    const text = formatLines(view, opLines, 'cArray');
    assert.match(
      text,
      /^\/\* square\.lang, \d+ bytes of x86_64 \*\/\nstatic const unsigned char op_0\[\] = \{\n/,
    );
    assert.match(text, /^ {4}\/\* op 0: LOAD_CONST r0, c\d \*\/$/m);
    assert.match(text, /^ {4}0x[0-9a-f]{2}, .*\/\* mov/m);
    const bytes = [...text.matchAll(/0x([0-9a-f]{2}),/g)].map(([, byte]) => byte).join(' ');
    assert.equal(bytes, formatLines(view, opLines, 'hex'));
    assert.match(formatLines(view, rendered.lines, 'cArray'), /unsigned char machine_code\[\]/);
  });

  it('has nothing of an op where none is', () => {
    assert.deepEqual(linesInScope(rendered.lines, 'op', 0, 0), []);
    assert.deepEqual(linesInScope(rendered.lines, 'function', 0, 0), []);
  });
});
