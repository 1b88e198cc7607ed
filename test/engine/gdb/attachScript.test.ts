import { deepEqual, doesNotMatch, match, ok } from 'node:assert/strict';
import { attachScript, gdbCommandLine } from '../../../src/engine/gdb/attachScript';
import { cppdbgConfiguration } from '../../../src/engine/gdb/foreignDebugger';

describe('the commands that attach gdb', () => {
  const options = {
    pid: 77,
    stopAddress: 0x7f0012345004n,
    remainingSize: 12,
    syntax: 'att',
    version: { major: 13, minor: 1 },
  } as const;

  it('are run by gdb itself', () => {
    deepEqual(gdbCommandLine('/usr/bin/gdb', '/tmp/a.gdb'), ['/usr/bin/gdb', '-q', '-x', '/tmp/a.gdb']);
  });

  it('attach, stop at the program, and show as much of it as there is', () => {
    const script = attachScript(options);
    match(
      script,
      /\nattach 77\n[^]*\ntbreak \*0x7f0012345004\n[^]*\ncontinue\nx\/12xb \$pc\ndisassemble \/r \$pc,\+12\n/,
    );
    match(
      attachScript({ ...options, remainingSize: 10_000_006 }),
      /\nx\/16xb \$pc\ndisassemble \/r \$pc,\+48\n/,
    );
    match(attachScript({ ...options, syntax: 'intel' }), /\nset disassembly-flavor intel\n/);
  });

  it('read the symbols from a file only where that is needed', () => {
    doesNotMatch(attachScript(options), /add-symbol-file/);
    const symbolFile = { path: '/tmp/a "b" \\c.o', address: 0x1000n };
    const command = 'add-symbol-file "/tmp/a \\"b\\" \\\\c.o" 0x1000';
    ok(attachScript({ ...options, symbolFile }).includes(`\n${command}\n`));
    const configuration = { ...options, symbolFile, name: '', gdb: '/usr/bin/gdb', program: '/usr/bin/node' };
    const { setupCommands } = cppdbgConfiguration(configuration);
    ok(Array.isArray(setupCommands));
    deepEqual(
      setupCommands.filter(({ text }: { text: string }) => text.startsWith('add-')),
      [{ text: command }],
    );
  });

  it('leave out what an old gdb does not know, which would end the script', () => {
    const current = attachScript(options);
    for (const setting of ['debuginfod enabled', 'may-call-functions', 'style sources'])
      match(current, new RegExp(`\nset ${setting} off\n`));
    const old = attachScript({ ...options, version: { major: 8, minor: 2 } });
    doesNotMatch(old, /debuginfod|may-call|style sources/);
  });
});
