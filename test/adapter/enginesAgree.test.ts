import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { Conversation } from './support/conversation';

/** So long a program runs before it is paused: longer than the interpreter follows it. Unit: milliseconds. */
const runTime = 300;

describe('Processor and interpreter, where a pause comes in between', () => {
  let session: Conversation;

  beforeEach(async () => (session = await Conversation.start()));
  afterEach(() => session.stop());

  async function launch(text: string): Promise<void> {
    const program = path.join(session.folder, 'program.lang');
    writeFileSync(program, text);
    await session.launch({ program, mode: 'jit', stopOnEntry: true, level: 'bytecode' });
  }

  async function pauseAfter(command: string, args: object): Promise<void> {
    const stopped = session.next('stopped');
    await session.request(command, { threadId: 1, ...args });
    await after(runTime);
    await session.request('pause', { threadId: 1 });
    await stopped;
  }

  it('are compared anew by the step behind a run that printed', async () => {
    await launch('i = 0;\nwhile (1) {\n  i = i + 1;\n  print i;\n}\nreturn i;\n');
    await pauseAfter('continue', {});
    for (let count = 0; count < 4; count++) await session.move('next');
    assert.doesNotMatch(session.output(), /disagree/);
  });

  it('are not compared where one is at a breakpoint that the other is on its way to', async () => {
    await launch('i = 1;\nwhile (1) {\n  i = i * 3;\n  i = i / 7;\n  i = i + 5;\n}\nreturn i;\n');
    const { stackFrames } = await session.request('stackTrace', { threadId: 1 });
    const [frame] = stackFrames as DebugProtocol.StackFrame[];
    const memoryReference = frame?.instructionPointerReference;
    const { instructions } = await session.request('disassemble', { memoryReference, instructionCount: 40 });
    const rows = instructions as DebugProtocol.DisassembledInstruction[];
    const inside = rows.find(({ instruction }) => instruction.startsWith('imul'))?.address ?? '';
    assert.notEqual(inside, '');
    const breakpoints = [{ instructionReference: inside, offset: 8, condition: '$rax == -1' }];
    await session.request('setInstructionBreakpoints', { breakpoints });
    await pauseAfter('stepOut', { granularity: 'instruction' });
    assert.doesNotMatch(session.output(), /disagree/);
  });
});
