import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Conversation } from './support/conversation';

const endless = `i = 0;
while (1) {
  i = i + 1;
}
`;

/** The call of line 7 never comes back. */
const endlessCall = `function spin(n) {
  while (1) {
    n = n + 1;
  }
}
i = 0;
i = spin(1);
`;

const counting = `i = 0;
while (i < 6) {
  i = i + 1;
}
print i;
`;

const recursion = `function sum(n) {
  if (n == 0) return 0;
  return n + sum(n - 1);
}
print sum(3000);
`;

for (const mode of ['interpreter', 'jit'] as const) {
  describe(`Breakpoints that are passed (${mode})`, () => {
    let file: string;
    let session: Conversation;

    beforeEach(async () => {
      session = await Conversation.start();
      file = path.join(session.folder, 'program.lang');
    });

    afterEach(() => session.stop());

    /** Stops before the first statement, with these breakpoints set. */
    const enter = async (text: string, ...breakpoints: object[]): Promise<void> => {
      writeFileSync(file, text);
      await session.launch({ program: file, mode, stopOnEntry: true }, breakpoints, { path: file });
    };

    const evaluate = async (expression: string): Promise<unknown> =>
      (await session.request('evaluate', { expression, frameId: 1 })).result;

    /** Moves the program. @returns why it stopped, at which line, and the breakpoints that were hit */
    const stopAfter = async (command: string): Promise<{ reason: string; line: number; ids?: number[] }> => {
      const stopped = session.client.waitForEvent('stopped');
      await session.request(command, { threadId: 1 });
      const { reason, hitBreakpointIds } = (await stopped).body as DebugProtocol.StoppedEvent['body'];
      const { stackFrames } = await session.request('stackTrace', { threadId: 1 });
      const [{ line = 0 } = {}] = stackFrames as { line?: number }[];
      return { reason, line, ...(hitBreakpointIds ? { ids: hitBreakpointIds } : {}) };
    };

    const never = [
      { line: 3, condition: 'i < 0' },
      { line: 3, hitCondition: '>= 1000000000' },
      { line: 3, logMessage: 'i is {i}' },
    ];
    for (const breakpoint of never) {
      it(`answers while it passes one: ${JSON.stringify(breakpoint)}`, async () => {
        await enter(endless, breakpoint);
        // A pause may come before the first round.
        let reached = 0n;
        while (reached === 0n) {
          await session.request('continue', { threadId: 1 });
          await assert.rejects(session.request('stackTrace', { threadId: 1 }), /is running/);
          assert.equal((await stopAfter('pause')).reason, 'pause');
          reached = BigInt(String(await evaluate('i')));
        }
        const logged = session.output('console').match(/^i is \d+$/gm) ?? [];
        // In order and without loss, up to the round in which it was paused.
        if (breakpoint.logMessage) {
          assert.deepEqual(
            logged,
            logged.map((_, round) => `i is ${round}`),
          );
          assert.ok(BigInt(logged.length) - reached <= 1n && reached - BigInt(logged.length) <= 1n);
        }
        await session.request('continue', { threadId: 1 });
        await session.request('disconnect');
      });
    }

    it('can be paused in a step over a call that does not come back', async () => {
      await enter(endlessCall, { line: 3, condition: 'n < 0' });
      assert.equal((await stopAfter('next')).line, 7);
      await session.request('next', { threadId: 1 });
      await assert.rejects(session.request('stackTrace', { threadId: 1 }), /is running/);
      assert.equal((await stopAfter('pause')).reason, 'pause');
    });

    it('decides on the way out of the first function, too', async () => {
      await enter(counting, { line: 3, condition: 'i == 4' }, { line: 5, logMessage: 'at last {i}' });
      const { reason, line, ids } = await stopAfter('stepOut');
      assert.deepEqual([reason, line, ids?.length], ['breakpoint', 3, 1]);
      assert.equal(await evaluate('i'), '4');
      assert.equal(await session.move('stepOut'), 'terminated');
      assert.match(session.output('console'), /^at last 6$/m);
    });

    it('counts and logs where a step comes to one', async () => {
      await enter(counting, { line: 2, logMessage: 'again {i}' }, { line: 3, hitCondition: '3' });
      for (const expected of [2, 3, 2, 3, 2]) {
        const { reason, line } = await stopAfter('next');
        assert.deepEqual([reason, line], ['step', expected]);
      }
      const third = await stopAfter('next');
      assert.deepEqual([third.reason, third.line, third.ids?.length], ['breakpoint', 3, 1]);
      assert.equal(await evaluate('i'), '2');
      assert.match(session.output('console'), /again 0\nagain 1\nagain 2\n/);
      // It was counted when it was come to, and is not again when the program goes on.
      assert.equal(await session.move('continue'), 'terminated');
    });

    it('counts in a step that leaves out a function, from its first line on', async () => {
      await enter(recursion, { line: 2, condition: 'n == 3000' });
      const { reason, line } = await stopAfter('next');
      assert.deepEqual([reason, line], ['breakpoint', 2]);
    });

    it('evaluates a condition in every frame of a recursion', async () => {
      await enter(recursion, { line: 2, condition: 'n == 0' });
      assert.equal((await stopAfter('continue')).line, 2);
      assert.equal(await evaluate('n'), '0');
      const { totalFrames } = await session.request('stackTrace', { threadId: 1, levels: 1 });
      assert.equal(totalFrames, 3002);
    });
  });
}

describe('What a client writes into a breakpoint', () => {
  let file: string;
  let session: Conversation;

  before(async () => {
    // Not earlier: nobody would remove it where these tests are left out.
    session = await Conversation.start();
    file = path.join(session.folder, 'program.lang');
    writeFileSync(file, counting);
    await session.launch({ program: file, mode: 'jit', stopOnEntry: true });
  });
  after(() => session.stop());

  const refused: [object, RegExp][] = [
    [{ condition: '1 +' }, /^Unexpected end of the expression/],
    [{ condition: 'i = 3' }, /^'i = 3' would change a variable\. A condition compares with '=='/],
    [{ condition: '$rux == 1' }, /^There is no register '\$rux'/],
    [{ logMessage: 'i is {i +}' }, /^Unexpected end of the expression/],
    [{ hitCondition: 'often' }, /^'often' is no hit count/],
  ];
  for (const [details, message] of refused) {
    it(`is refused at once: ${JSON.stringify(details)}`, async () => {
      const answer = await session.request('setBreakpoints', {
        source: { path: file },
        breakpoints: [{ line: 3, ...details }],
      });
      const [{ verified, message: said = '' } = {}] =
        answer.breakpoints as Partial<DebugProtocol.Breakpoint>[];
      assert.equal(verified, false);
      assert.match(said, message);
    });
  }

  it('may name what is not known yet', async () => {
    const answer = await session.request('setBreakpoints', {
      source: { path: file },
      breakpoints: [{ line: 3, condition: '$rax == 1 && later > 2', logMessage: '{$rax} {i,x} {later}' }],
    });
    assert.equal((answer.breakpoints as DebugProtocol.Breakpoint[])[0]?.verified, true);
  });
});

describe('A session that is over', () => {
  it('moves no more, and says why', async () => {
    const session = await Conversation.start();
    const file = path.join(session.folder, 'program.lang');
    writeFileSync(file, counting);
    await session.launch({ program: file });
    for (const command of ['continue', 'next', 'stepIn', 'stepOut', 'stackTrace'])
      await assert.rejects(session.request(command, { threadId: 1 }), /^Error: The program has ended\./);
    await session.stop();
  });
});
