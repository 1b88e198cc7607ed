import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseListing } from '../../../src/engine/listing/parse';
import { printListing } from '../../../src/engine/listing/print';
import { bytecodeDocument, regenerated } from '../../../scripts/docs.mjs';

describe('docs/bytecode.md', () => {
  const text = readFileSync(bytecodeDocument, 'utf8');

  it('says what the program does now (npm run docs writes it anew)', () => {
    assert.equal(regenerated(text), text);
  });

  const listings = [...text.matchAll(/```\n((?:; langvm bytecode|\.version \d)[^]*?)```/g)];

  it('has a listing of each version', () => {
    assert.deepEqual(
      listings.map(([, listing = '']) => parseListing(listing).program.version),
      [1, 2, 3],
    );
  });

  for (const [, listing = ''] of listings) {
    const [first = ''] = listing.split('\n');
    it(`writes the listing '${first}' as it is printed`, () => {
      const { program, problems } = parseListing(listing);
      const [, source = ''] = /^; source: (.*)$/m.exec(listing) ?? [];
      assert.deepEqual(problems, []);
      assert.equal(printListing(program, source), listing);
    });
  }
});
