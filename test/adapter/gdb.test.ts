import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Gdb } from '../../src/engine/gdb/findGdb';
import { GdbProcess, gdbOrSkip } from '../engine/gdb/gdbProcess';
import { isAlive, until } from '../engine/native/hosts';
import { childrenOf } from './support/childProcesses';
import { Conversation } from './support/conversation';

const source = `array seen[4];
function twice(n) {
  print n;
  return n * 2;
}
i = 0;
while (i < 3) {
  seen[i] = twice(i);
  i = i + 1;
}
return seen[2];
`;

const endless = `function spin(n) {
  while (1) n = n + 1;
  return n;
}
print 7;
return spin(1);
`;

describe('gdb beside a session', () => {
  let gdb: Gdb;
  let folder: string;
  let session: Conversation;
  let debuggers: GdbProcess[];

  before(async function () {
    gdb = await gdbOrSkip(this);
  });
  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'langvm-test-'));
    // So that no other session's files are there.
    const { TMPDIR } = process.env;
    process.env.TMPDIR = folder;
    session = await Conversation.start(folder);
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    debuggers = [];
  });
  afterEach(async () => {
    await session.stop();
    for (const process of debuggers) await process.kill();
    rmSync(folder, { recursive: true });
  });

  /** Launches a program in JIT mode and stops on entry. */
  const launch = (text: string): Promise<void> => {
    const program = path.join(folder, 'program.lang');
    writeFileSync(program, text);
    return session.launch({ program, mode: 'jit', stopOnEntry: true });
  };

  /** Attaches gdb as the extension does, and waits until it stopped in the machine code. */
  const attach = async (): Promise<{ process: GdbProcess; greeting: string }> => {
    const { script } = await session.request('langvm.prepareGdb', { gdbPath: gdb.path });
    const process = GdbProcess.start(gdb);
    debuggers.push(process);
    await process.untilPrompt();
    await session.request('langvm.allowGdb', { pid: process.pid });
    return { process, greeting: await process.command(`source ${String(script)}`) };
  };

  const said = async (text: RegExp): Promise<void> => {
    while (!text.test(session.output())) await session.next('output');
  };

  it('shows the source, has a run of its own, and leaves the session where it was', async () => {
    await launch(source);
    const { process, greeting } = await attach();
    assert.match(greeting, /hit Temporary breakpoint 1, langvm_main \(\) at .*program\.lang:6\n6\ti = 0;\n/);
    assert.match(greeting, /<langvm_main>:\tpush +%rbp/);
    await process.command('break program.lang:4');
    assert.match(await process.command('continue'), /hit Breakpoint 2, twice \(n=0\) at/);
    assert.match(await process.command('bt 2'), /#1 .* in langvm_main \(\) at .*:8\n/);
    await assert.rejects(session.request('next', { threadId: 1 }), /Quit gdb first/);
    await process.command('delete');
    await process.command('continue&');
    await said(/ran under gdb returned 4\./);
    await process.quit();
    await said(/gdb has left;/);
    assert.match(session.output('console'), /gdb's run: 0\ngdb's run: 1\ngdb's run: 2\n/);
    assert.equal(session.output('stdout'), '', 'the session printed nothing yet');

    await session.move('next');
    assert.equal((await session.variablesOf('Locals')).get('i')?.value, '0');
    await session.move('continue');
    assert.match(session.output('stdout'), /^0\n1\n2\nReturn value is 4\n$/);
    assert.doesNotMatch(session.output(), /disagree/);
  });

  it('is told about when its process ends with the session', async () => {
    await launch(source);
    await attach();
    await session.request('terminate');
    await said(/The process that gdb is attached to ends with its session/);
  });

  it('begins at the op where the session stands, in a nested call', async () => {
    await launch(source);
    await session.request('setBreakpoints', {
      source: { path: path.join(folder, 'program.lang') },
      breakpoints: [{ line: 4 }],
    });
    await session.move('continue');
    await session.move('continue');
    const { process, greeting } = await attach();
    assert.match(greeting, /twice \(n=1\) at .*program\.lang:4\n4\t {2}return n \* 2;\n/);
    assert.match(await process.command('bt 3'), /#1 .* langvm_main \(\) at .*:8\n#2 .* langvm_start \(\)/);
    assert.match(await process.command('print seen'), /\{0, 0, 0, 0\}/);
    assert.match(await process.command('finish'), /Value returned is \$2 = 2\n/);
    await process.quit();
    await said(/gdb has left;/);
    await session.move('continue');
    await session.move('continue');
    assert.match(session.output('stdout'), /^0\n1\n2\nReturn value is 4\n$/);
  });

  it('ends a run that would never end when gdb leaves it, so that the session can go on', async () => {
    await launch(endless);
    const { process } = await attach();
    await process.command('break spin');
    await process.command('continue');
    await process.command('delete');
    await process.quit();
    await said(/was stopped where it was, because gdb has left/);
    await said(/gdb has left; the session goes on/);
    await session.move('stepIn');
    assert.equal(session.output('stdout'), '7\n');
  });

  it('can leave before the machine code runs, and come again', async () => {
    await launch(endless);
    const { script } = await session.request('langvm.prepareGdb', { gdbPath: gdb.path });
    for (let times = 0; times < 2; times++) {
      const process = GdbProcess.start(gdb);
      debuggers.push(process);
      await process.untilPrompt();
      await session.request('langvm.allowGdb', { pid: process.pid });
      const { pid } = await session.request('langvm.prepareGdb', { gdbPath: gdb.path });
      await process.command(`attach ${String(pid)}`);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await process.quit();
      await said(new RegExp(`(gdb has left; [^]*){${times + 1}}`));
    }
    assert.match(String(script), /attach\.gdb$/);
    await session.move('next');
    assert.equal(session.output('stdout'), '7\n');
  });

  it('looks at the run of the session where that went on before gdb came', async () => {
    await launch(endless.replace('print 7;', 'a = 7;').replace('spin(1)', 'spin(1) + a'));
    const { pid } = await session.request('langvm.prepareGdb', { gdbPath: gdb.path });
    await session.request('continue', { threadId: 1 });
    const process = GdbProcess.start(gdb);
    debuggers.push(process);
    await process.untilPrompt();
    await session.request('langvm.allowGdb', { pid: process.pid });
    await process.command(`attach ${String(pid)}`);
    await said(/it looks at the run of the session/);
    await process.quit();
    await said(/gdb has left;/);
    await session.move('pause');
    const caller = await session.request('evaluate', { expression: 'a', context: 'watch', frameId: 2 });
    assert.equal(caller.result, '7');
    assert.doesNotMatch(session.output(), /runs machine code already/);
  });

  it('takes the place of a thread that the session steps', async () => {
    await launch(source);
    const { pid } = await session.request('langvm.prepareGdb', { gdbPath: gdb.path });
    await session.move('next', { threadId: 1, granularity: 'instruction' });
    const process = GdbProcess.start(gdb);
    debuggers.push(process);
    await process.untilPrompt();
    await session.request('langvm.allowGdb', { pid: process.pid });
    assert.match(await process.command(`attach ${String(pid)}`), /Attaching/);
    await process.quit();
    await said(/gdb has left;/);
    await session.move('continue');
    assert.match(session.output('stdout'), /^0\n1\n2\nReturn value is 4\n$/);
  });

  it('takes that thread away from what the client shows as well', async () => {
    await launch(source);
    const standing = { threadId: 1, granularity: 'instruction' };
    const lets = async (command: string, args: object): Promise<void> => {
      await session.move('next', standing);
      assert.ok((await session.variablesOf('CPU')).has('rip'));
      const before = session.bodies('langvm.state').length;
      const invalidated = session.bodies('invalidated').length;
      await session.request(command, args);
      const states = session.bodies('langvm.state').slice(before);
      assert.deepEqual(
        states.map((state) => state?.codeOffset),
        [undefined],
      );
      assert.deepEqual(session.bodies('invalidated').slice(invalidated), [{ areas: ['stacks'] }]);
      await assert.rejects(session.variablesOf('CPU'), /there is no scope CPU/);
    };
    await lets('langvm.prepareGdb', { gdbPath: gdb.path });
    await lets('langvm.allowGdb', { pid: process.pid, later: true });
  });

  it('is not made ready for a program that goes on meanwhile', async () => {
    await launch(endless);
    const ready = session.request('langvm.prepareGdb', { gdbPath: gdb.path });
    await session.request('continue', { threadId: 1 });
    await assert.rejects(ready, /is running/);
  });

  it('leaves no breakpoint in the machine code when it is killed', async () => {
    await launch(endless);
    const { process } = await attach();
    await process.command('break *langvm_main');
    // On its way, the breakpoint where it does not come by any more.
    process.command('continue').catch(() => undefined);
    await said(/^gdb's run: 7$/m);
    await process.kill();
    await said(/gdb has left; the session goes on/);
    const { result } = await session.request('evaluate', { expression: 'verify', context: 'repl' });
    assert.match(String(result), /are what was emitted/);
    await session.move('stepIn');
    assert.equal(session.output('stdout'), '7\n');
  });

  it('is attached by another extension with the configuration that it is given', async () => {
    await launch(source);
    const prepared = await session.request('langvm.prepareGdb', { gdbPath: gdb.path });
    const configuration = prepared.configuration as {
      type: string;
      program: string;
      processId: string;
      miDebuggerPath: string;
      setupCommands: { text: string }[];
    };
    assert.equal(configuration.type, 'cppdbg');
    assert.equal(configuration.miDebuggerPath, gdb.path);
    assert.equal(configuration.program, process.execPath);
    await session.request('langvm.allowGdb', { pid: process.pid, later: true });
    // As that extension does it: first its commands, then the attach, then on.
    const debuggerProcess = GdbProcess.start(gdb);
    debuggers.push(debuggerProcess);
    await debuggerProcess.untilPrompt();
    for (const { text } of configuration.setupCommands) await debuggerProcess.command(text);
    await debuggerProcess.command(`attach ${configuration.processId}`);
    assert.match(
      await debuggerProcess.command('continue'),
      /hit Temporary breakpoint 1, langvm_main \(\) at .*program\.lang:6\n/,
    );
    assert.match(await debuggerProcess.command('finish'), /Value returned is \$1 = 4\n/);
    await debuggerProcess.quit();
    await said(/gdb has left;/);
  });

  it('does not disturb the machine code, as the command verify says', async () => {
    await launch(source);
    const { process } = await attach();
    await process.command('break twice');
    await process.command('continue');
    const verify = { expression: 'verify', context: 'repl' };
    await assert.rejects(session.request('evaluate', verify), /Quit gdb first/);
    await process.quit();
    await said(/gdb has left;/);
    const { result } = await session.request('evaluate', verify);
    assert.match(
      String(result),
      /^The \d+ bytes of machine code at 0x[0-9a-f]+ are what was emitted; .* \d+ instructions\.$/,
    );
  });

  it('lets breakpoints stop between two instructions of an op only when it has left', async () => {
    await launch(source);
    const { stackFrames } = await session.request('stackTrace', { threadId: 1 });
    const [frame] = stackFrames as DebugProtocol.StackFrame[];
    const memoryReference = frame?.instructionPointerReference ?? '';
    const { instructions } = await session.request('disassemble', { memoryReference, instructionCount: 9 });
    const rows = instructions as DebugProtocol.DisassembledInstruction[];
    const op = rows.find(({ line }) => line === 8);
    const instructionReference = rows[rows.findIndex((row) => row === op) + 1]?.address;
    const set = async (): Promise<DebugProtocol.Breakpoint | undefined> => {
      const breakpoints = [{ instructionReference }];
      const answer = await session.request('setInstructionBreakpoints', { breakpoints });
      return (answer.breakpoints as DebugProtocol.Breakpoint[])[0];
    };
    const { process } = await attach();
    const moved = await set();
    assert.equal(moved?.verified, true);
    assert.equal(moved.instructionReference, op?.address);
    assert.match(moved.message ?? '', /^gdb is attached .* Moved to the first instruction/);
    await process.quit();
    await said(/gdb has left;/);
    assert.equal((await set())?.instructionReference, instructionReference);
  });

  const files = (): string[] => readdirSync(folder).filter((name) => name.startsWith('langvm-'));

  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    it(`leaves nothing behind when ${signal} ends the adapter while gdb holds the program`, async () => {
      await launch(endless);
      const { process: gdbProcess } = await attach();
      const [adapter = 0] = childrenOf(process.pid, 'adapter.js');
      const hosts = childrenOf(adapter, 'native-host.js');
      assert.equal(hosts.length, 1);
      session.abandon();
      process.kill(adapter, signal);
      await until(() => ![adapter, ...hosts].some(isAlive));
      assert.deepEqual(files(), []);
      assert.match(await gdbProcess.command('echo alive'), /alive/);
    });
  }

  it('leaves no file behind', async () => {
    await launch(source);
    const { process } = await attach();
    assert.ok(files().length >= 2);
    await process.quit();
    await session.stop();
    assert.deepEqual(files(), []);
  });
});
