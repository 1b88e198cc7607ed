import { strict as assert } from 'node:assert';
import { directivesOf } from '../../../src/engine/listing/directives';
import { nameUsesOf, symbolOf, usesOfSymbol } from '../../../src/engine/listing/nameUses';
import { parseListing } from '../../../src/engine/listing/parse';
import { completionsOfListing, completionsOfSource } from '../../../src/extension/language/completionItems';
import { diagnosticsOfListing } from '../../../src/extension/language/editorDiagnostic';
import { fixOfProblem } from '../../../src/extension/language/fixes';
import { ListingModel } from '../../../src/extension/language/listingModel';
import { inSlices } from '../../../src/extension/language/slices';

/** What is offered behind the text of a line that is added to a listing. */
function completionsIn(listing: string, line: string) {
  const { program, symbols } = parseListing(listing);
  const number = listing.split('\n').length + 1;
  return completionsOfListing(line, { version: program.version, program, symbols, line: number });
}
const labelsAt = (line: string): string[] => completionsIn('', line).map(({ label }) => label);
const codesOf = (text: string, isBinary: boolean) =>
  diagnosticsOfListing(parseListing(text), () => text, isBinary).map(({ code, severity }) => [
    code,
    severity,
  ]);

describe('completion', () => {
  it('offers mnemonics where one may stand, and nowhere else', () => {
    for (const line of ['', '  ', 'R', '\tret']) assert.deepEqual(labelsAt(line), ['RETURN'], line);
    for (const line of ['RETURN ', 'RETURN 3', '; R', ';', '35']) assert.deepEqual(labelsAt(line), [], line);
  });

  it('leaves places for the operands', () => {
    assert.equal(completionsIn('', '')[0]?.snippet, 'RETURN ${1:param}');
  });

  const listing = [
    '.version 3',
    '.function main registers=2',
    'start: LOAD_CONST r0, big',
    'JUMP start',
    '.function add parameters=1 registers=3',
    'again: JUMP again',
  ].join('\n');
  const tables = `${listing}\n.constant big int64 7\n.array cells 4`;

  it('offers operands of the right kind, as many registers as there are, and labels of the function', () => {
    const labels = (line: string): string[] => completionsIn(tables, line).map(({ label }) => label);
    assert.deepEqual(labels('  ADD '), ['r0', 'r1', 'r2']);
    assert.deepEqual(labels('x: ADD r0, r'), ['r0', 'r1', 'r2']);
    assert.deepEqual(labels('  ADD r0, r1, r2, '), []);
    assert.deepEqual(labels('  ADD r0 '), []);
    assert.deepEqual(labels('  JUMP_IF r0, '), ['again']);
    assert.deepEqual(labels('  CALL r0, '), ['main', 'add']);
    assert.deepEqual(labels('  LOAD_CELL r0, c'), ['cells']);
    assert.deepEqual(labels('  LOAD_CONST r0, '), ['big']);
    assert.deepEqual(labels('  ADD r0, r1 ; '), []);
    assert.ok(labels('  x: A').includes('ADD'));
  });

  it('offers directives behind a dot, and what stands behind them', () => {
    const labels = (line: string): string[] => completionsIn(tables, line).map(({ label }) => label);
    assert.deepEqual(labels('.'), ['.version', ...directivesOf(3)]);
    assert.deepEqual(labelsAt('.v'), ['.version']);
    assert.deepEqual(labels('.constant x '), ['none', 'int64', 'double']);
    assert.deepEqual(labels('.variable '), ['main', 'add']);
    assert.deepEqual(labels('.array '), []);
  });

  it('tells a function by its parameters and a constant by its value', () => {
    assert.equal(completionsIn(tables, 'CALL r0, ')[1]?.detail, '1 parameter');
    assert.equal(completionsIn(tables, 'LOAD_CONST r0, ')[0]?.detail, '= 7');
  });

  it('offers the keywords of the source language', () => {
    const labels = (line: string): string[] => completionsOfSource(line).map(({ label }) => label);
    assert.ok(labels('re').includes('return'));
    assert.deepEqual(labels('// re'), []);
    assert.ok(labels('} els').includes('else'));
    // Whoever types the whole word and Enter wants a new line.
    assert.ok(!labels('} else').includes('else'));
    assert.deepEqual(labels('12'), []);
  });
});

