import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { anyVersion2, anyVersion3 } from '../format/programs';
import { parseListing } from '../../../src/engine/listing/parse';
import { printListing } from '../../../src/engine/listing/print';

/** The problems of a listing, as `line code`. */
const problemsOf = (...lines: string[]): string[] =>
  parseListing(lines.join('\n')).problems.map(({ line, code }) => `${line} ${code}`);

/** The lines of a listing, without its header, with a mistake in one of them. */
function mistaken(lines: readonly string[], { line, word, mistake }: Place): readonly string[] | undefined {
  const at = line % lines.length;
  const words = (lines[at] ?? '').split(/(?<=\S)(?=\s)/);
  const index = word % words.length;
  const found = words[index] ?? '';
  // A line that begins with something else may be anything at all.
  if (found.trim() === '' || (index === 0 && mistake === '')) return undefined;
  const end = Math.max(2, Math.ceil(found.length / 2));
  words[index] = mistake === '' ? '' : found.slice(0, end) + mistake + found.slice(end);
  return lines.map((text, each) => (each === at ? words.join('') : text));
}

interface Place {
  readonly line: number;
  readonly word: number;
  /** Stands in the middle of the word; nothing takes the word away. */
  readonly mistake: string;
}

const anyPlace: fc.Arbitrary<Place> = fc.record({
  line: fc.nat(),
  word: fc.nat(9),
  mistake: fc.constantFrom('?', '', ' ', '"', ', '),
});

describe('A listing with mistakes', () => {
  it('has no errors about its errors: lines that were right stay so', () => {
    let seen = 0;
    const property = fc.property(fc.oneof(anyVersion2, anyVersion3), anyPlace, (program, place) => {
      const [version = '', ...lines] = printListing(program, '/a/out.bc').trimEnd().split('\n');
      const text = mistaken(lines, place);
      if (!text) return;
      const { problems } = parseListing([version, ...text].join('\n'));
      // Where one word became another there is nothing wrong that the verifier would not see.
      if (problems.every(({ code }) => code === 'refused')) return;
      seen++;
      const refused = problems.filter(({ code }) => code === 'refused');
      assert.deepEqual(refused, [], JSON.stringify(problems));
    });
    fc.assert(property, { numRuns: 3000 });
    assert.ok(seen > 500, `${seen} listings had a mistake`);
  });

  const main = ['.version 3', '.function main registers=2'];
  const end = 'RETURN r0';

  it('has all its other errors said at once', () => {
    assert.deepEqual(problemsOf(...main, 'LOAD r5, r0', 'JMP x', end, '.variable main v r9'), [
      '3 refused',
      '4 unknownMnemonic',
      '6 refused',
    ]);
    assert.deepEqual(problemsOf(...main, 'ADD r5, r6', 'ADD r0, r1, r7, r8', 'JUMP_LESS r9, r0, gone', end), [
      '3 missingOperand',
      '4 refused',
      '4 tooMuch',
      '5 refused',
      '5 unknownName',
    ]);
    assert.deepEqual(
      problemsOf(...main, 'CALL r0, f, r1', end, '.function f registers=1', 'f', 'LOAD r0, r0'),
      ['6 unknownMnemonic', '7 refused'],
    );
    assert.deepEqual(problemsOf(...main, 'JUMP x', end, '.array a 16777217', '.array a 1'), [
      '3 unknownName',
      '5 refused',
      '6 duplicate',
    ]);
    assert.deepEqual(problemsOf('.version 2', 'LOAD r2, r0', 'ADD r1', '.registers 2'), [
      '2 refused',
      '3 missingOperand',
    ]);
    assert.deepEqual(problemsOf(...main, 'LOAD r5, r0', '.variable main v r9'), [
      '3 refused',
      '3 refused',
      '4 refused',
    ]);
  });

  it('has nothing said of what a mistake leaves open', () => {
    // Which function these ops belong to, how many registers it has, and where it ends.
    assert.deepEqual(problemsOf(...main, end, 'function f registers=9', 'LOAD r8, r0', end), [
      '4 unknownDirective',
    ]);
    assert.deepEqual(problemsOf(...main, 'JUMP x', '.funktion f registers=9', 'x: LOAD r8, r0'), [
      '4 unknownDirective',
    ]);
    assert.deepEqual(problemsOf('.version 3', '.function main registers=x', 'LOAD r5, r0', end), [
      '2 notAnInteger',
    ]);
    assert.deepEqual(problemsOf(...main, 'LOAD r0, r1', '.RETURN r0'), ['4 unknownDirective']);
    assert.deepEqual(problemsOf(...main, 'LOAD r0, r1', 'end:'), ['4 misplaced']);
    assert.deepEqual(problemsOf(...main, '.RETURN r0'), ['3 unknownDirective']);
    assert.deepEqual(problemsOf('.version 3', '.main', '.function f parameters=1 registers=1', end), [
      '2 unknownDirective',
    ]);
    assert.deepEqual(problemsOf('.version 3', '.main', 'x: RETURN r9'), [
      '2 unknownDirective',
      '3 misplaced',
    ]);
    assert.deepEqual(problemsOf('.version 2', 'RETURN r5', '.registrs 9'), [
      '1 missingOperand',
      '3 unknownDirective',
    ]);
    // What is called, and with which operands.
    assert.deepEqual(
      problemsOf(
        '.version 3',
        '.function main parameters=1 registers=1',
        'CALL r0, g, r0',
        'CALL r0, f, r9',
        end,
      ),
      ['2 refused', '3 unknownName', '4 unknownName'],
    );
    assert.deepEqual(problemsOf(...main, 'ADD r0 r1, r9', end), ['3 commaExpected']);
    assert.deepEqual(problemsOf(...main, 'LOAD_CONST r0, 99999999999999999999', end), ['3 doesNotFit']);
    assert.deepEqual(problemsOf(...main, end, '.variable f v r5'), ['4 unknownName']);
    // Which word of a table is the register: the name of the variable fell apart.
    assert.deepEqual(problemsOf(...main, 'x: RETURN r0', '.variable main some r9 r0 ..x'), [
      '4 badDirective',
      '4 tooMuch',
    ]);
    assert.deepEqual(problemsOf(...main, end, '.variable main some r9 r0'), ['4 badDirective']);
  });
});
