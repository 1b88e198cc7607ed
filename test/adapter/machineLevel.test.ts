import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Conversation } from './support/conversation';

const program = `array a[3];
function twice(n) {
  return n + n;
}
a[1] = twice(21);
print a[1];
return a[1];
`;

describe('Instructions and memory', () => {
  let file: string;
  let session: Conversation;

  beforeEach(async () => {
    session = await Conversation.start();
    file = path.join(session.folder, 'twice.lang');
    writeFileSync(file, program);
  });

  afterEach(() => session.stop());

  async function frame(): Promise<DebugProtocol.StackFrame> {
    const { stackFrames } = await session.request('stackTrace', { threadId: 1 });
    const [top] = stackFrames as DebugProtocol.StackFrame[];
    assert.ok(top);
    return top;
  }

  async function disassemble(
    instructionOffset: number,
    instructionCount: number,
    memoryReference?: string,
  ): Promise<DebugProtocol.DisassembledInstruction[]> {
    const reference = memoryReference ?? (await frame()).instructionPointerReference;
    const { instructions } = await session.request('disassemble', {
      memoryReference: reference,
      instructionOffset,
      instructionCount,
      resolveSymbols: true,
    });
    return instructions as DebugProtocol.DisassembledInstruction[];
  }

  it('writes machine code in the syntax that is asked for in the middle of a session', async () => {
    await session.launch({ program: file, mode: 'jit', stopOnEntry: true });
    const texts = async (): Promise<string> =>
      (await disassemble(0, 10)).map(({ instruction }) => instruction).join('; ');
    assert.match(await texts(), /%rax/);
    await session.request('langvm.setSyntax', { syntax: 'intel' });
    assert.doesNotMatch(await texts(), /%/);
    await session.request('langvm.setSyntax', { syntax: 'intel' });
    await assert.rejects(
      session.request('langvm.setSyntax', { syntax: 'masm' }),
      /It can be "att" or "intel"/,
    );
  });

  it('shows ops as instructions while interpreted, with rows to spare on both sides', async () => {
    await session.launch({ program: file, stopOnEntry: true });
    const rows = await disassemble(-2, 40);
    assert.equal(rows.length, 40);
    assert.equal(rows[0]?.presentationHint, 'invalid');
    assert.equal(rows[2]?.symbol, 'main');
    assert.equal(rows[2].line, 5);
    assert.ok(rows.some(({ symbol, line }) => symbol === 'twice' && line === 3));
    const addresses = rows.map(({ address }) => BigInt(address));
    assert.deepEqual(
      addresses,
      [...addresses].sort((one, other) => (one < other ? -1 : 1)),
    );
    assert.equal(new Set(addresses).size, rows.length);
  });

  it('shows machine code in JIT mode, scrolled in any way the same', async () => {
    await session.launch({ program: file, mode: 'jit', stopOnEntry: true });
    const all = await disassemble(-300, 700);
    assert.equal(all.length, 700);
    const valid = all.filter(({ presentationHint }) => presentationHint !== 'invalid');
    const main = valid.findIndex(({ symbol }) => symbol === 'main');
    assert.ok(main > 0, 'the ways in stand before it');
    assert.match(valid[main]?.instruction ?? '', /^push %rbp$/);
    assert.equal(valid[main]?.instructionBytes, '55');
    assert.ok(valid.some(({ instruction }) => /^call 0x[0-9a-f]+ <twice>$/.test(instruction)));
    // From whichever row a client starts, it sees the same rows.
    for (const start of [0, main, valid.length - 1]) {
      const from = valid[start]?.address;
      assert.ok(from);
      const window = await disassemble(-3, 8, from);
      const at = all.findIndex(({ address }) => address === from);
      assert.deepEqual(
        window.map(({ instruction }) => instruction),
        all.slice(at - 3, at + 5).map(({ instruction }) => instruction),
      );
    }
  });

  for (const mode of ['interpreter', 'jit']) {
    it(`stops at instruction breakpoints (${mode})`, async () => {
      await session.launch({ program: file, mode, stopOnEntry: true });
      const rows = await disassemble(0, 100);
      const target = rows.find(({ symbol, line }) =>
        mode === 'interpreter' ? symbol === 'twice' : line === 3,
      );
      assert.ok(target);
      const { breakpoints } = await session.request('setInstructionBreakpoints', {
        breakpoints: [
          { instructionReference: target.address },
          { instructionReference: target.address, offset: 1 },
          { instructionReference: '0x1' },
        ],
      });
      // An address between two bytes of an instruction means the instruction.
      assert.deepEqual(
        (breakpoints as DebugProtocol.Breakpoint[]).map(({ instructionReference, message }) => [
          instructionReference,
          message,
        ]),
        [
          [target.address, undefined],
          [target.address, 'This address lies inside of an instruction: moved to where that begins.'],
          [undefined, 'No op has its instructions at this address.'],
        ],
      );
      const reasons: string[] = [];
      session.client.on('stopped', ({ body }: DebugProtocol.StoppedEvent) => reasons.push(body.reason));
      await session.move('continue');
      assert.deepEqual(reasons, ['instruction breakpoint']);
      const top = await frame();
      assert.equal(top.name, 'twice(n=21)');
      assert.equal(top.instructionPointerReference, target.address);
      await session.request('langvm.setMode', { mode: mode === 'jit' ? 'interpreter' : 'jit' });
      const [row] = await disassemble(0, 1);
      assert.notEqual(row?.address, target.address, 'the other engine has other instructions');
      assert.equal(row?.line, 3);
    });

    it(`steps by op when asked for instructions (${mode})`, async () => {
      await session.launch({ program: file, mode, stopOnEntry: true });
      const before = await disassemble(0, 1);
      await session.move('stepIn', { threadId: 1, granularity: 'instruction' });
      const after = await disassemble(0, 1);
      assert.notEqual(before[0]?.address, after[0]?.address);
      assert.equal((await frame()).line, 5, 'the line goes on');
    });

    it(`reads and writes registers and cells as memory (${mode})`, async () => {
      await session.launch({ program: file, mode }, [{ line: 6 }], { path: file });
      const { memoryReference } = await session.request('evaluate', { expression: 'a', context: 'watch' });
      assert.ok(memoryReference);
      const memory = await session.request('readMemory', { memoryReference, offset: 0, count: 32 });
      const bytes = Buffer.from(String(memory.data), 'base64');
      assert.equal(bytes.readBigInt64LE(8), 42n);
      assert.equal(memory.unreadableBytes, 8, 'the array has 24 bytes');
      const data = Buffer.from('0700000000000000', 'hex').toString('base64');
      await session.request('writeMemory', { memoryReference, offset: 8, data });
      await session.move('continue');
      assert.equal(session.output('stdout'), '7\nReturn value is 7\n');
    });
  }

  it('reads machine code as memory, and refuses to change it', async () => {
    await session.launch({ program: file, mode: 'jit', stopOnEntry: true });
    const code = await session.variablesOf('Machine Code');
    const { memoryReference, value } = code.get('bytes') ?? {};
    assert.ok(memoryReference && value);
    const { data } = await session.request('readMemory', { memoryReference, count: 16 });
    const shown = Buffer.from(String(data), 'base64').toString('hex').match(/../g)?.join(' ');
    assert.ok(shown && value.startsWith(shown));
    await assert.rejects(
      session.request('writeMemory', { memoryReference, data: 'zMw=' }),
      /Machine code cannot be written: .* langvm\.memory\.allowMachineCodeWrites/,
    );
    const beyond = `0x${(BigInt(memoryReference) + 0x1000000n).toString(16)}`;
    await assert.rejects(
      session.request('writeMemory', { memoryReference: beyond, data: 'zMw=' }),
      /There is no memory of the program at 0x/,
    );
    await assert.rejects(
      session.request('readMemory', { memoryReference: 'here', count: 1 }),
      /is no address/,
    );
  });

  for (const version of [1, 3]) {
    it(`runs the machine code that the user wrote, where that is allowed (version ${version})`, async () => {
      // 35 as the constant of a mov: ten bytes in version 1, with a 32-bit constant in version 3.
      writeFileSync(
        file,
        version === 1 ? 'return 35\n' : 'array a[1];\nprint 7;\na[0] = 35;\nreturn a[0];\n',
      );
      const allowed = { program: file, mode: 'jit', stopOnEntry: true, machineCodeWritesAllowed: true };
      await session.launch(allowed, version === 1 ? [] : [{ line: 3 }], { path: file });
      const reference = (await session.variablesOf('Machine Code')).get('bytes')?.memoryReference;
      const { data } = await session.request('readMemory', { memoryReference: reference, count: 4096 });
      const code = Buffer.from(String(data), 'base64');
      const constant = code.indexOf(Buffer.from([35, 0, 0, 0]));
      assert.ok(constant > 0 && code.indexOf(Buffer.from([35, 0, 0, 0]), constant + 1) < 0);
      const same = await session.request('langvm.verifyMachineCode');
      assert.equal(same.isAsEmitted, true);

      const write = {
        memoryReference: reference,
        offset: constant,
        data: Buffer.from([36]).toString('base64'),
      };
      assert.deepEqual(await session.request('writeMemory', write), { bytesWritten: 1 });
      assert.match(session.output('console'), /Machine code was written: 1 byte at 0x[0-9a-f]+\./);
      // A breakpoint is written over the first five bytes of the op, and taken out again: the byte stays.
      if (version === 3) await session.move('continue');
      const after = await session.request('readMemory', {
        memoryReference: reference,
        offset: constant,
        count: 1,
      });
      assert.equal(Buffer.from(String(after.data), 'base64')[0], 36);
      const differs = await session.request('langvm.verifyMachineCode');
      assert.equal(differs.isAsEmitted, false);
      assert.match(String(differs.text), /24/);
      await session.move('continue');
      assert.match(session.output('stdout'), /Return value is 36\n$/);
      assert.match(session.output('important'), /disagree/);
    });
  }

  it('says after a step that what the client reads may be different now', async () => {
    await session.request('initialize', { adapterID: 'langvm', supportsMemoryEvent: true });
    await session.launch({ program: file, stopOnEntry: true });
    const { memoryReference } = await session.request('evaluate', { expression: 'a', context: 'watch' });
    const told: unknown[] = [];
    session.client.on('memory', ({ body }: DebugProtocol.MemoryEvent) => told.push(body));
    await session.move('next');
    assert.deepEqual(told, [], 'nothing was read yet');
    await session.request('readMemory', { memoryReference, count: 8 });
    await session.request('readMemory', { memoryReference, count: 24 });
    await session.move('next');
    assert.deepEqual(told, [{ memoryReference, offset: 0, count: 24 }]);
  });

  it('says after a write what else shows the memory, but not to the view that wrote', async () => {
    await session.request('initialize', { adapterID: 'langvm', supportsMemoryEvent: true });
    await session.launch({ program: file, stopOnEntry: true });
    const { memoryReference } = await session.request('evaluate', { expression: 'a', context: 'watch' });
    const second = `0x${(BigInt(String(memoryReference)) + 8n).toString(16)}`;
    const told: unknown[] = [];
    session.client.on('memory', ({ body }: DebugProtocol.MemoryEvent) => told.push(body));
    await session.request('readMemory', { memoryReference, count: 24 });
    await session.request('readMemory', { memoryReference: second, offset: 8, count: 4 });
    await session.request('readMemory', { memoryReference: second, offset: 4, count: 2 });
    await session.request('writeMemory', { memoryReference, offset: 16, data: 'KgAAAA==' });
    assert.deepEqual(told, [{ memoryReference: second, offset: 4, count: 8 }]);
  });
});
