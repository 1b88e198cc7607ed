import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { programOfReturns } from '../../src/engine/format/program';
import { writeProgram } from '../../src/engine/format/read';
import { isAlive, until } from '../engine/native/hosts';
import { childrenOf } from './support/childProcesses';
import { Conversation } from './support/conversation';

describe('The native host of a session', () => {
  let file: string;
  let session: Conversation;

  beforeEach(async () => {
    session = await Conversation.start();
    file = path.join(session.folder, 'out.bc');
    writeFileSync(file, writeProgram(programOfReturns([1n, 2n, 3n])));
  });

  afterEach(() => session.stop());

  /** Process ids of adapter and native host. */
  function processes(): { adapter: number; host: number } {
    const [adapter] = childrenOf(process.pid, 'adapter.js');
    assert.ok(adapter);
    const [host] = childrenOf(adapter, 'native-host');
    assert.ok(host, 'the adapter has a native host');
    return { adapter, host };
  }

  it('may be killed: the session says so, goes on interpreted, and starts a new one for JIT mode', async () => {
    await session.launch({ program: file, mode: 'jit', stopOnEntry: true });
    await session.move('next');
    const { host } = processes();
    const said = session.next('langvm.state');
    process.kill(host, 'SIGKILL');
    await said;
    assert.match(session.output('important'), /native host ended unexpectedly \(SIGKILL\)/);
    const state = await session.variablesOf('State');
    assert.equal(state.get('engine')?.value, 'interpreter');
    assert.doesNotMatch(session.output(), /printed again/);
    assert.equal(state.get('result')?.value, '1', 'the state of the program is not lost');
    await session.request('langvm.setMode', { mode: 'jit' });
    assert.notEqual(processes().host, host);
    await session.move('continue');
    assert.match(session.output('stdout'), /Return value is 3/);
  });

  it('may be killed while the program prints: the session says that it will print that again', async () => {
    const source = path.join(session.folder, 'endless.lang');
    writeFileSync(source, 'print 7;\nwhile (1) i = 1;\nreturn 0;\n');
    const printed = async (text: string): Promise<void> => {
      while (session.output('stdout') !== text) await session.next('output');
    };
    await session.launch({ program: source, mode: 'jit', stopOnEntry: true });
    await session.request('continue', { threadId: 1 });
    await printed('7\n');
    const stopped = session.next('stopped');
    process.kill(processes().host, 'SIGKILL');
    await stopped;
    assert.match(
      session.output('important'),
      /\(SIGKILL\).* what was printed since then will be printed again/,
    );
    await session.request('continue', { threadId: 1 });
    await printed('7\n7\n');
  });

  it('may be on its way up when the session is terminated, which says nothing more', async () => {
    const initialized = session.next('initialized');
    await session.request('launch', { program: file, mode: 'jit' });
    await initialized;
    await session.request('configurationDone');
    // Answered when the host that is on its way has come or failed.
    const switched = session.request('langvm.setMode', { mode: 'jit' });
    const terminated = session.next('terminated');
    await session.request('terminate');
    await terminated;
    assert.deepEqual(await switched, { mode: 'interpreter' });
    await session.request('threads');
    assert.equal(session.output(), '');
  });

  it('ends with the session', async () => {
    await session.launch({ program: file, mode: 'jit', stopOnEntry: true });
    const { adapter, host } = processes();
    await session.stop();
    await until(() => !isAlive(host));
    await until(() => !isAlive(adapter));
  });

  it('ends when the adapter is killed', async () => {
    await session.launch({ program: file, mode: 'jit', stopOnEntry: true });
    const { adapter, host } = processes();
    process.kill(adapter, 'SIGKILL');
    session.abandon();
    await until(() => !isAlive(host));
  });

  it('is not started by a session that stays in the interpreter', async () => {
    await session.launch({ program: file, stopOnEntry: true });
    assert.throws(() => processes(), /the adapter has a native host/);
  });
});
