import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import type { CodePartFacts } from '../../src/engine/jit/describe';
import { findTracer } from './support/childProcesses';
import { useMachineCode } from './support/machineCode';

describe('Breakpoints inside of ops and moves', () => {
  const machine = useMachineCode();

  it('stops steps by line, by op and by instruction that come by', async () => {
    const idiv = machine.addressOf(machine.indexOf(/^idiv/, 2));
    const [answer] = await machine.setBreakpoints({ at: idiv, condition: 'b > 0' });
    const hit = `instruction breakpoint ${answer?.id} at ${idiv}`;
    while ((await machine.top()).line !== 11 || (await machine.evaluate('i')) !== '1')
      await machine.stopAfter('next');
    assert.equal(await machine.stopAfter('next'), hit, 'over the call');
    assert.match(await machine.stopAfter('stepOut'), /^step/);
    assert.match((await machine.top()).name, /^main/);
    while ((await machine.top()).line !== 11) await machine.stopAfter('next');
    await machine.session().request('langvm.setLevel', { level: 'bytecode' });
    const by = { threadId: 1, granularity: 'instruction' };
    const instruction = async (): Promise<string> => {
      const { instructionPointerReference } = await machine.top();
      return machine.rows().find(({ address }) => address === instructionPointerReference)?.instruction ?? '';
    };
    while (!(await instruction()).startsWith('call')) await machine.stopAfter('stepIn', by);
    assert.equal(await machine.stopAfter('next', by), hit, 'over the call instruction');
    // Another step by op goes on from there, and does not meet it again.
    const next = await machine.stopAfter('next');
    assert.match(next, /^step/);
    assert.notEqual(next, `step  at ${idiv}`);
    assert.equal(await machine.stopAfter('continue'), hit);
    await machine.session().request('langvm.setMode', { mode: 'interpreter' });
    // Interpreted, it stands at its op.
    assert.match(
      await machine.stopAfter('continue'),
      new RegExp(`^instruction breakpoint ${answer?.id} at 0x1000`),
    );
    assert.equal(await machine.evaluate('b'), '4');
    await machine.assertEnds();
  });

  it('stops steps over a call behind its return, and they go on from there', async () => {
    const behind = machine.addressOf(machine.indexOf(/^call/, 13) + 1);
    const [answer] = await machine.setBreakpoints({ at: behind });
    const hit = `instruction breakpoint ${answer?.id} at ${behind}`;
    while ((await machine.top()).line !== 13) await machine.stopAfter('next');
    assert.equal(await machine.stopAfter('next'), hit);
    assert.equal((await machine.top()).line, 13);
    assert.match(await machine.stopAfter('next'), /^step/);
    assert.equal((await machine.top()).line, 14);
    await machine.session().stop();

    await machine.launch();
    await machine.session().request('langvm.setLevel', { level: 'bytecode' });
    const again = machine.addressOf(machine.indexOf(/^call/, 13) + 1);
    await machine.setBreakpoints({ at: again });
    await machine.stopAfter('continue');
    const next = machine
      .rows()
      .slice(machine.indexOf(/^call/, 13))
      .find(({ line }) => line !== undefined)?.address;
    assert.equal(await machine.stopAfter('next'), `step  at ${next}`, 'the op behind the call');
    await machine.assertEnds();
  });

  it('leaves traps and the pause button as they are', async () => {
    writeFileSync(
      machine.file(),
      'function div(n) {\n  return 10 / n;\n}\ni = 5;\nwhile (1) {\n  div(i);\n}\nreturn 0;\n',
    );
    await machine.session().stop();
    await machine.launch();
    const at = machine.addressOf(machine.indexOf(/^idiv/, 2));
    await machine.setBreakpoints({ at, hitCondition: '>= 1000000' });
    const stopped = machine.session().next('stopped');
    await machine.session().request('continue', { threadId: 1 });
    await machine.session().request('pause', { threadId: 1 });
    assert.equal(await stopped, 'stopped');
    await machine.setBreakpoints({ at });
    assert.match(await machine.stopAfter('continue'), /^instruction breakpoint/);
    await machine.stopAfter('stepOut');
    await machine.evaluate('i = 0');
    assert.match(await machine.stopAfter('continue'), /^exception/);
    assert.equal((await machine.top()).name, 'div(n=0)');
    assert.doesNotMatch(machine.session().output(), /disagree/);
    assert.equal(await machine.stopAfter('continue'), 'terminated');
  });

  it('stops a step over a call instruction behind other calls further inside', async () => {
    const call = machine.indexOf(/^call/, 13);
    await machine.setBreakpoints({ at: machine.addressOf(call) });
    await machine.stopAfter('continue');
    const inner = machine.addressOf(machine.indexOf(/^call/, 6) + 1);
    const [answer] = await machine.setBreakpoints({ at: inner, condition: 'n == 4' });
    const by = { threadId: 1, granularity: 'instruction' };
    assert.equal(await machine.stopAfter('next', by), `instruction breakpoint ${answer?.id} at ${inner}`);
    assert.equal((await machine.top()).name, 'fib(n=4)');
    assert.equal(await machine.evaluate('$rax'), '0x2');
    // The op behind the call has a breakpoint of its own: it is not passed by.
    const next = machine
      .rows()
      .slice(machine.indexOf(/^call/, 6))
      .find(({ line }) => line !== undefined)?.address;
    assert.ok(next);
    for (const [command, args] of [
      ['stepOut', by],
      ['continue', { threadId: 1 }],
    ] as const) {
      await machine.setBreakpoints({ at: inner });
      if (command === 'continue')
        assert.match(await machine.stopAfter('continue'), new RegExp(`at ${inner}$`));
      const { name } = await machine.top();
      const [behind] = await machine.setBreakpoints({ at: next });
      assert.equal(await machine.stopAfter(command, args), `instruction breakpoint ${behind?.id} at ${next}`);
      assert.equal((await machine.top()).name, name);
    }
    await machine.setBreakpoints({ at: machine.addressOf(call + 1) });
    assert.match(await machine.stopAfter('stepOut', by), /^step/);
    assert.match(await machine.stopAfter('continue'), new RegExp(`at ${machine.addressOf(call + 1)}$`));
    assert.equal(await machine.evaluate('$rax'), '0x37');
    await machine.assertEnds();
  });

  it('meets all of them in the order in which steps come by', async () => {
    const code = await machine
      .session()
      .request('langvm.machineCode', { firstOp: 0, opCount: 1000, syntax: 'att' });
    const parts = code.parts as CodePartFacts[];
    const places = parts
      .filter(({ kind }) => kind === 'op')
      .flatMap(({ instructions }) => instructions.slice(1))
      .map(({ offset }) => `0x${(BigInt(String(code.address)) + BigInt(offset)).toString(16)}`);
    const isPlace = new Set(places);
    const visited: string[] = [];
    const by = { threadId: 1, granularity: 'instruction' };
    await machine.setBreakpoints({ at: machine.addressOf(machine.indexOf(/^call/, 13)) });
    await machine.stopAfter('continue');
    await machine.setBreakpoints();
    while ((await machine.session().move('stepIn', by)) === 'stopped') {
      const { instructionPointerReference = '' } = await machine.top();
      if (isPlace.has(instructionPointerReference)) visited.push(instructionPointerReference);
      if (visited.length === 300) break;
    }
    assert.equal(visited.length, 300);

    await machine.session().stop();
    await machine.launch();
    const shift = BigInt(machine.addressOf(0)) - BigInt(String(code.address));
    const shifted = (place: string): string => `0x${(BigInt(place) + shift).toString(16)}`;
    await machine.setBreakpoints({ at: machine.addressOf(machine.indexOf(/^call/, 13)) });
    await machine.stopAfter('continue');
    await machine.setBreakpoints(...places.map((place) => ({ at: shifted(place) })));
    for (const place of visited) {
      assert.match(
        await machine.stopAfter('continue'),
        new RegExp(`^instruction breakpoint \\d+ at ${shifted(place)}$`),
      );
    }
    await machine.setBreakpoints();
    await machine.assertEnds();
  });

  it('is taken over by a run that is on', async () => {
    writeFileSync(
      machine.file(),
      'i = 0;\nwhile (i >= 0) {\n  i = i + 1;\n  if (i > 1000) i = 0;\n}\nreturn i;\n',
    );
    await machine.session().stop();
    await machine.launch();
    await machine.session().request('continue', { threadId: 1 });
    const at = machine.addressOf(machine.indexOf(/./, 3));
    const stopped = machine.session().next('stopped');
    const [answer] = await machine.setBreakpoints({ at });
    assert.equal(await stopped, 'stopped');
    assert.equal(answer?.verified, true);
    assert.equal((await machine.top()).instructionPointerReference, at);
    await machine.setBreakpoints({ at, condition: 'i == 5' });
    await machine.stopAfter('continue');
    assert.equal(await machine.evaluate('i'), '5');
  });

  it('outlives its tracer', async () => {
    const idiv = machine.addressOf(machine.indexOf(/^idiv/, 2));
    const [answer] = await machine.setBreakpoints({ at: idiv });
    assert.match(await machine.stopAfter('continue'), /^instruction/);
    const stopped = machine.session().next('stopped');
    const tracer = findTracer();
    assert.ok(tracer);
    process.kill(tracer, 'SIGKILL');
    await stopped;
    assert.match(machine.session().output('important'), /^The tracer .* ended unexpectedly .*\n$/);
    assert.equal(await machine.stopAfter('continue'), `instruction breakpoint ${answer?.id} at ${idiv}`);
    assert.equal(await machine.evaluate('b'), '1');
    await machine.setBreakpoints();
    assert.equal(await machine.stopAfter('continue'), 'terminated');
    assert.match(machine.session().output('stdout'), /Return value is 13/);
  });

  it('answers a hit that does not count fast enough, and prints how long it takes', async () => {
    writeFileSync(machine.file(), 'i = 0;\nwhile (i < 2000) {\n  i = i + 1;\n}\nreturn i;\n');
    await machine.session().stop();
    await machine.launch();
    const at = machine.addressOf(machine.indexOf(/./, 3));
    for (const [what, details] of Object.entries({
      'a hit count': { hitCondition: '500' },
      'a condition': { condition: 'i == 1000' },
    })) {
      await machine.setBreakpoints({ at, ...details });
      const begin = performance.now();
      assert.match(await machine.stopAfter('continue'), /^instruction/);
      console.log(`      ${what}: ${((performance.now() - begin) / 500).toFixed(2)} ms each time`);
    }
    assert.equal(await machine.evaluate('i'), '1000');
  });
});
