import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Conversation } from './conversation';

/** Divides by -1 in the second round, where the machine code goes another way than by `idiv`. */
const program = `function div(a, b) {
  return a / b;
}
function fib(n) {
  if (n < 2) { return n; }
  return fib(n - 1) + fib(n - 2);
}
i = 0 - 2;
while (i < 4) {
  i = i + 1;
  if (i != 0) print div(60, i);
}
print fib(10);
return fib(7);
`;
const printed = '-60\n60\n30\n20\n15\n55\n';

type Row = DebugProtocol.DisassembledInstruction;

/** A breakpoint on an instruction. The protocol has no log points there, but nothing is in their way. */
type Wanted = Omit<DebugProtocol.InstructionBreakpoint, 'instructionReference'> & {
  readonly at: string;
  readonly logMessage?: string;
};

/** For each test of a suite a session in JIT mode with a program of divisions and calls, and what to ask of its machine code. */
export function useMachineCode() {
  let folder: string;
  let file: string;
  let session: Conversation;
  let rows: Row[];

  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'langvm-inside-'));
    file = path.join(folder, 'inside.lang');
    writeFileSync(file, program);
    await launch();
  });

  afterEach(async () => {
    await session.stop();
    rmSync(folder, { recursive: true });
  });

  /** Launches the program. @param dist where the adapter lies, if not in the usual folder */
  async function launch(dist?: string): Promise<void> {
    session = await Conversation.start(folder, dist);
    await session.launch({ program: file, mode: 'jit', stopOnEntry: true });
    rows = await disassembled();
  }

  /** The frame that runs. */
  async function top(): Promise<DebugProtocol.StackFrame> {
    const { stackFrames } = await session.request('stackTrace', { threadId: 1 });
    const [frame] = stackFrames as DebugProtocol.StackFrame[];
    assert.ok(frame);
    return frame;
  }

  async function disassembled(): Promise<Row[]> {
    const { instructionPointerReference } = await top();
    const args = { memoryReference: instructionPointerReference, instructionOffset: -500 };
    const { instructions } = await session.request('disassemble', { ...args, instructionCount: 1000 });
    return (instructions as Row[]).filter(({ presentationHint }) => presentationHint !== 'invalid');
  }

  /** Index of the first instruction that looks like this, behind where a line begins. */
  function indexOf(text: RegExp, line: number): number {
    const first = rows.findIndex((row) => row.line === line);
    const found = rows.findIndex((row, index) => index > first && text.test(row.instruction));
    assert.ok(first >= 0 && found > first, `there is no ${text.source} in line ${line}`);
    return found;
  }

  const addressOf = (index: number): string => rows[index]?.address ?? '';

  async function setBreakpoints(...wanted: Wanted[]): Promise<DebugProtocol.Breakpoint[]> {
    const breakpoints = wanted.map(({ at, ...rest }) => ({ instructionReference: at, ...rest }));
    const answer = await session.request('setInstructionBreakpoints', { breakpoints });
    return answer.breakpoints as DebugProtocol.Breakpoint[];
  }

  /** Moves, and says why and where the program stopped. */
  async function stopAfter(command: string, args: object = { threadId: 1 }): Promise<string> {
    let stopped: DebugProtocol.StoppedEvent['body'] | undefined;
    const take = ({ body }: DebugProtocol.StoppedEvent): unknown => (stopped = body);
    session.client.on('stopped', take);
    const event = await session.move(command, args);
    session.client.off('stopped', take);
    if (event === 'terminated' || !stopped) return event;
    const { instructionPointerReference = '' } = await top();
    const ids = stopped.hitBreakpointIds?.join() ?? '';
    return `${stopped.reason} ${ids} at ${instructionPointerReference}`;
  }

  const evaluate = async (expression: string): Promise<string> =>
    String((await session.request('evaluate', { expression, context: 'watch', frameId: 1 })).result);

  /** Goes on to the end, and checks what came of it. */
  async function assertEnds(): Promise<void> {
    assert.equal(await stopAfter('continue'), 'terminated');
    assert.equal(session.output('stdout'), `${printed}Return value is 13\n`);
    assert.doesNotMatch(session.output(), /disagree|host ended unexpectedly/);
  }

  return {
    ...{ launch, top, indexOf, addressOf, setBreakpoints, stopAfter, evaluate, assertEnds },
    session: () => session,
    rows: () => rows,
    file: () => file,
    folder: () => folder,
  };
}
