import assert from 'node:assert/strict';
import path from 'node:path';
import { root } from '../adapter/support/conversation';
import { eventually, useWorkbench } from './harness';

describe('gdb from the workbench', () => {
  const workbench = useWorkbench({ folder: path.join(root, 'samples') });

  it('attaches with one command, and starts a session where there is none', async () => {
    await workbench().explorer.open('out.bc');
    const editor = await workbench().editor('out.bc').opened();
    await eventually(async () => assert.notEqual((await editor.codeLenses()).length, 0));
    await editor.focus();
    await workbench().commands.run('langvm: Attach gdb to Machine Code');
    const text = await workbench().terminal.waitFor(/movabs \$0x23,%rax/, 40);
    assert.match(text, /=> 0x[0-9a-f]+ <langvm_main>:\s+push\s+%rbp/);
  });

  it('steps instructions up to the result in rax', async () => {
    const { terminal } = workbench();
    await terminal.type('ni');
    await terminal.waitFor(/1: x\/i \$pc\s+=> 0x[0-9a-f]+ <langvm_main\+1>:\s+mov\s+%rsp,%rbp/);
    await terminal.type('ni');
    await terminal.type('ni');
    await terminal.waitFor(/<langvm_main\+14>:\s+leave/);
    await terminal.type('info registers rax');
    await terminal.waitFor(/^rax\s+0x23\s+35$/m);
  });

  it('finishes with the value', async () => {
    const { terminal } = workbench();
    await terminal.type('finish');
    await terminal.waitFor(/Value returned is \$1 = 35/);
  });

  it('refuses to step natively while gdb is there, and goes on when gdb has left', async () => {
    const { debug, terminal, notifications } = workbench();
    await debug.stepOver();
    assert.match(await notifications.waitFor(/gdb is attached/), /Quit gdb first/);
    await terminal.type('quit');
    const text = await debug.console.waitFor(/gdb has left; the session goes on\./);
    assert.match(text, /The machine code that ran under gdb returned 35\./);
    await workbench().editor('out.bc').stoppedAt(5);
    await debug.stepOver();
    await debug.ended();
    await debug.console.waitFor(/Return value is 35/);
  });
});

describe('gdb that is missing', () => {
  const workbench = useWorkbench({
    folder: path.join(root, 'samples'),
    machineSettings: { 'langvm.gdb.path': '/nowhere/gdb' },
  });

  it('is said with the remedy, and the session goes on', async () => {
    await workbench().explorer.open('out.bc');
    const editor = await workbench().editor('out.bc').opened();
    await editor.focus();
    await workbench().commands.run('langvm: Attach gdb to Machine Code');
    assert.match(await workbench().notifications.waitFor(/no gdb/), /\/nowhere\/gdb.*Correct the path/);
    await editor.stoppedAt(5);
  });
});
