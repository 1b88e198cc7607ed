import assert from 'node:assert/strict';
import { setTimeout as after } from 'node:timers/promises';
import { firstWindow, noCaller, type MachineImage } from '../../../../src/engine/machine/stack';
import { NativeHostGone } from '../../../../src/engine/native/nativeHost';
import { TracingEnded } from '../../../../src/engine/native/tracing/tracer';
import { isAlive, until } from '../hosts';
import { killAll, stepSource } from './steppedThread';

const long = `function spin(n) {
  i = 0;
  while (i < n) { i = i + 1; }
  return i;
}
return spin(600000000) + 1;
`;

/** The state before the program begins: its function has one register. */
const initialImage: MachineImage = {
  opIndex: 0,
  window: firstWindow,
  result: 0n,
  stack: BigInt64Array.of(noCaller, 0n),
  cells: new BigInt64Array(0),
};

describe('Death while machine instructions are stepped', () => {
  afterEach(killAll);

  it('of the tracer while the thread stands: the program runs on to its end', async () => {
    const { stepper, tracer, host } = await stepSource('return 40 + 2;');
    await stepper.step();
    process.kill(tracer.pid, 'SIGKILL');
    const left = await stepper.left;
    assert.equal(left.stop, 'ended');
    assert.equal(left.result, 42n);
    assert.ok(isAlive(host.pid));
    await assert.rejects(stepper.step(), TracingEnded);
  });

  it('of the tracer in the middle of a run to a breakpoint of the processor: the host outlives it', async () => {
    const { stepper, tracer, host, native, program } = await stepSource(long);
    while (!stepper.isAtCall) await stepper.step();
    await stepper.step();
    const running = stepper.toReturn(await stepper.expectReturn(), []);
    running.catch(() => undefined);
    // The breakpoint behind the loop is set now; nobody is there any more when the thread comes to it.
    await after(100);
    process.kill(tracer.pid, 'SIGKILL');
    await assert.rejects(running, TracingEnded);
    const left = await stepper.left;
    assert.equal(left.stop, 'returned');
    assert.ok(isAlive(host.pid));
    // The host is as good as before, though its thread still has the breakpoint.
    await native.setImage(initialImage);
    const called = await native.run({ breakpoints: [program.functions[1]?.firstOp ?? 0] });
    assert.equal(called.stop, 'breakpoint');
    const out = await native.run({ returnOf: called.position.window });
    assert.equal(out.stop, 'returned');
    assert.ok(isAlive(host.pid));
    assert.equal((await native.run()).result, 600_000_001n);
  });

  it('of the host while the thread stands', async () => {
    const { stepper, host } = await stepSource(long);
    await stepper.step();
    process.kill(host.pid, 'SIGKILL');
    await assert.rejects(stepper.left, NativeHostGone);
    await assert.rejects(stepper.step(), TracingEnded);
    assert.ok(!isAlive(host.pid));
  });

  it('of the host in the middle of a run', async () => {
    const { stepper, host, tracer } = await stepSource(long);
    while (!stepper.isAtCall) await stepper.step();
    await stepper.step();
    const running = stepper.toReturn(await stepper.expectReturn(), []);
    running.catch(() => undefined);
    await after(100);
    process.kill(host.pid, 'SIGKILL');
    await assert.rejects(running, TracingEnded);
    await assert.rejects(stepper.left, NativeHostGone);
    await until(() => !isAlive(host.pid));
    assert.ok(tracer.isAlive, 'the tracer can trace the next host');
  });

  it('of both at once leaves nothing', async () => {
    const { stepper, host, tracer } = await stepSource(long);
    await stepper.step();
    stepper.left.catch(() => undefined);
    tracer.kill();
    host.kill();
    await until(() => !isAlive(host.pid) && !isAlive(tracer.pid));
  });
});
