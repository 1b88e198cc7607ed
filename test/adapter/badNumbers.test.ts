import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Conversation } from './support/conversation';

const program = `array a[3];
function half(n) {
  return n / 2;
}
a[1] = half(84);
return a[1];
`;

const firstWord = '0x20000000';
const firstCell = '0x40000000';

/** Requests that ask for what cannot be get one clear message each, and the session goes on. */
describe('Requests with bad arguments', () => {
  let file: string;
  let session: Conversation;

  beforeEach(async () => {
    session = await Conversation.start();
    file = path.join(session.folder, 'half.lang');
    writeFileSync(file, program);
  });

  afterEach(() => session.stop());

  const launch = (mode: string): Promise<void> =>
    session.launch({ program: file, mode }, [{ line: 3 }], { path: file });

  async function pointer(): Promise<string> {
    const { stackFrames } = await session.request('stackTrace', { threadId: 1 });
    const [top] = stackFrames as DebugProtocol.StackFrame[];
    return top?.instructionPointerReference ?? '';
  }

  async function assertRefused(command: string, args: object, message: RegExp): Promise<void> {
    await assert.rejects(session.request(command, args), message, `${command} ${JSON.stringify(args)}`);
  }

  it('says which argument is missing', async () => {
    await launch('interpreter');
    for (const [command, name] of [
      ['setBreakpoints', 'source'],
      ['setExceptionBreakpoints', 'filters'],
      ['setInstructionBreakpoints', 'breakpoints'],
      ['breakpointLocations', 'source'],
      ['gotoTargets', 'source'],
      ['goto', 'targetId'],
      ['evaluate', 'expression'],
      ['setExpression', 'expression'],
      ['setVariable', 'name'],
      ['completions', 'text'],
    ] as const) {
      const said = new RegExp(`^Error: The request '${command}' needs "${name}", which is an? [^"]+\\.$`);
      await assertRefused(command, {}, said);
    }
    assert.equal((await session.request('evaluate', { expression: 'n' })).result, '84');
  });

  for (const mode of ['interpreter', 'jit']) {
    it(`says which number is none (${mode})`, async () => {
      await launch(mode);
      const memoryReference = await pointer();
      const whole = /^Error: "(\w+)" is \S+ It has to be an integer from -?\d+ to \d+\.$/;
      for (const bad of [-1, 1.5, '8', 2 ** 60]) {
        await assertRefused('readMemory', { memoryReference, count: bad }, whole);
        await assertRefused('disassemble', { memoryReference, instructionCount: bad }, whole);
        await assertRefused('variables', { variablesReference: 1, start: bad }, whole);
        await assertRefused('variables', { variablesReference: 1, count: bad }, whole);
        await assertRefused('stackTrace', { threadId: 1, startFrame: bad }, whole);
        await assertRefused('stackTrace', { threadId: 1, levels: bad }, whole);
      }
      for (const offset of [0.5, '1', 2 ** 60]) {
        await assertRefused('readMemory', { memoryReference, offset, count: 1 }, whole);
        await assertRefused('writeMemory', { memoryReference: firstCell, offset, data: 'AA==' }, whole);
        await assertRefused('disassemble', { memoryReference, offset, instructionCount: 1 }, whole);
        await assertRefused(
          'disassemble',
          { memoryReference, instructionOffset: offset, instructionCount: 1 },
          whole,
        );
      }
      await session.request('setBreakpoints', { source: { path: file }, breakpoints: [] });
      assert.equal(await session.move('continue'), 'terminated');
      assert.equal(session.output('stdout'), 'Return value is 42\n');
    });

    it(`refuses addresses that there are not, and disassemblies without end (${mode})`, async () => {
      await launch(mode);
      const memoryReference = await pointer();
      await assertRefused('disassemble', { memoryReference, instructionCount: 1e9 }, /from 0 to 50000\.$/);
      await assertRefused(
        'readMemory',
        { memoryReference: '0x10', offset: -17, count: 1 },
        /no address 0x10/,
      );
      const beyond = { memoryReference: '0x10000000000000000', instructionCount: 3 };
      await assertRefused('disassemble', beyond, /There is no address 0x1/);
      const last = await session.request('disassemble', {
        memoryReference: '0xffffffffffffffff',
        instructionCount: 3,
      });
      for (const { address } of last.instructions as DebugProtocol.DisassembledInstruction[])
        assert.ok(BigInt(address) < 1n << 64n, address);
    });
  }

  it('refuses numbers while a thread stands in the machine code, and goes on', async () => {
    await launch('jit');
    await session.move('stepIn', { threadId: 1, granularity: 'instruction' });
    const memoryReference = await pointer();
    await assertRefused('readMemory', { memoryReference, count: -1 }, /"count" is -1/);
    await session.request('setBreakpoints', { source: { path: file }, breakpoints: [] });
    assert.equal(await session.move('continue'), 'terminated');
    assert.equal(session.output('stdout'), 'Return value is 42\n');
  });

  it('says how far it is to the memory that a read begins before', async () => {
    await launch('jit');
    const read = (memoryReference: string, offset: number, count: number) =>
      session.request('readMemory', { memoryReference, offset, count });
    assert.deepEqual(await read(firstWord, -8, 16), { address: '0x1ffffff8', unreadableBytes: 8 });
    assert.deepEqual(await read(firstWord, -8, 4), { address: '0x1ffffff8', unreadableBytes: 4 });
    // The cells end after 24 bytes.
    const { data, unreadableBytes } = await read(firstCell, 16, 16);
    assert.equal(Buffer.from(String(data), 'base64').length, 8);
    assert.equal(unreadableBytes, 8);
  });

  it('refuses to write where nothing is, what is no base64, and where functions return to', async () => {
    await launch('interpreter');
    const data = Buffer.from([7]).toString('base64');
    await assertRefused(
      'writeMemory',
      { memoryReference: '0x30000000', data },
      /no memory .* at 0x30000000\.$/,
    );
    await assertRefused('writeMemory', { memoryReference: '0x10000000', data }, /The ops cannot be written/);
    for (const rubbish of ['!!!notbase64', 'Q===', undefined])
      await assertRefused('writeMemory', { memoryReference: firstCell, data: rubbish }, /is no base64/);
    // What the first function returns to, and what half does: the word before its n.
    const n = (await session.variablesOf('Locals')).get('n')?.memoryReference ?? '';
    for (const [memoryReference, offset] of [
      [firstWord, 0],
      [n, -1],
      [n, -8],
    ] as const)
      await assertRefused(
        'writeMemory',
        { memoryReference, offset, data },
        /says where a function returns to/,
      );
    // Both sides of it can be written, and it itself as it is.
    const { data: before } = await session.request('readMemory', {
      memoryReference: n,
      offset: -8,
      count: 16,
    });
    const both = Buffer.from(String(before), 'base64');
    both[8] = 90;
    const written = { memoryReference: n, offset: -8, data: both.toString('base64') };
    assert.deepEqual(await session.request('writeMemory', written), { bytesWritten: 16 });
    await session.move('continue');
    assert.equal(session.output('stdout'), 'Return value is 45\n');
  });
});
