import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { programOfReturns } from '../../../src/engine/format/program';
import { compile } from '../../../src/engine/jit/compile';
import type { NativeHost } from '../../../src/engine/native/nativeHost';
import { epilogueOf } from '../../../src/engine/jit/machineCode';
import { codeOf, killHosts, startHost } from './hosts';

const minimum = -(2n ** 63n);
const maximum = 2n ** 63n - 1n;

describe('running machine code', () => {
  let host: NativeHost;
  before(async () => (host = await startHost()));
  after(killHosts);

  for (const result of [35n, 0n, -1n, -63n, minimum, maximum, 2n ** 53n + 1n, -(2n ** 53n) - 1n]) {
    it(`returns ${result}`, async () => {
      await host.load(codeOf(result).bytes);
      equal((await host.run({ from: 'entry' })).result, result);
    });
  }

  it('returns 0 for a program without ops', async () => {
    await host.load(codeOf().bytes);
    equal((await host.run({ from: 'entry' })).result, 0n);
  });

  it('steps op by op, each in a run of its own', async () => {
    const results = [35n, -7n, maximum, minimum];
    const code = codeOf(...results);
    const { address, size } = await host.load(code.bytes);
    let result = 0n;
    for (const [opIndex, expected] of results.entries()) {
      const from = { offset: code.opOffsets[opIndex]!, result };
      result = (await host.run({ from, stopAt: code.opOffsets[opIndex + 1]! })).result;
      equal(result, expected);
    }
    equal((await host.run({ from: { offset: epilogueOf(code).start, result } })).result, minimum);
    deepEqual(await host.readMemory(address, size), code.bytes, 'every patch was taken back');
  });

  it('stops before any op', async () => {
    const code = codeOf(1n, 2n, 3n);
    await host.load(code.bytes);
    equal((await host.run({ from: 'entry', stopAt: code.opOffsets[1]! })).result, 1n);
    equal((await host.run({ from: 'entry', stopAt: code.opOffsets[2]! })).result, 2n);
    equal((await host.run({ from: 'entry', stopAt: epilogueOf(code).start })).result, 3n);
    equal(
      (await host.run({ from: { offset: code.opOffsets[2]!, result: 9n }, stopAt: code.opOffsets[2]! }))
        .result,
      9n,
    );
  });

  it('keeps the result that a run starts with', async () => {
    const code = codeOf(1n);
    await host.load(code.bytes);
    for (const result of [minimum, maximum, -1n, 0n]) {
      equal((await host.run({ from: { offset: epilogueOf(code).start, result } })).result, result);
    }
  });

  it('loads again in the place of the code before', async () => {
    await host.load(codeOf(1n).bytes);
    await host.load(codeOf(2n).bytes);
    equal((await host.run({ from: 'entry' })).result, 2n);
  });

  it('never has code memory writable and executable at once', async () => {
    const code = codeOf(1n, 2n);
    const { address } = await host.load(code.bytes);
    await host.run({ from: 'entry', stopAt: code.opOffsets[1]! });
    equal(protectionOf(host.pid, address), 'r-xp');
  });

  it('reads memory only where code is', async () => {
    const code = codeOf(1n);
    const { address } = await host.load(code.bytes);
    deepEqual(await host.readMemory(address + 3n, 1000), code.bytes.subarray(3));
    equal((await host.readMemory(0n, 16)).length, 0);
    equal((await host.readMemory(address - 1n, 16)).length, 0);
    equal((await host.readMemory(address + BigInt(code.bytes.length), 16)).length, 0);
  });

  it('refuses places outside of the code', async () => {
    const { bytes } = codeOf(1n);
    await host.load(bytes);
    await rejects(
      host.run({ from: { offset: 16, result: 0n } }),
      /Offset 16 lies outside of the machine code of 16/,
    );
    await rejects(host.run({ from: 'entry', stopAt: 15 }), /outside/);
  });

  it('runs a million ops', async () => {
    const code = compile(programOfReturns(Array.from({ length: 1_000_000 }, (_, index) => BigInt(index))));
    equal(code.bytes.length, 10_000_006);
    await host.load(code.bytes);
    equal((await host.run({ from: 'entry' })).result, 999_999n);
    equal((await host.run({ from: 'entry', stopAt: code.opOffsets[500_000]! })).result, 499_999n);
  });

  it('lets a debugger attach without complaint', async () => {
    await host.allowDebugger(process.pid);
  });
});

describe('a host of its own', () => {
  afterEach(killHosts);

  it('refuses to run before code is loaded', async () => {
    const host = await startHost();
    await rejects(host.run({ from: 'entry' }), /holds no machine code/);
  });

  it('does not share anything with another host', async () => {
    const [one, other] = await Promise.all([startHost(), startHost()]);
    ok(one.pid !== other.pid);
    await Promise.all([one.load(codeOf(1n).bytes), other.load(codeOf(2n).bytes)]);
    equal((await one.run({ from: 'entry' })).result, 1n);
    equal((await other.run({ from: 'entry' })).result, 2n);
  });
});

/** The rights of the mapping that an address lies in, as /proc tells them. */
function protectionOf(pid: number, address: bigint): string | undefined {
  for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
    const match = /^([0-9a-f]+)-([0-9a-f]+) (\S+)/.exec(line);
    if (match && address >= BigInt(`0x${match[1]}`) && address < BigInt(`0x${match[2]}`)) return match[3];
  }
  return undefined;
}
