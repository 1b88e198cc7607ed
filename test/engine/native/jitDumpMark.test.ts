import { match, rejects, throws } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { markJitDump } from '../../../src/engine/native/jitDumpMark';
import { loadKoffi } from '../../../src/engine/native/koffiLibrary';
import { killHosts, startHost } from './hosts';

describe('the mark by which perf finds a jitdump', () => {
  let folder: string;
  before(function () {
    if (process.platform !== 'linux') this.skip();
    folder = mkdtempSync(path.join(tmpdir(), 'langvm-test-'));
  });
  after(async () => {
    await killHosts();
    if (folder) rmSync(folder, { recursive: true });
  });

  it('is an executable mapping of the file by the process that runs the code, as long as that lives', async () => {
    const host = await startHost();
    const file = path.join(folder, `jit-${host.pid}.dump`);
    writeFileSync(file, 'header');
    await host.markJitDump(file);
    const maps = readFileSync(`/proc/${host.pid}/maps`, 'utf8');
    const mapped = maps.split('\n').filter((line) => line.endsWith(file));
    match(mapped.join('\n'), /^[0-9a-f]+-[0-9a-f]+ r-xp 0+ [^\n]+$/);
  });

  it('says why it cannot be made', async () => {
    const host = await startHost();
    await rejects(host.markJitDump(path.join(folder, 'missing.dump')), /ENOENT: no such file or directory/);
    // Like every file on a file system that is mounted noexec.
    await rejects(
      host.markJitDump('/proc/self/status'),
      /cannot be mapped as executable \(.+\)\. perf finds it/,
    );
  });

  it('is not made where there is no perf', async () => {
    const koffi = await loadKoffi();
    throws(
      () => markJitDump(koffi, '/tmp/jit-1.dump', 'darwin'),
      /perf exists on Linux only, and this is darwin/,
    );
  });
});
