import { deepEqual, equal, rejects } from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findGdb, parseGdbVersion } from '../../../src/engine/gdb/findGdb';

describe('finding gdb', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'langvm-test-'))));
  after(() => rmSync(folder, { recursive: true }));

  const script = (name: string, text: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
    return file;
  };

  it('takes the first one on the PATH', async () => {
    const file = script('gdb', 'echo "GNU gdb (Debian 13.1-3) 13.1"');
    deepEqual(await findGdb({ searchPath: `/nowhere::${folder}`, platform: 'linux' }), {
      path: file,
      version: { major: 13, minor: 1 },
    });
  });

  it('takes the one that the user names', async () => {
    const file = script('my-gdb', 'echo "GNU gdb (GDB) 16.2"');
    deepEqual((await findGdb({ path: file, platform: 'linux' })).version, { major: 16, minor: 2 });
  });

  it('says what is wrong', async () => {
    await rejects(
      findGdb({ searchPath: '/nowhere', platform: 'linux' }),
      /not found on the PATH\. Install it/,
    );
    await rejects(findGdb({ path: '/nowhere/gdb', platform: 'linux' }), /There is no gdb at \/nowhere\/gdb/);
    await rejects(findGdb({ path: folder, platform: 'linux' }), /There is no gdb at/);
    await rejects(
      findGdb({ path: script('lldb', 'echo lldb 15'), platform: 'linux' }),
      /does not say its version/,
    );
    await rejects(findGdb({ path: script('broken', 'exit 3'), platform: 'linux' }), /does not work as gdb/);
    await rejects(findGdb({ platform: 'darwin' }), /on Linux only, and this is darwin/);
  });

  it('reads the version that distributions decorate', () => {
    const lines: Record<string, [number, number] | undefined> = {
      'GNU gdb (GDB) 15.1': [15, 1],
      'GNU gdb (Debian 13.1-3) 13.1': [13, 1],
      'GNU gdb (Ubuntu 12.1-0ubuntu1~22.04.2) 12.1': [12, 1],
      'GNU gdb (Ubuntu 15.0.50.20240403-0ubuntu1) 15.0.50.20240403-git': [15, 0],
      'GNU gdb (GDB) Fedora Linux 14.2-1.fc40': [14, 2],
      'GNU gdb (GDB) Red Hat Enterprise Linux 10.2-13.el9': [10, 2],
      'GNU gdb (GDB; openSUSE Tumbleweed) 14.2': [14, 2],
      'lldb version 15.0.7': undefined,
      '': undefined,
    };
    for (const [line, version] of Object.entries(lines)) {
      const [major, minor] = version ?? [];
      const expected = major === undefined || minor === undefined ? undefined : { major, minor };
      deepEqual(parseGdbVersion(`${line}\nCopyright (C) 2023\n`), expected, line);
    }
  });

  it('finds the real one, where there is one', async function () {
    try {
      equal((await findGdb()).version.major > 6, true);
    } catch (error) {
      if (process.env.CI) throw error;
      this.skip();
    }
  });
});
