import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Conversation } from './support/conversation';

const source = `function add(a, b) {
  return a + b;
}

sum = 0;
i = 9;
while (i < 12) {
  i = i + 1;

  sum = add(sum, i);
}
return sum;
`;

const endless = 'i = 0;\nwhile (1) i = i + 1;\nreturn i;\n';

/** What other clients rely on, and VS Code forgives. */
describe('A client that takes the protocol at its word', () => {
  let session: Conversation;
  let events: string[];
  let program: string;

  beforeEach(async () => {
    session = await Conversation.start();
    events = [];
    for (const name of ['stopped', 'invalidated', 'exited', 'terminated', 'langvm.state', 'initialized'])
      session.client.on(name, () => events.push(name));
    program = path.join(session.folder, 'program.lang');
  });

  afterEach(() => session.stop());

  async function launch(text: string, args: object = {}, breakpoints: object[] = []): Promise<void> {
    writeFileSync(program, text);
    await session.launch({ program, ...args }, breakpoints, { path: program });
  }

  const evaluate = async (args: object): Promise<unknown> =>
    (await session.request('evaluate', { context: 'watch', ...args })).result;

  it('gets no event that it does not know', async () => {
    await session.request('initialize', { adapterID: 'langvm' });
    await launch(source, { stopOnEntry: true });
    await evaluate({ expression: 'r1 = 3' });
    await session.request('langvm.setHex');
    await session.move('next');
    assert.ok(!events.includes('invalidated'));
  });

  it('gets frames with the numbers that it asks for', async () => {
    await launch(source, {}, [{ line: 2 }]);
    const nameOf = async (format: object): Promise<unknown> => {
      const { stackFrames } = await session.request('stackTrace', { threadId: 1, ...format });
      return (stackFrames as DebugProtocol.StackFrame[])[0]?.name;
    };
    assert.equal(await nameOf({ format: { hex: true } }), 'add(a=0x0, b=0xa)');
    assert.equal(await nameOf({}), 'add(a=0, b=10)');
  });

  it('is told nothing of a frame that is not there', async () => {
    await launch(source, {}, [{ line: 2 }]);
    assert.equal(await evaluate({ expression: 'i', frameId: 2 }), '10');
    for (const frameId of [0, 3, 1.5]) {
      await assert.rejects(session.request('scopes', { frameId }), /There is no frame/);
      const change = { expression: 'a', value: '7', frameId };
      await assert.rejects(session.request('setExpression', change), /There is no frame/);
    }
    assert.equal(await evaluate({ expression: 'a', frameId: 1 }), '0');
  });

  it('is told nothing of variables while the program runs', async () => {
    await launch(endless, { stopOnEntry: true });
    const { scopes } = await session.request('scopes', { frameId: 1 });
    const [scope] = scopes as DebugProtocol.Scope[];
    await session.request('continue', { threadId: 1 });
    await assert.rejects(session.request('scopes', { frameId: 1 }), /is running/);
    const { variablesReference } = scope ?? {};
    await assert.rejects(session.request('variables', { variablesReference }), /is running/);
  });

  it('hears once that the program has ended, and then nothing', async () => {
    writeFileSync(program, source);
    await session.request('launch', { program, mode: 'jit' });
    await session.request('configurationDone');
    await session.request('terminate');
    await session.request('terminate');
    // A host that was on its way has been given up then.
    await assert.rejects(session.request('langvm.allowGdb', { pid: 1 }), /has ended/);
    await assert.rejects(session.request('langvm.prepareGdb'), /has ended/);
    assert.equal(events.filter((name) => name === 'exited' || name === 'terminated').length, 2);
    assert.equal(events.at(-1), 'terminated');
  });

  it('hears of no stop behind its order to go on', async () => {
    await launch(endless, { stopOnEntry: true });
    const moved = session.request('goto', { threadId: 1, targetId: 1 });
    await session.request('continue', { threadId: 1 });
    await moved;
    // Whether one came in between depends on when the orders arrived.
    const next = new Promise<string>((resolve) =>
      session.client.once('stopped', ({ body }: DebugProtocol.StoppedEvent) => resolve(body.reason)),
    );
    await session.request('pause', { threadId: 1 });
    assert.equal(await next, 'pause');
  });

  it('launches one program, however quick it asks for two', async () => {
    writeFileSync(program, source);
    const first = session.request('launch', { program });
    await assert.rejects(session.request('launch', { program }), /has its program already/);
    await first;
    assert.equal(events.filter((name) => name === 'initialized').length, 1);
  });

  it('can have breakpoints on a line and on the empty one above', async () => {
    const conditional = { line: 10, condition: 'i == 12' };
    await launch(source, {}, [{ line: 9 }, conditional]);
    assert.equal(await evaluate({ expression: 'i' }), '10');
    await session.request('setBreakpoints', {
      source: { path: program },
      breakpoints: [conditional, { line: 9, hitCondition: '2' }],
    });
    await session.move('continue');
    assert.equal(await evaluate({ expression: 'i' }), '12');
  });

  it('is told what is no breakpoint', async () => {
    await launch(source, { stopOnEntry: true });
    for (const breakpoints of [[{}], [{ line: 'x' }], [null], [{ line: 7, condition: 5 }], 'x', 5, null])
      await assert.rejects(
        session.request('setBreakpoints', { source: { path: program }, breakpoints }),
        /needs "breakpoints", which is a list/,
      );
    for (const unknown of [{}, { path: 5 }, { path: null }, { path: 'langvm-bytecode:/a%' }]) {
      const answer = await session.request('setBreakpoints', { source: unknown, breakpoints: [{ line: 7 }] });
      const [breakpoint] = answer.breakpoints as DebugProtocol.Breakpoint[];
      assert.match(String(breakpoint?.message), /not part of the program/);
    }
  });

  it('gets completions of the line that is typed in', async () => {
    await launch(source, {}, [{ line: 10 }]);
    const text = 'i + 1\ni + su';
    const { targets } = await session.request('completions', { text, column: 7, line: 2 });
    assert.deepEqual(
      (targets as DebugProtocol.CompletionItem[]).map(({ label, start, length }) => [label, start, length]),
      [['sum', 10, 2]],
    );
  });
});
