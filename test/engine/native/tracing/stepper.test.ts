import assert from 'node:assert/strict';
import { functionAt } from '../../../../src/engine/format/program';
import type { NativeStepper } from '../../../../src/engine/native/tracing/nativeStepper';
import { instructionOffsets, killAll, stepSource } from './steppedThread';

const fib = `function fib(n) {
  if (n < 2) { return n; }
  return fib(n - 1) + fib(n - 2);
}
print fib(5);
return fib(10);
`;

const kindOf = ({ part }: NativeStepper): string | undefined => part?.kind;
const opOf = ({ part }: NativeStepper): number => part?.opIndex ?? -1;

async function stepToCall(stepper: NativeStepper): Promise<void> {
  while (!stepper.isAtCall) await stepper.step();
}

const leaveFunction = async (stepper: NativeStepper): Promise<string> =>
  stepper.toReturn(await stepper.expectReturn(), []);

describe('Stepping machine instructions', () => {
  afterEach(killAll);

  it('visits exactly the instructions that the disassembler lists, to the end', async () => {
    const { stepper, code, printed } = await stepSource(fib.replace('10', '3').replace('5', '2'));
    const offsets = instructionOffsets(code);
    assert.equal(stepper.offset, code.opOffsets[0]);
    let count = 0;
    for (;;) {
      assert.ok(offsets.has(stepper.offset), `no instruction begins at ${stepper.offset}`);
      const before = stepper.offset;
      const stop = await stepper.step();
      count++;
      if (stop === 'ended') break;
      assert.equal(stop, 'arrived');
      assert.notEqual(stepper.offset, before);
      assert.ok(count < 5000);
    }
    const outcome = await stepper.finish();
    assert.equal(outcome.stop, 'ended');
    assert.equal(outcome.result, 2n);
    assert.deepEqual(printed, [1n]);
    assert.ok(count > 100);
  });

  it('steps over a call with all its recursion, and out of a function', async () => {
    const { stepper, program } = await stepSource(fib);
    await stepToCall(stepper);
    const next = stepper.offset + 5;
    const before = stepper.registers.get('rsp');
    await stepper.step();
    assert.equal(await leaveFunction(stepper), 'returned');
    assert.equal(stepper.offset, next);
    assert.equal(stepper.registers.get('rsp'), before);
    assert.equal(stepper.registers.get('rax'), 5n);
    // Into the second call, and out of every place of its beginning.
    await stepToCall(stepper);
    const second = stepper.offset + 5;
    await stepper.step();
    assert.equal(kindOf(stepper), 'prologue');
    assert.equal(await leaveFunction(stepper), 'returned');
    assert.equal(stepper.offset, second);
    assert.equal(stepper.registers.get('rax'), 55n);
    assert.equal(functionAt(program, opOf(stepper)).name, 'main');
    assert.equal(await leaveFunction(stepper), 'ended');
    assert.equal((await stepper.finish()).result, 55n);
  });
});
