import { deepEqual, equal, match } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { BytecodeError } from '../../../src/engine/format/bytecodeError';
import type { Program } from '../../../src/engine/format/program';
import { checkMachineCode } from '../../../src/engine/gdb/codeCheck';
import { compile } from '../../../src/engine/jit/compile';
import { compileLang } from '../../../src/engine/lang/compile';
import { loadBytecode } from '../../../src/engine/listing/load';
import { NativeHost } from '../../../src/engine/native/nativeHost';
import { NativeMachine } from '../../../src/engine/native/nativeMachine';

const root = path.join(__dirname, '../../..');
const samples = path.join(root, 'samples');
const vectors = path.join(root, 'test/fixtures/vectors');

/** Every program that comes with the project: samples, and the reference's files that are programs. */
function programs(): [string, Program][] {
  const found: [string, Program][] = [];
  for (const folder of [samples, vectors]) {
    for (const name of readdirSync(folder)) {
      const bytes = (): Uint8Array => readFileSync(path.join(folder, name));
      try {
        if (name.endsWith('.bc')) found.push([name, loadBytecode(bytes(), name).program]);
        else if (name.endsWith('.lang'))
          found.push([name, compileLang(new TextDecoder().decode(bytes()), name)]);
      } catch (error) {
        // The vectors hold files that are no programs, on purpose.
        if (folder === samples || !(error instanceof BytecodeError || name.startsWith('lang-'))) throw error;
      }
    }
  }
  return found;
}

describe('machine code in memory', () => {
  let host: NativeHost;
  before(async () => (host = await NativeHost.start()));
  after(() => host.kill());

  const load = async (program: Program) => {
    const code = compile(program);
    const { code: loaded } = await NativeMachine.load(host, program, code);
    return { code, loaded, memory: await host.readMemory(loaded.address, loaded.size) };
  };

  it('is what was emitted, and what an assembler makes of it: every sample and vector', async () => {
    const all = programs();
    equal(all.length > 40, true, `${all.length} programs`);
    for (const [name, program] of all) {
      const { code, loaded, memory } = await load(program);
      const { instructions, problem } = checkMachineCode(code, memory, loaded.address);
      equal(problem, undefined, name);
      equal(instructions > 4, true, name);
    }
  });

  it('is as it was after runs with breakpoints in it', async () => {
    const program = compileLang('i = 0; while (i < 50) { i = i + 1; print i; } return i;', 'a.lang');
    const code = compile(program);
    const native = await NativeMachine.load(host, program, code);
    const breakpoints = Array.from({ length: program.opCount }, (_, opIndex) => opIndex);
    while ((await native.run({ breakpoints })).stop !== 'ended');
    const { address, size } = native.code;
    deepEqual(checkMachineCode(code, await host.readMemory(address, size), address).problem, undefined);
  });

  it('is found to be something else wherever a bit differs', async () => {
    const program = compileLang('function f(x) { return x / 3; } return f(6) + 1;', 'a.lang');
    const { code, loaded, memory } = await load(program);
    fc.assert(
      fc.property(fc.nat(memory.length - 1), fc.integer({ min: 0, max: 7 }), (offset, bit) => {
        const changed = memory.slice();
        changed[offset]! ^= 1 << bit;
        const { problem = '' } = checkMachineCode(code, changed, loaded.address);
        match(
          problem,
          new RegExp(`^At offset ${offset} of the machine code \\(.+\\) there is .. .*was emitted`),
        );
      }),
    );
    match(
      checkMachineCode(code, memory.slice(1), loaded.address).problem ?? '',
      /bytes were|but \d+ were emitted/,
    );
  });

  it('is refused where an assembler would write it otherwise', () => {
    const program = compileLang('return 7;\nreturn 8;', 'a.lang');
    const code = compile(program);
    const [op] = code.opOffsets;
    const bytes = code.bytes.slice();
    // 40 90 90 …: nop with a REX prefix that says nothing.
    bytes.fill(0x90, op, code.opEnds[0]);
    bytes[op!] = 0x40;
    match(
      checkMachineCode({ ...code, bytes }, bytes, 0n).problem ?? '',
      /there is 40 90, which an assembler writes as 90/,
    );
    bytes[op!] = 0x06;
    match(checkMachineCode({ ...code, bytes }, bytes, 0n).problem ?? '', /knows no instruction for/);
  });
});
