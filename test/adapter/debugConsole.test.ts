import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { customEvents, customRequests } from '../../src/adapter/protocol/requests';
import { Conversation } from './support/conversation';

/** Its variables are called like commands of the Debug Console. */
const commandNames = `array verify[3];
mode = 42;
hex = 255;
while (mode) {
  hex += 1;
}
`;

describe('The Debug Console', () => {
  let file: string;
  let session: Conversation;

  beforeEach(async () => {
    session = await Conversation.start();
    file = path.join(session.folder, 'names.lang');
    writeFileSync(file, commandNames);
  });

  afterEach(() => session.stop());

  const launch = (...breakpoints: object[]): Promise<void> =>
    session.launch({ program: file, stopOnEntry: true }, breakpoints, { path: file });

  const runOn = async (): Promise<void> => {
    await session.request('continue', { threadId: 1 });
  };

  const evaluate = async (expression: string): Promise<unknown> =>
    (await session.request('evaluate', { expression, context: 'repl', frameId: 1 })).result;

  it('means the variable where one is called like a command', async () => {
    await launch({ line: 5 });
    await session.move('continue');
    assert.equal(await evaluate('mode'), '42');
    assert.equal(await evaluate('hex = 17'), '17');
    assert.equal(await evaluate('hex'), '17');
    assert.equal(await evaluate('verify'), '(3) [0, 0, 0]');
    // Only the command can be meant by these.
    assert.equal(await evaluate('hex on'), 'Integers are shown hexadecimal.');
    assert.equal(await evaluate('mode interpreter'), 'interpreter');
    assert.match(String(await evaluate('help')), /^Commands:/);
  });

  it('shows an array in the format that is asked for, its elements as well, and calls no function', async () => {
    writeFileSync(file, 'array cells[3];\nfunction f(n) { return n; }\ncells[1] = f(255);\nreturn 0;');
    await session.launch({ program: file, stopOnEntry: true });
    await session.move('next');
    const ask = { expression: 'cells,x', context: 'watch', frameId: 1 };
    const { result, variablesReference } = await session.request('evaluate', ask);
    assert.equal(result, '(3) [0x0, 0xff, 0x0]');
    const elements = await session.children(Number(variablesReference));
    assert.equal(elements.get('[1]')?.value, '0xff');
    assert.equal(await evaluate('cells'), '(3) [0, 255, 0]');
    await assert.rejects(evaluate('f'), /calls no functions: f\(\) would run the program/);
  });

  it('says what a command takes', async () => {
    writeFileSync(file, 'return 3;');
    await launch();
    assert.match(String(await evaluate('hex of')), /^Write hex on, hex off,/);
    assert.match(String(await evaluate('mode fast')), /^The modes are: jit, interpreter\.$/);
    assert.equal(await evaluate('mode'), 'interpreter');
  });

  it('gives no value of a program that runs on meanwhile', async () => {
    await launch();
    assert.equal(await evaluate('version'), '3');
    await runOn();
    await assert.rejects(evaluate('version'), /^Error: The program is running\. Pause it first\.$/);
    await assert.rejects(evaluate('hex'), /^Error: The program is running\. Pause it first\.$/);
    assert.match(String(await evaluate('help')), /^Commands:/);
  });

  it('lets VS Code show what was printed before it sends more, so that a pause shows soon', async () => {
    writeFileSync(file, 'while (1) print 7;');
    await session.launch({ program: file, stopOnEntry: true, clientShowsListings: true });
    const lines = (): number => session.output('stdout').split('\n').length - 1;
    const asked = (): Promise<unknown> => session.client.waitForEvent(customEvents.outputSent);
    let next = asked();
    await runOn();
    for (let times = 1; times <= 10; times++) {
      await next;
      assert.ok(lines() <= times * 8_192, `${lines()} lines before answer ${times}`);
      next = asked();
      await session.request(customRequests.outputShown);
    }
    session.client.on(customEvents.outputSent, () => void session.request(customRequests.outputShown));
    await next;
    await session.request(customRequests.outputShown);
    assert.equal(await session.move('pause'), 'stopped');
  });

  it('does not wait for ever for a client that does not say what it has shown', async () => {
    writeFileSync(file, 'i = 0; while (i < 10000) { i = i + 1; print i; }');
    await session.launch({ program: file, stopOnEntry: true, clientShowsListings: true });
    assert.equal(await session.move('continue'), 'terminated');
    assert.match(session.output('stdout'), /\n9999\n10000\nReturn value is 0\n$/);
  });

  it('leaves it to who sent a request of ours to show why it is refused', async () => {
    await launch();
    await runOn();
    // The client of the tests keeps nothing of an error but its message.
    const client = session.client as unknown as {
      doSend(command: string, args: object, then: (response: DebugProtocol.ErrorResponse) => void): void;
    };
    const refusal = await new Promise<DebugProtocol.ErrorResponse>((resolve) =>
      client.doSend(customRequests.setMode, { mode: 'jit' }, resolve),
    );
    assert.equal(refusal.body.error?.format, 'The program is running. Pause it first.');
    assert.equal(refusal.body.error.showUser, false);
  });
});
