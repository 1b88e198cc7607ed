import { strict as assert } from 'node:assert';
import { parseListing } from '../../../src/engine/listing/parse';
import { completionsOfListing, completionsOfSource } from '../../../src/extension/language/completionItems';
import { diagnosticsOfListing } from '../../../src/extension/language/editorDiagnostic';
import { ListingModel } from '../../../src/extension/language/listingModel';
import { nearest } from '../../../src/extension/language/nearest';
import { inSlices } from '../../../src/extension/language/slices';

const labelsAt = (line: string): string[] => completionsOfListing(line, 1).map(({ label }) => label);
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
    assert.equal(completionsOfListing('', 1)[0]?.snippet, 'RETURN ${1:param}');
  });

  it('offers the keywords of the source language', () => {
    const labels = (line: string): string[] => completionsOfSource(line).map(({ label }) => label);
    assert.deepEqual(labels('re'), ['return']);
    assert.deepEqual(labels('// re'), []);
    assert.deepEqual(labels('12'), []);
  });
});

describe('the word that was meant', () => {
  it('is the one that comes nearest', () => {
    assert.equal(nearest('retrun', ['RETURN', 'JUMP']), 'RETURN');
    assert.equal(nearest('jmp', ['RETURN', 'JUMP']), 'JUMP');
    assert.equal(nearest('x', ['RETURN', 'JUMP']), undefined);
    assert.equal(nearest('', ['RETURN']), undefined);
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
