import assert from 'node:assert/strict';
import { textOfFile } from '../../../src/engine/format/fileText';
import { compileLang } from '../../../src/engine/lang/compile';
import { loadBytecode } from '../../../src/engine/listing/load';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('The text of a file', () => {
  it('has the lines that an editor shows', () => {
    assert.equal(textOfFile(bytesOf('\ufeffa\rb\r\nc\nd\r\r\n')), 'a\nb\r\nc\nd\n\r\n');
    assert.equal(textOfFile(bytesOf('𝒳 \u2028')), '𝒳 \u2028');
  });

  it('means what an editor shows: a comment ends with its line', () => {
    const source = compileLang(textOfFile(bytesOf('// five\rreturn 5;\r')), 'five.lang');
    assert.equal(source.opCount, 1);
    const listing = loadBytecode(bytesOf('; five\rRETURN 5\r'), 'five.bc');
    assert.equal(listing.program.opCount, 1);
    assert.equal(listing.lineOfOp(0), 2);
  });
});
