import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Conversation } from './support/conversation';
import { useMachineCode } from './support/machineCode';

/** Conditions that ask for registers, where breakpoints stand at the beginning of an op. */
describe('Breakpoints that ask for registers at an op', () => {
  const { rows, session, file, top, setBreakpoints, stopAfter, evaluate, assertEnds } = useMachineCode();

  /** Address of the first op of a line. */
  const opAt = (line: number): string => rows().find((row) => row.line === line)?.address ?? '';

  const setInSource = async (
    ...breakpoints: DebugProtocol.SourceBreakpoint[]
  ): Promise<DebugProtocol.Breakpoint[]> => {
    const answer = await session().request('setBreakpoints', { source: { path: file() }, breakpoints });
    return answer.breakpoints as DebugProtocol.Breakpoint[];
  };

  it('never stop where the condition does not hold', async () => {
    const [answer] = await setBreakpoints({ at: opAt(2), condition: '$rax == 12345' });
    assert.deepEqual(answer, { id: 1, verified: true, instructionReference: opAt(2) });
    await assertEnds();
    assert.doesNotMatch(session().output(), /failed/);
  });

  it('stop at the first instruction where it holds, with the registers there', async () => {
    const [{ id } = {}] = await setBreakpoints({ at: opAt(2), condition: '$rip != 0 && b == 3' });
    assert.equal(await stopAfter('continue'), `instruction breakpoint ${id} at ${opAt(2)}`);
    assert.equal(await evaluate('b'), '3');
    assert.equal(BigInt(await evaluate('$rip,x')), BigInt(opAt(2)));
    await assertEnds();
  });

  it('count hits and log, together with others at the op', async () => {
    await setBreakpoints(
      { at: opAt(2), condition: '$rip != 0', hitCondition: '3' },
      { at: opAt(6), logMessage: 'rip {$rip}' },
    );
    await setInSource({ line: 2, condition: 'b == 4' });
    assert.match(await stopAfter('continue'), /^instruction breakpoint/);
    assert.equal(await evaluate('b'), '2');
    assert.match(await stopAfter('continue'), /^breakpoint/);
    assert.equal(await evaluate('b'), '4');
    await assertEnds();
    assert.match(session().output('console'), /^rip 0x[0-9a-f]+ <fib\+0x[0-9a-f]+, op \d+>$/m);
  });

  it('are met by steps of lines that come to them', async () => {
    await setInSource({ line: 2, condition: '$rip != 0 && b == -1' });
    await session().request('langvm.setLevel', { level: 'source' });
    for (let steps = 0; (await top()).line !== 11; steps++) {
      assert.ok(steps < 10);
      await session().move('next');
    }
    // Over the call.
    assert.match(await stopAfter('next'), /^breakpoint/);
    assert.match((await top()).name, /^div/);
    assert.equal((await top()).line, 2);
    // And over the instruction that calls.
    await setInSource({ line: 2, condition: '$rip != 0 && b == 2' });
    while (!/^call/.test(await instruction())) await instructionStep('stepIn');
    assert.match(await instructionStepUntilBreakpoint(), /^breakpoint/);
    assert.equal(await evaluate('b'), '2');
    await setInSource();
    await assertEnds();
  });

  async function instruction(): Promise<string> {
    const { instructionPointerReference } = await top();
    return rows().find(({ address }) => address === instructionPointerReference)?.instruction ?? '';
  }

  const instructionStep = (command: string): Promise<string> =>
    stopAfter(command, { threadId: 1, granularity: 'instruction' });

  async function instructionStepUntilBreakpoint(): Promise<string> {
    for (let count = 0; count < 200; count++) {
      const stop = await instructionStep('next');
      if (stop.startsWith('breakpoint')) return stop;
    }
    return '';
  }

  it('count at the op that the program begins with', async () => {
    const other = await Conversation.start(path.dirname(file()));
    try {
      const line = { line: 8, condition: '$rip != 0' };
      await other.launch({ program: file(), mode: 'jit' }, [line], { path: file() });
      const { result } = await other.request('evaluate', { expression: '$rip', frameId: 1 });
      assert.match(String(result), /, op 0>$/);
      assert.equal(await other.move('continue'), 'terminated');
    } finally {
      await other.stop();
    }
  });

  it('are refused where there are no registers, and say where there are', async () => {
    await session().request('langvm.setMode', { mode: 'interpreter' });
    const refusal = /asks for a register of the processor\. Those are known in JIT mode only/;
    const [inSource, plain] = await setInSource(
      { line: 2, condition: '$rax == 1' },
      { line: 6, condition: 'n == 100' },
    );
    const [onInstruction] = await setBreakpoints({ at: opAt(2), logMessage: '{$rax}' });
    assert.equal(inSource?.verified, false);
    assert.match(inSource.message ?? '', refusal);
    assert.equal(plain?.verified, true);
    assert.equal(onInstruction?.verified, false);
    assert.match(onInstruction.message ?? '', refusal);
    assert.equal(await stopAfter('continue'), 'terminated');
  });
});

describe('Breakpoints on instructions', () => {
  for (const mode of ['interpreter', 'jit']) {
    it(`say one by one what is wrong (${mode})`, async () => {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'langvm-places-'));
      const file = path.join(folder, 'two.lang');
      writeFileSync(file, 'a = 1;\nb = a + 1;\nreturn b;\n');
      const session = await Conversation.start(folder);
      try {
        await session.launch({ program: file, mode, stopOnEntry: true });
        const { stackFrames } = await session.request('stackTrace', { threadId: 1 });
        const [{ instructionPointerReference } = {}] = stackFrames as DebugProtocol.StackFrame[];
        const { breakpoints } = await session.request('setInstructionBreakpoints', {
          breakpoints: [
            { instructionReference: instructionPointerReference },
            { instructionReference: 'junk' },
            { instructionReference: instructionPointerReference, offset: 0.5 },
            { instructionReference: instructionPointerReference, offset: 1 },
            { instructionReference: '0xfffffff' },
          ],
        });
        const answers = (breakpoints as DebugProtocol.Breakpoint[]).map(
          ({ verified, message = '' }) => `${verified} ${message}`,
        );
        assert.deepEqual(answers, [
          'true ',
          "false 'junk' is no address. Write it decimal or as 0x….",
          'false "offset" is 0.5. It has to be an integer from -9007199254740991 to 9007199254740991.',
          'true This address lies inside of an instruction: moved to where that begins.',
          'false No op has its instructions at this address.',
        ]);
      } finally {
        await session.stop();
        rmSync(folder, { recursive: true });
      }
    });
  }

  it('cannot ask for registers in version 1, and say why', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'langvm-one-'));
    const file = path.join(folder, 'one.lang');
    writeFileSync(file, 'return 35\n');
    const session = await Conversation.start(folder);
    try {
      await session.launch({ program: file, mode: 'jit', stopOnEntry: true });
      const { breakpoints } = await session.request('setBreakpoints', {
        source: { path: file },
        breakpoints: [{ line: 1, condition: '$rax == 1' }],
      });
      const [answer] = breakpoints as DebugProtocol.Breakpoint[];
      assert.equal(answer?.verified, false);
      assert.match(answer.message ?? '', /Machine code of version 1 keeps its state in rax alone/);
    } finally {
      await session.stop();
      rmSync(folder, { recursive: true });
    }
  });
});
