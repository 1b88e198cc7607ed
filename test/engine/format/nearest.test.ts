import assert from 'node:assert/strict';
import { nearest } from '../../../src/engine/format/nearest';

describe('The word that was meant', () => {
  const ops = ['RETURN', 'JUMP'];

  it('is the one that comes nearest, whatever the case of its letters', () => {
    assert.equal(nearest('retrun', ops), 'RETURN', 'neighbours that were swapped');
    assert.equal(nearest('jmp', ops), 'JUMP');
    assert.equal(nearest('Jump', ops), 'JUMP');
    assert.equal(nearest('lopp', ['lap', 'loop']), 'loop');
  });

  it('is none where nothing comes near', () => {
    assert.equal(nearest('x', ops), undefined);
    assert.equal(nearest('', ops), undefined);
    assert.equal(nearest('JUMBLED', ops), undefined);
    assert.equal(nearest('a', ['b', 'i']), undefined, 'short names differ by as little');
  });

  it('is not looked for where no name is so long', () => {
    // Comparing would take an hour.
    assert.equal(nearest('a'.repeat(1_000_000), ['b'.repeat(1_000_000)]), undefined);
  });
});
