import assert from 'node:assert/strict';
import { analyseLang } from '../../../src/engine/lang/compile';
import { openCallAt } from '../../../src/engine/lang/editorCall';
import { indentSource } from '../../../src/engine/lang/editorIndentation';
import { nameAt, scopeAt, signatureOf, symbolsInScope } from '../../../src/engine/lang/editorNames';
import { renameProblem } from '../../../src/engine/lang/editorRename';
import type { SymbolTable } from '../../../src/engine/lang/symbols';

const source = [
  'array cells[4];',
  'function swap(i, j) {',
  '  kept = cells[i];',
  '  cells[i] = cells[j];',
  '  cells[j] = kept;',
  '}',
  'i = 1;',
  'swap(i, 2);',
].join('\n');

const analysed = analyseLang(source);
const { table } = analysed;

function symbolAt(among: SymbolTable, line: number, column: number) {
  const found = nameAt(among, line, column);
  assert.ok(found, `nothing at ${line}:${column}`);
  return found.symbol;
}

describe('Source under the cursor', () => {
  it('tells a parameter from the variable of another function', () => {
    const parameter = symbolAt(table, 3, 16);
    assert.equal(parameter.kind, 'parameter');
    assert.deepEqual(
      parameter.references.map(({ place }) => `${place.line}:${place.column}`),
      ['2:15', '3:16', '4:9'],
    );
    const variable = symbolAt(table, 8, 6);
    assert.equal(variable.kind, 'variable');
    assert.deepEqual(
      variable.references.map(({ place, isWrite }) => [place.line, isWrite]),
      [
        [7, true],
        [8, false],
      ],
    );
  });

  it('knows functions and arrays where they are used, and nothing between names', () => {
    const called = symbolAt(table, 8, 1);
    assert.ok(called.kind === 'function');
    assert.equal(signatureOf(called), 'swap(i, j)');
    assert.equal(symbolAt(table, 4, 3).kind, 'array');
    assert.equal(nameAt(table, 8, 9), undefined);
  });

  it('sees the variables of the function around it', () => {
    const names = (line: number, column: number): string[] =>
      symbolsInScope(table, line, column).map(({ name }) => name);
    assert.deepEqual(names(5, 1), ['i', 'j', 'kept', 'swap', 'cells']);
    assert.deepEqual(names(8, 1), ['i', 'swap', 'cells']);
  });

  it('works while a function is being typed', () => {
    const typed = analyseLang('function first(a) { return a; }\nfunction second(b) {\n  c = b;\n  d = ');
    assert.ok(typed.problems.length > 0);
    assert.deepEqual([...scopeAt(typed.table, 4, 7).variables.keys()].slice(0, 2), ['b', 'c']);
    assert.deepEqual([...scopeAt(typed.table, 1, 21).variables.keys()], ['a']);
    assert.equal(symbolAt(typed.table, 3, 7).kind, 'parameter');
  });
});

describe('Renaming in a source', () => {
  it('refuses what is no name, reserved, too long or taken', () => {
    const parameter = symbolAt(table, 2, 15);
    for (const [newName, problem] of [
      ['1st', 'notAName'],
      ['a b', 'notAName'],
      ['', 'notAName'],
      ['while', 'keyword'],
      ['x'.repeat(100_000), 'tooLong'],
      ['kept', 'taken'],
      ['cells', 'taken'],
      ['swap', 'taken'],
      ['i', undefined],
      ['main', undefined],
      ['first', undefined],
    ] as const) {
      assert.equal(renameProblem(analysed, parameter, newName), problem, newName.slice(0, 10));
    }
  });

  it('keeps the names of functions and arrays clear of every variable', () => {
    assert.equal(renameProblem(analysed, symbolAt(table, 2, 10), 'kept'), 'taken');
    assert.equal(renameProblem(analysed, symbolAt(table, 1, 7), 'i'), 'taken');
    assert.equal(renameProblem(analysed, symbolAt(table, 2, 10), 'main'), 'taken');
    // A variable of another function is no obstacle.
    assert.equal(renameProblem(analysed, symbolAt(table, 7, 1), 'kept'), undefined);
  });

  it('leaves no name behind in text that is not understood', () => {
    for (const broken of [
      'print x + ;',
      'foo x bar;',
      'print 1 x;',
      'y = f(x,;',
      'for (x = 0; x < 3; x++) { }',
    ]) {
      const mistaken = analyseLang(`x = 1;\n${broken}\nz = 2;`);
      assert.equal(renameProblem(mistaken, symbolAt(mistaken.table, 1, 1), 'n'), 'notUnderstood', broken);
      assert.equal(renameProblem(mistaken, symbolAt(mistaken.table, 3, 1), 'x'), 'taken', broken);
      assert.equal(renameProblem(mistaken, symbolAt(mistaken.table, 3, 1), 'n'), undefined, broken);
    }
    // A mistake that hides nothing is no obstacle, and neither is a name in a comment.
    for (const harmless of ['print (x;', 'print unknown;', '// x', '@']) {
      const mistaken = analyseLang(`x = 1;\n${harmless}`);
      assert.equal(renameProblem(mistaken, symbolAt(mistaken.table, 1, 1), 'n'), undefined, harmless);
    }
  });
});

describe('A call being typed', () => {
  for (const [before, callee, argument] of [
    ['swap(', 'swap', 0],
    ['swap(1, ', 'swap', 1],
    ['swap(other(1, 2), (3 + ', 'swap', 1],
    ['swap(other(1, ', 'other', 1],
    ['swap(cells[', 'swap', 0],
    ['x = swap(1, // a, b, c\n', 'swap', 1],
  ] as const) {
    it(`is found in ${JSON.stringify(before)}`, () => {
      assert.deepEqual(openCallAt(before), { callee, argument });
    });
  }
  for (const before of ['swap(1)', 'if (', 'function swap(', 'swap(1; ', '', 'cells[']) {
    it(`is none in ${JSON.stringify(before)}`, () => assert.equal(openCallAt(before), undefined));
  }
});

describe('Indenting a source', () => {
  const indented = (text: string): string => {
    const lines = text.split('\n');
    for (const { line, indentation } of indentSource(text, '  ')) {
      lines[line - 1] = indentation + (lines[line - 1] ?? '').replace(/^[^\S\r]*/, '');
    }
    return lines.join('\n');
  };

  it('goes by braces', () => {
    const text = 'while (a) {\nif (b) {\n      c = 1;\n   \n// why\n} else {\nd  =  2;\n}\n    }\n  e = 1;';
    const expected =
      'while (a) {\n  if (b) {\n    c = 1;\n\n    // why\n  } else {\n    d  =  2;\n  }\n}\ne = 1;';
    assert.equal(indented(text), expected);
    assert.deepEqual(indentSource(expected, '  '), []);
  });

  it('leaves alone what goes on with a statement, and comments', () => {
    const text = 'if (a)\n     b = 1 +\n         2;\n/* {\n     drawn */\nc = 1; // {\nd = 1;';
    assert.equal(indented(text), text);
  });

  it('keeps the ends of lines, and takes braces that close nothing', () => {
    assert.equal(indented('{\r\na = 1;\r\n\r\n}\r\n}\r\n}'), '{\r\n  a = 1;\r\n\r\n}\r\n}\r\n}');
  });
});
