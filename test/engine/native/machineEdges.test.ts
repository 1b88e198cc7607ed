import assert from 'node:assert/strict';
import { programOfReturns, type FunctionDefinition, type Program } from '../../../src/engine/format/program';
import { compile } from '../../../src/engine/jit/compile';
import type { NativeHost } from '../../../src/engine/native/nativeHost';
import { NativeMachine } from '../../../src/engine/native/nativeMachine';
import { Oracle } from '../support/oracle';
import { programOf, type WrittenOp } from '../support/programOf';
import { killHosts, startHost } from './hosts';
import { assertSame, assertSameRun, load } from './nativeRuns';

const define = (
  name: string,
  firstOp: number,
  opCount: number,
  parameterCount: number,
  registerCount: number,
): FunctionDefinition => ({ name, firstOp, opCount, parameterCount, registerCount });

describe('A native machine at its edges', () => {
  let host: NativeHost;
  before(async () => (host = await startHost()));
  after(killHosts);

  // Every step leads to the op that it began at, one window further: no breakpoint can stand there meanwhile.
  const callsItself: Readonly<Record<string, Program>> = {
    'the first function': programOf({
      ops: [
        ['CALL', { a: 0, b: 0, r: 0 }],
        ['RETURN', { r: 0 }],
      ],
      functions: [define('main', 0, 2, 0, 50_000)],
    }),
    'a later function': programOf({
      ops: [
        ['CALL', { a: 1, b: 0, r: 0 }],
        ['RETURN', { r: 0 }],
        ['CALL', { a: 1, b: 0, r: 0 }],
        ['RETURN', { r: 0 }],
      ],
      functions: [define('main', 0, 2, 0, 1), define('f', 2, 2, 1, 50_000)],
    }),
  };
  for (const [name, program] of Object.entries(callsItself)) {
    it(`steps into ${name} that calls itself before anything else, down to the trap`, async () => {
      const oracle = new Oracle(program);
      const run = await load(host, program);
      for (let steps = 0; ; steps++) {
        const expected = oracle.run(1);
        const stopped = await run.machine.step();
        assert.equal(stopped.stop, expected === 'budget' ? 'stepped' : expected);
        await assertSame(run, stopped, oracle);
        if (expected === 'budget') continue;
        assert.equal(expected, 'stackTooDeep');
        assert.ok(steps > 3);
        break;
      }
    });
  }

  it('copies many arguments and clears many registers in one go', async () => {
    for (const parameterCount of [0, 1, 12, 13, 200]) {
      const ops: WrittenOp[] = [];
      for (let r = 0; r < 200; r++) ops.push(['LOAD_CONST', { a: r % 3, r }]);
      const mainCount = ops.length + 3;
      ops.push(['CALL', { a: 1, b: 0, r: 199 }], ['CALL', { a: 1, b: 0, r: 198 }], ['RETURN', { r: 199 }]);
      // The second call finds what the first left behind in its window.
      for (let r = 0; r < 230; r++) ops.push(['PRINT', { a: r }], ['LOAD_CONST', { a: 1, r }]);
      ops.push(['RETURN', { r: 0 }]);
      const calleeCount = ops.length - mainCount;
      const program = programOf({
        ops,
        constants: [7n, -1n, 2n ** 62n + 1n],
        functions: [
          define('main', 0, mainCount, 0, 200),
          define('f', mainCount, calleeCount, parameterCount, 230),
        ],
      });
      assert.equal(await assertSameRun(host, program), 'ended');
    }
  });

  it('runs, stops and takes over versions 1 and 2 as it does version 3', async () => {
    const one = await load(host, programOfReturns([1n, 2n, 3n]));
    assert.deepEqual((await one.machine.run({ breakpoints: [2] })).stack, BigInt64Array.of(-1n, 2n));
    assert.equal((await one.machine.step()).stop, 'ended');
    const image = {
      opIndex: 3,
      window: 1,
      result: 0n,
      stack: BigInt64Array.of(-1n, 9n),
      cells: new BigInt64Array(0),
    };
    await one.machine.setImage({ ...image, opIndex: 1 });
    const stopped = await one.machine.run({ breakpoints: [1, 2] });
    assert.deepEqual([stopped.stop, stopped.position.opIndex, stopped.stack[1]], ['breakpoint', 2, 2n]);

    const add: readonly WrittenOp[] = [
      ['LOAD_CONST', { a: 0, r: 0 }],
      ['ADD', { a: 0, b: 0, r: 1 }],
    ];
    const two = programOf({ version: 2, ops: [...add, ['RETURN', { r: 1 }]], constants: [21n] });
    assert.equal((await (await load(host, two)).machine.run()).result, 42n);
    // Falling off the end returns 0.
    const open = await load(host, programOf({ version: 2, ops: add, constants: [21n] }));
    assert.equal((await open.machine.run({ breakpoints: [1] })).position.opIndex, 1);
    const end = await open.machine.step();
    assert.deepEqual([end.stop, end.position.opIndex, end.result, end.stack[2]], ['ended', 2, 0n, 42n]);
    const empty = await (await load(host, programOf({ version: 2, ops: [] }))).machine.run();
    assert.deepEqual([empty.stop, empty.result], ['ended', 0n]);
  });

  it('refuses to go on when somebody broke the chain of calls', async () => {
    const program = programOf({
      ops: [
        ['CALL', { a: 1, b: 0, r: 0 }],
        ['RETURN', { r: 0 }],
        ['RETURN', { r: 0 }],
      ],
      functions: [define('main', 0, 2, 0, 1), define('f', 2, 1, 0, 1)],
    });
    const { machine } = await load(host, program);
    const { stack, position } = await machine.run({ breakpoints: [2] });
    const header = position.window - 1;
    for (const caller of [1n, 2n, 77n, -5n]) {
      const broken = stack.slice();
      broken[header] = caller;
      const cells = new BigInt64Array(0);
      await machine.setImage({ ...position, result: 0n, stack: broken, cells });
      await assert.rejects(machine.run(), /do not lead back to its beginning/, `caller ${caller}`);
    }
    await machine.setImage({ ...position, result: 0n, stack, cells: new BigInt64Array(0) });
    assert.equal((await machine.run()).stop, 'ended');
  });

  it('holds a printed value back until the one before was taken', async () => {
    const taken: bigint[] = [];
    let waiting = 0;
    const ops: WrittenOp[] = [
      ['PRINT', { a: 0 }],
      ['ADD_CONST', { a: 0, b: 0, r: 0 }],
      ['LESS_CONST', { a: 0, b: 1, r: 1 }],
      ['JUMP_IF', { a: 1, b: 0 }],
      ['RETURN', { r: 0 }],
    ];
    const program = programOf({ ops, constants: [1n, 300_000n] });
    const machine = await NativeMachine.load(host, program, compile(program), {
      onPrinted: async (values) => {
        assert.equal(waiting++, 0, 'one at a time');
        await new Promise((resolve) => setTimeout(resolve, 5));
        taken.push(...values);
        waiting--;
      },
    });
    assert.equal((await machine.run()).result, 300_000n);
    assert.equal(taken.length, 300_000, 'all of it was taken before the run told its end');
    assert.ok(taken.every((value, index) => value === BigInt(index)));
  });
});
