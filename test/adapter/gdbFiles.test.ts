import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { GdbFiles } from '../../src/adapter/gdb/gdbFiles';

describe('The files for gdb', () => {
  it('go with the session, behind which nothing is written any more', () => {
    const files = new GdbFiles();
    const file = files.write('attach.gdb', 'attach 1\n');
    assert.equal(readFileSync(file, 'utf8'), 'attach 1\n');
    files.remove();
    // Whoever still makes gdb ready when the session ends.
    assert.throws(() => files.write('attach.gdb', 'attach 1\n'), /has ended/);
    assert.ok(!existsSync(path.dirname(file)));
  });
});
