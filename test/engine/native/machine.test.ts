import assert from 'node:assert/strict';
import { compileLang } from '../../../src/engine/lang/compile';
import type { NativeHost } from '../../../src/engine/native/nativeHost';
import { programOf } from '../support/programOf';
import { killHosts, startHost } from './hosts';
import { load } from './nativeRuns';

describe('A native machine', () => {
  let host: NativeHost;
  before(async () => (host = await startHost()));
  after(killHosts);

  const endless: Readonly<Record<string, string>> = {
    'a loop': 'i = 0;\nwhile (1) i = i + 1;\n',
    'a recursion that never gets deep':
      'function f(n) { if (n == 0) return 0; return f(n - 1); }\ni = 0;\nwhile (1) { f(20); i = i + 1; }\n',
    'calls that branch':
      'function f(n) { if (n < 2) return n; return f(n - 1) + f(n - 2); }\nreturn f(70);\n',
  };
  for (const [name, source] of Object.entries(endless)) {
    it(`can be paused in ${name}, and goes on`, async () => {
      const { machine } = await load(host, compileLang(source, 'endless.lang'));
      let before = '';
      for (let pauses = 0; pauses < 3;) {
        const running = machine.run();
        const again = setInterval(() => machine.pause(), 10);
        const stopped = await running;
        clearInterval(again);
        assert.equal(stopped.stop, 'paused');
        const state = [stopped.position.opIndex, ...stopped.stack].join();
        // A pause that is there before the first CALL stops before it, where the run began.
        if (state !== before) pauses++;
        before = state;
      }
    });
  }

  it('steps a jump to itself, which leads to itself, and pauses it', async () => {
    const program = programOf({ ops: [['JUMP', { a: 0 }]] });
    const { machine } = await load(host, program);
    for (let steps = 0; steps < 3; steps++) {
      const { stop, position } = await machine.step();
      assert.deepEqual({ stop, opIndex: position.opIndex }, { stop: 'stepped', opIndex: 0 });
    }
    const running = machine.run();
    const again = setInterval(() => machine.pause(), 10);
    assert.equal((await running).stop, 'paused');
    clearInterval(again);
  });

  it('steps a call although a pause refuses it', async () => {
    const source = 'function f(n) { return f(n + 1); }\nreturn f(0);\n';
    const { machine } = await load(host, compileLang(source, 'deep.lang'));
    let before = '';
    for (let steps = 0; steps < 400; steps++) {
      const stepping = machine.step();
      machine.pause();
      const { stop, position } = await stepping;
      assert.equal(stop, 'stepped');
      const state = `op ${position.opIndex}, window ${position.window}`;
      assert.notEqual(state, before);
      before = state;
    }
  });

  it('comes to a breakpoint once each time, also when a pause refuses its call', async () => {
    const source = 'function f(n) { return n; }\ni = 0;\nwhile (1) { i = f(i + 1); }\n';
    const { machine } = await load(host, compileLang(source, 'calls.lang'));
    // LOAD_CONST r0, 0; ADD_CONST r1, r0, 1; CALL r0, f, r1; JUMP to the second.
    const call = 2;
    let reached = 0n;
    while (reached < 300n) {
      const running = machine.run({ breakpoints: [call] });
      machine.pause();
      const { stop, position, stack } = await running;
      if (stop === 'paused') continue;
      assert.deepEqual({ stop, opIndex: position.opIndex }, { stop: 'breakpoint', opIndex: call });
      assert.equal(stack[position.window + 1], reached + 1n, 'the argument of the next call');
      reached++;
    }
  });

  it('meets a trap, and can be mended and go on', async () => {
    const { machine } = await load(host, compileLang('d = 0;\nreturn 84 / d;\n', 'trap.lang'));
    const trapped = await machine.run();
    assert.equal(trapped.stop, 'divisionByZero');
    await machine.writeStack(trapped.position.window, 2n);
    const { stop, result } = await machine.run();
    assert.deepEqual({ stop, result }, { stop: 'ended', result: 42n });
  });

  it('survives recursions without end, one after the other', async () => {
    const program = compileLang('function f(n) { return f(n + 1); }\nreturn f(0);\n', 'deep.lang');
    for (let runs = 0; runs < 3; runs++) {
      const { machine } = await load(host, program);
      assert.equal((await machine.run()).stop, 'stackTooDeep');
    }
  });

  it('hands out what is printed while it runs, in order, however much it is', async () => {
    const count = 1_000_000n;
    const { machine, printed } = await load(
      host,
      compileLang(`i = 0;\nwhile (i < ${count}) { print i; i = i + 1; }\nreturn i;\n`, 'print.lang'),
    );
    assert.equal((await machine.run()).result, count);
    assert.equal(printed.length, Number(count));
    assert.ok(printed.every((value, index) => value === BigInt(index)));
  });

  it('reads its memory by address, and nothing else', async () => {
    const program = compileLang('array a[4];\na[2] = 77;\nreturn a[2];\n', 'memory.lang');
    const { machine } = await load(host, program);
    await machine.run();
    const { machine: addresses } = machine.code;
    assert.ok(addresses);
    const bytes = await host.readMemory(addresses.cells, 32);
    assert.equal(new DataView(bytes.buffer, bytes.byteOffset).getBigInt64(16, true), 77n);
    assert.equal((await host.readMemory(addresses.cells + 32n, 1)).length, 0);
    assert.equal((await host.readMemory(0x1000n, 16)).length, 0);
  });
});
