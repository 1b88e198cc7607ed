import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { StateEvent } from '../../src/adapter/protocol/requests';
import { useMachineCode } from './support/machineCode';

describe('Where a step by instruction stands', () => {
  const { session, top, rows } = useMachineCode();

  const step = (): Promise<string> => session().move('stepIn', { threadId: 1, granularity: 'instruction' });

  it('is told as an offset in the machine code, as long as a thread stands there', async () => {
    let state: StateEvent | undefined;
    session().client.on('langvm.state', ({ body }: DebugProtocol.Event) => (state = body as StateEvent));
    const base = BigInt(rows()[0]?.address ?? 0);
    for (let count = 0; count < 4; count++) {
      await step();
      const { instructionPointerReference = '' } = await top();
      assert.equal(state?.codeOffset, Number(BigInt(instructionPointerReference) - base));
    }
    await session().move('next');
    assert.ok(state);
    assert.equal(state.codeOffset, undefined);
  });

  it('is the line before where no line of the source asked for the op', async () => {
    const isJump = async (): Promise<boolean> => {
      const { instructionPointerReference } = await top();
      const row = rows().find(({ address }) => address === instructionPointerReference);
      return row?.instruction.startsWith('jmp') ?? false;
    };
    while (!(await isJump())) await step();
    // The jump to the condition of the loop, whose body comes first.
    const { line, source } = await top();
    assert.equal(line, 8);
    assert.equal(source?.name, 'inside.lang');
  });
});