describe('remedies', () => {
  /** The listing after the remedy of its first problem. */
  function mended(text: string): string | undefined {
    const parsed = parseListing(text);
    const lines = text.split('\n');
    const [problem] = parsed.problems;
    const fix = problem && fixOfProblem(problem, parsed, (line) => lines[line - 1] ?? '');
    if (!fix) return undefined;
    const line = lines[fix.line - 1] ?? '';
    lines[fix.line - 1] = line.slice(0, fix.column - 1) + fix.text + line.slice(fix.endColumn - 1);
    return lines.join('\n');
  }
  const main = '.version 3\n.function main registers=2\n';

  for (const [what, before, after] of [
    ['a mnemonic', 'RETRUN 1', 'RETURN 1'],
    ['a label', `${main}loop: JUMP lopp`, `${main}loop: JUMP loop`],
    ['a function', `${main}CALL r0, mian, r0\nRETURN r0`, `${main}CALL r0, main, r0\nRETURN r0`],
    ['a directive', `${main}RETURN r0\n.arry x 1`, `${main}RETURN r0\n.array x 1`],
    ['a missing version', '.function main registers=1', '.version 3\n.function main registers=1'],
    ['a missing comma', `${main}ADD r0, r1  r1\nRETURN r0`, `${main}ADD r0, r1, r1\nRETURN r0`],
    ['one comma too many', `${main}ADD r0, r1, r1,\nRETURN r0`, `${main}ADD r0, r1, r1\nRETURN r0`],
    ['more than an op takes', 'RETURN 1 2', 'RETURN 1 ; 2'],
    [
      'a register too many',
      `${main}LOAD r0, r7\nRETURN r0`,
      '.version 3\n.function main registers=8\nLOAD r0, r7\nRETURN r0',
    ],
    [
      'a register too many in version 2',
      '.version 2\nRETURN r3\n.registers 1',
      '.version 2\nRETURN r3\n.registers 4',
    ],
  ] as const) {
    it(`mend ${what}`, () => {
      assert.equal(mended(before), after);
    });
  }

  it('are not offered where only a person knows one', () => {
    assert.equal(mended(`${main}RETURN 7`), undefined);
    assert.equal(mended('RETURN'), undefined);
  });
});

describe('names in a listing', () => {
  const lines = [
    '.version 3',
    '.function main registers=2',
    'L1: CALL r0, L1, r0',
    'JUMP L1',
    '.function L1 registers=1',
    'L1: JUMP L1',
    'RETURN r0',
    '.constant L1 int64 1',
    '.variable L1 L1 r0 L1..',
  ];
  const { symbols, problems } = parseListing(lines.join('\n'));
  /** Line and position of every place that names what the name at a position names. */
  const usesAt = (line: number, start: number): number[][] => {
    const use = nameUsesOf(lines[line - 1] ?? '', 3).find((each) => each.start === start);
    const symbol = use && symbolOf(symbols, use, line);
    return symbol ? usesOfSymbol(symbol, symbols, 3, lines).map((each) => [each.line, each.use.start]) : [];
  };

  it('are told apart by what they name, also where they are written alike', () => {
    assert.deepEqual(problems, []);
    const labelOfMain = [
      [3, 0],
      [4, 5],
    ];
    const theFunction = [
      [3, 13],
      [5, 10],
      [9, 10],
    ];
    const labelOfFunction = [
      [6, 0],
      [6, 9],
      [9, 19],
    ];
    for (const uses of [labelOfMain, theFunction, labelOfFunction, [[8, 10]]]) {
      for (const [line = 0, start = 0] of uses) assert.deepEqual(usesAt(line, start), uses);
    }
  });
});

describe('diagnostics', () => {
  it('of a binary file mention comments that it cannot keep', () => {
    assert.deepEqual(codesOf('RETURN 1 ; mine', true), [['commentNotKept', 'information']]);
    assert.deepEqual(codesOf('RETURN 1 ; mine', false), []);
  });

  it('do not judge scripts of the calculator', () => {
    assert.deepEqual(codesOf('scale=20', false), []);
    assert.deepEqual(codesOf('scale=20', true), [['unknownMnemonic', 'error']]);
  });
});

describe('the model of a listing', () => {
  const model = new ListingModel(parseListing('; main:\nRETURN 1\n\nRETURN 2 ; two\n'));

  it('finds the op of a line', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5].map((line) => model.opOnLine(line)),
      [undefined, 0, undefined, 1, undefined],
    );
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5].map((line) => model.firstOpFrom(line)),
      [0, 0, 0, 1, 1, 2],
    );
  });

  it('makes machine code once', () => {
    assert.equal(model.machineCode, model.machineCode);
    assert.equal(model.machineCode.bytes.length, 26);
  });
});

describe('work in slices', () => {
  it('lets others have their turn', async () => {
    let left = 100;
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const isDone = await inSlices(
      () => {
        const end = performance.now() + 2;
        while (performance.now() < end);
        return --left > 0;
      },
      () => true,
    );
    clearInterval(timer);
    assert.ok(isDone && left === 0);
    assert.ok(turns > 3, `${turns} turns`);
  });

  it('ends when it is not wanted any more', async () => {
    let looks = 0;
    assert.equal(
      await inSlices(
        () => true,
        () => ++looks < 3,
      ),
      false,
    );
  });
});
