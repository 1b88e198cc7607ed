import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { copyFileSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { isAlive, until } from '../engine/native/hosts';
import { findTracer } from './support/childProcesses';
import { root } from './support/conversation';
import { useMachineCode } from './support/machineCode';

describe('Breakpoints inside of ops', () => {
  const machine = useMachineCode();

  it('stops at the very instruction, where the way of the op comes by it', async () => {
    const idiv = machine.addressOf(machine.indexOf(/^idiv/, 2));
    const [answer] = await machine.setBreakpoints({ at: idiv });
    assert.deepEqual(answer, { id: 1, verified: true, instructionReference: idiv });
    // Division by -1 goes another way.
    for (const divisor of ['1', '2', '3', '4']) {
      assert.equal(await machine.stopAfter('continue'), `instruction breakpoint 1 at ${idiv}`);
      assert.equal(await machine.evaluate('b'), divisor);
      assert.equal(await machine.evaluate('$rcx'), `0x${divisor}`);
      const cpu = await machine.session().variablesOf('CPU');
      assert.equal(cpu.get('rip')?.value.split(' ')[0], idiv);
      assert.equal((await machine.top()).line, 2);
    }
    await machine.assertEnds();
  });

  it('looks at conditions, hit counts and log points', async () => {
    const idiv = machine.addressOf(machine.indexOf(/^idiv/, 2));
    await machine.setBreakpoints({ at: idiv, condition: '$rcx == 3 && $rax == 10 * 6' });
    assert.match(await machine.stopAfter('continue'), /^instruction breakpoint/);
    assert.equal(await machine.evaluate('b'), '3');
    await machine.session().request('setVariable', { ...(await stateScope()), name: 'b', value: '-1' });
    await machine.setBreakpoints({ at: idiv, logMessage: 'b is {b}, rax {$rax}' });
    assert.equal(await machine.stopAfter('continue'), 'terminated');
    assert.match(machine.session().output('console'), /b is 4, rax 0x3c\n/);
    assert.match(machine.session().output('stdout'), /^-60\n60\n30\n-60\n15\n/);
  });

  async function stateScope(): Promise<object> {
    const { scopes } = (await machine.session().request('scopes', { frameId: 1 })) as {
      scopes: DebugProtocol.Scope[];
    };
    return { variablesReference: scopes[0]?.variablesReference };
  }

  it('counts hits at the instruction, not at the op', async () => {
    const idiv = machine.addressOf(machine.indexOf(/^idiv/, 2));
    await machine.setBreakpoints({ at: idiv, hitCondition: '3' });
    assert.match(await machine.stopAfter('continue'), /^instruction breakpoint/);
    assert.equal(await machine.evaluate('b'), '3');
    await machine.assertEnds();
  });

  it('stops at several in one op, and goes on from between them', async () => {
    const idiv = machine.indexOf(/^idiv/, 2);
    const places = [idiv - 1, idiv, idiv + 1].map(machine.addressOf);
    const answers = await machine.setBreakpoints(...places.map((at) => ({ at })));
    for (const divisor of [1, 2]) {
      for (const [index, place] of places.entries()) {
        assert.equal(
          await machine.stopAfter('continue'),
          `instruction breakpoint ${answers[index]?.id} at ${place}`,
          `divisor ${divisor}`,
        );
      }
    }
    // A step by instruction comes to the next one, and that counts.
    await machine.stopAfter('continue');
    const by = { threadId: 1, granularity: 'instruction' };
    assert.equal(
      await machine.stopAfter('stepIn', by),
      `instruction breakpoint ${answers[1]?.id} at ${places[1]}`,
    );
    assert.match(await machine.stopAfter('continue'), new RegExp(`${places[2]}$`));
    await machine.setBreakpoints();
    await machine.assertEnds();
  });

  it('stops where a function has returned to, however deep it went', async () => {
    // Behind the call of main: every return inside of the recursion passes it by.
    const behind = machine.addressOf(machine.indexOf(/^call/, 13) + 1);
    const [main] = await machine.setBreakpoints({ at: behind });
    assert.equal(await machine.stopAfter('continue'), `instruction breakpoint ${main?.id} at ${behind}`);
    assert.equal(await machine.evaluate('$rax'), '0x37');
    assert.match((await machine.top()).name, /^main/);
    // Behind the first call inside of the recursion.
    const inner = machine.addressOf(machine.indexOf(/^call/, 6) + 1);
    const [, second] = await machine.setBreakpoints({ at: behind }, { at: inner });
    for (const [rax, name] of [
      ['0x1', 'fib(n=2)'],
      ['0x1', 'fib(n=3)'],
      ['0x2', 'fib(n=4)'],
    ]) {
      assert.equal(await machine.stopAfter('continue'), `instruction breakpoint ${second?.id} at ${inner}`);
      assert.equal(await machine.evaluate('$rax'), rax);
      assert.equal((await machine.top()).name, name);
    }
    await machine.setBreakpoints({ at: inner, condition: 'n == 7' });
    assert.match(await machine.stopAfter('continue'), /^instruction/);
    assert.equal((await machine.top()).name, 'fib(n=7)');
    await machine.setBreakpoints();
    await machine.assertEnds();
  });

  it('moves from a prologue to the first op, and refuses ways out', async () => {
    const push = machine.rows().findIndex(({ symbol }) => symbol === 'div');
    const firstOp = machine.rows().find((row) => row.line === 2);
    const stub = machine.rows().find(({ symbol }) => symbol?.startsWith('division by zero'));
    const [moved, refused, nowhere] = await machine.setBreakpoints(
      { at: machine.addressOf(push + 1) },
      { at: stub?.address ?? '' },
      { at: '0x1' },
    );
    assert.equal(moved?.verified, true);
    assert.equal(moved.instructionReference, firstOp?.address);
    assert.match(moved.message ?? '', /prologue: moved/);
    assert.equal(refused?.verified, false);
    assert.match(refused.message ?? '', /^'division by zero in op \d+' is a way/);
    assert.equal(nowhere?.verified, false);
    assert.equal(
      await machine.stopAfter('continue'),
      `instruction breakpoint ${moved.id} at ${firstOp?.address ?? ''}`,
    );
  });

  describe('where nothing can be traced', () => {
    const tracerScript = 'native-tracer.js';
    let dist: string;

    beforeEach(async () => {
      await machine.session().stop();
      dist = path.join(machine.folder(), 'dist');
      mkdirSync(dist);
      for (const name of ['adapter.js', 'native-host.js', tracerScript])
        copyFileSync(path.join(root, 'dist', name), path.join(dist, name));
      symlinkSync(path.join(root, 'node_modules'), path.join(machine.folder(), 'node_modules'));
    });

    /** The first instruction of the op that an instruction belongs to. */
    const opOf = (index: number): string =>
      machine
        .rows()
        .slice(0, index)
        .findLast(({ line }) => line !== undefined)?.address ?? '';

    it('moves to the op, and says why', async () => {
      rmSync(path.join(dist, tracerScript));
      await machine.launch(dist);
      const idiv = machine.indexOf(/^idiv/, 2);
      const [answer] = await machine.setBreakpoints({ at: machine.addressOf(idiv), condition: 'b == 2' });
      assert.equal(answer?.verified, true);
      assert.equal(answer.instructionReference, opOf(idiv));
      assert.match(
        answer.message ?? '',
        /^The program of the tracer is missing: .* Moved to the first instruction of the op\.$/,
      );
      assert.equal(
        await machine.stopAfter('continue'),
        `instruction breakpoint ${answer.id} at ${answer.instructionReference}`,
      );
      assert.equal(await machine.evaluate('b'), '2');
      await machine.assertEnds();
    });

    it('stops at the op when that shows in the middle of a run only', async () => {
      await machine.launch(dist);
      const idiv = machine.indexOf(/^idiv/, 2);
      const [answer] = await machine.setBreakpoints({ at: machine.addressOf(idiv) });
      assert.deepEqual(answer, { id: 1, verified: true, instructionReference: machine.addressOf(idiv) });
      const tracer = findTracer();
      assert.ok(tracer);
      rmSync(path.join(dist, tracerScript));
      process.kill(tracer, 'SIGKILL');
      await until(() => !isAlive(tracer));
      // -1, whose division goes by another way, is no exception any more.
      for (const divisor of ['-1', '1']) {
        assert.equal(await machine.stopAfter('continue'), `instruction breakpoint 1 at ${opOf(idiv)}`);
        assert.equal(await machine.evaluate('b'), divisor);
      }
      // The adapter may hear of the end before it needs a tracer, or only then.
      const messages = /^(The tracer .* ended unexpectedly .*\n)?The program of the tracer is missing: .*\n$/;
      assert.match(machine.session().output('important'), messages);
      await machine.setBreakpoints();
      await machine.assertEnds();
    });
  });
});
