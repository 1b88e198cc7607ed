import { deepEqual, equal, rejects } from 'node:assert/strict';
import { compile } from '../../../../src/engine/jit/compile';
import { compileLang } from '../../../../src/engine/lang/compile';
import { stopCodes } from '../../../../src/engine/machine/stop';
import { firstWindow } from '../../../../src/engine/machine/stack';
import { CodeRunner, type AsyncFunction } from '../../../../src/engine/native/codeRunner';
import { DataMemory } from '../../../../src/engine/native/dataMemory';
import { NativeUnavailable } from '../../../../src/engine/native/errors';
import { ExecutableMemory } from '../../../../src/engine/native/executableMemory';
import { layoutOf } from '../../../../src/engine/native/framesRunner';
import { loadKoffi } from '../../../../src/engine/native/koffiLibrary';
import { MachineMemory } from '../../../../src/engine/native/machineMemory';
import type { MachineRun } from '../../../../src/engine/native/machineProtocol';
import { MachineRunner } from '../../../../src/engine/native/machineRunner';
import { openPageMemory } from '../../../../src/engine/native/pageMemory';
import { Parking } from '../../../../src/engine/native/tracing/parking';
import { until } from '../hosts';

/** Its threads begin when the test says so. */
class LateRunner extends CodeRunner {
  begin: () => void = () => undefined;

  override async callOnThread(enter: AsyncFunction, values: readonly bigint[]): Promise<void> {
    await new Promise<void>((resolve) => (this.begin = resolve));
    await super.callOnThread(enter, values);
  }
}

describe('Parking a thread', () => {
  it('that does not begin in time is given up; when it comes, it is sent back and runs nothing', async () => {
    const koffi = await loadKoffi();
    const pages = openPageMemory(koffi);
    const runner = new LateRunner(koffi, new ExecutableMemory(pages));
    const machine = new MachineRunner(runner, new MachineMemory(new DataMemory(pages)));
    const parking = new Parking(koffi, runner, machine, machine.memory.data, 1);
    const program = compileLang('print 7; return 42;', 'test.lang');
    const code = compile(program);
    runner.load(code.bytes);
    machine.prepare(layoutOf(program, code));
    const request: MachineRun = {
      handedOver: 0n,
      returnOffsets: Uint32Array.of(code.entries?.start ?? 0),
      windows: Uint32Array.of(firstWindow),
      breakpointOps: new Uint32Array(0),
      breakpointOffsets: new Uint32Array(0),
    };
    const parked: number[] = [];
    const printed: bigint[] = [];
    await rejects(
      parking.run(
        request,
        ({ thread }) => void parked.push(thread),
        (values) => void printed.push(...values),
      ),
      (error) => error instanceof NativeUnavailable && /never came/.test(error.message),
    );
    // Another run would use the words of the one that is still to come.
    await rejects(
      machine.run(request, () => undefined),
      /already/,
    );
    runner.begin();
    const isFree = (): boolean => {
      try {
        runner.refuseWhileRunning();
        return true;
      } catch {
        return false;
      }
    };
    await until(isFree);
    deepEqual([parked, printed], [[], []]);
    const { stopCode, result, output } = await machine.run(request, () => undefined);
    equal(stopCode, stopCodes.ended);
    equal(result, 42n);
    deepEqual([...output], [7n]);
  });
});
