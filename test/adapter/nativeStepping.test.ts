import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive, until } from '../engine/native/hosts';
import { findTracer } from './support/childProcesses';
import { Conversation } from './support/conversation';

const program = `function fib(n) {
  if (n < 2) { return n; }
  return fib(n - 1) + fib(n - 2);
}
print 7;
return fib(10);
`;

describe('Stepping machine instructions in a session', () => {
  let file: string;
  let session: Conversation;

  beforeEach(async () => {
    session = await Conversation.start();
    file = path.join(session.folder, 'fib.lang');
    writeFileSync(file, program);
  });

  afterEach(() => session.stop());

  async function top(): Promise<DebugProtocol.StackFrame> {
    const { stackFrames } = await session.request('stackTrace', { threadId: 1 });
    const [frame] = stackFrames as DebugProtocol.StackFrame[];
    assert.ok(frame);
    return frame;
  }

  /** The text of the next instruction. */
  async function instruction(): Promise<string> {
    const { instructionPointerReference } = await top();
    const { instructions } = await session.request('disassemble', {
      memoryReference: instructionPointerReference,
      instructionCount: 1,
    });
    return (instructions as DebugProtocol.DisassembledInstruction[])[0]?.instruction ?? '';
  }

  const step = (command: 'next' | 'stepIn' | 'stepOut'): Promise<string> =>
    session.move(command, { threadId: 1, granularity: 'instruction' });

  const evaluate = async (expression: string): Promise<string> =>
    String((await session.request('evaluate', { expression, context: 'watch', frameId: 1 })).result);

  const stepTo = async (wanted: RegExp): Promise<void> => {
    for (let count = 0; !wanted.test(await instruction()); count++) {
      assert.ok(count < 200, `no instruction ${wanted.source} came`);
      assert.equal(await step('stepIn'), 'stopped');
    }
  };

  function assertAgreement(): void {
    assert.doesNotMatch(session.output(), /disagree|unexpectedly/);
  }

  it('goes ten instructions, and rax is seen changing', async () => {
    await session.launch({ program: file, mode: 'jit', stopOnEntry: true });
    const addresses = new Set<string>();
    const values = new Set<string>();
    for (let count = 0; count < 10; count++) {
      assert.equal(await step('stepIn'), 'stopped');
      const { instructionPointerReference = '' } = await top();
      addresses.add(instructionPointerReference);
      const cpu = await session.variablesOf('CPU');
      assert.equal(cpu.get('rip')?.value.split(' ')[0], instructionPointerReference);
      values.add(cpu.get('rax')?.value ?? '');
      assert.match(cpu.get('eflags')?.value ?? '', /^0x[0-9a-f]+ \[( [A-Z]F)* \]$/);
    }
    assert.equal(addresses.size, 10);
    const tracer = findTracer();
    assert.ok(tracer && isAlive(tracer));
    assert.ok(values.size >= 2, [...values].join());
    assert.equal(await session.move('continue'), 'terminated');
    assert.match(session.output('stdout'), /^7\n[^]*55/);
    assertAgreement();
    // Nothing is left over when the program has ended.
    await until(() => !isAlive(tracer));
  });

  it('steps over a call, into the next one and out again, and ends with the right result', async () => {
    await session.launch({ program: file, mode: 'jit', stopOnEntry: true });
    await stepTo(/^call/);
    await step('stepIn');
    assert.match(await instruction(), /^push %rbp/);
    assert.match(await evaluate('$rip'), /<fib\+0x0, prologue>$/);
    await step('stepIn');
    await stepTo(/^call/);
    assert.match((await top()).name, /^fib\(n=10\)/);
    await step('next');
    assert.equal(await evaluate('$rax'), '0x22');
    assert.match((await top()).name, /^fib\(n=10\)/);
    await step('stepOut');
    assert.equal(await evaluate('$rax'), '0x37');
    assert.match((await top()).name, /^main/);
    assert.equal(await step('stepOut'), 'terminated');
    assert.match(session.output('stdout'), /55/);
    assertAgreement();
  });

  it('lets registers be changed, and goes on with what came of it', async () => {
    await session.launch({ program: file, mode: 'jit', stopOnEntry: true });
    await stepTo(/^call/);
    await step('next');
    const { scopes } = (await session.request('scopes', { frameId: 1 })) as { scopes: DebugProtocol.Scope[] };
    const cpu = scopes.find(({ name }) => name === 'CPU');
    assert.ok(cpu);
    const { variablesReference } = cpu;
    await session.request('variables', { variablesReference });
    const { value } = await session.request('setVariable', {
      variablesReference,
      name: 'rax',
      value: '1000',
    });
    assert.equal(value, '0x3e8');
    assert.equal(await evaluate('$rax'), '0x3e8');
    assert.equal(await evaluate('$rax = 1234'), '0x4d2');
    await assert.rejects(evaluate('$rip = 1'), /cannot be changed/);
    await assert.rejects(evaluate('$abc'), /no register/);
    assert.equal(await session.move('continue'), 'terminated');
    assert.match(session.output('stdout'), /1234/);
    assertAgreement();
  });

  it('goes from a half done op to steps of ops and of lines, and to the interpreter', async () => {
    await session.launch({ program: file, mode: 'jit', stopOnEntry: true });
    await stepTo(/^call/);
    await session.move('stepIn');
    assert.match((await top()).name, /^fib\(n=10\)/);
    // Between the comparison and the jump of one op.
    await step('stepIn');
    await session.move('next');
    assert.equal((await top()).line, 3);
    await step('stepIn');
    await session.request('langvm.setMode', { mode: 'interpreter' });
    await assert.rejects(evaluate('$rax'), /step by instruction/);
    await step('stepIn');
    assert.equal(await session.move('continue'), 'terminated');
    assert.match(session.output('stdout'), /55/);
    assertAgreement();
  });

  for (const [what, request, args] of [
    ['a switch of the engine', 'langvm.setMode', { mode: 'interpreter' }],
    ['gdb', 'langvm.prepareGdb', {}],
    ['another debugger', 'langvm.allowGdb', { pid: process.pid, later: true }],
  ] as const)
    it(`ends the program for ${what} where the last op, with a register changed, is brought to its end`, async () => {
      const short = path.join(session.folder, 'short.lang');
      writeFileSync(short, 'x = 5;\nprint x;\nreturn x + 1;\n');
      await session.launch({ program: short, mode: 'jit', stopOnEntry: true });
      await stepTo(/^ret/);
      assert.equal(await evaluate('$rax = 9'), '0x9');
      const ended = session.next('terminated');
      await assert.rejects(session.request(request, args), /The program has ended/);
      await ended;
      assert.match(session.output('stdout'), /^5\nReturn value is 9\n$/);
      assert.equal(session.last, 'terminated');
    });

  it('goes by what the engine is when a switch that is on its way has come', async () => {
    await session.launch({ program: file, stopOnEntry: true });
    const stopped = session.next('stopped');
    // Sent at once: the native host starts meanwhile.
    const switched = session.request('langvm.setMode', { mode: 'jit' });
    await session.request('next', { threadId: 1, granularity: 'instruction' });
    await switched;
    await stopped;
    assert.ok((await session.variablesOf('CPU')).has('rip'));
    const back = session.next('stopped');
    const interpreted = session.request('langvm.setMode', { mode: 'interpreter' });
    await session.request('next', { threadId: 1, granularity: 'instruction' });
    await interpreted;
    await back;
    await assert.rejects(session.variablesOf('CPU'), /there is no scope CPU/);
    assertAgreement();
  });

  it('stops at a breakpoint while it goes over a call, and at a trap', async () => {
    writeFileSync(file, `function f(n) {\n  print n;\n  return 10 / n;\n}\nprint f(5);\nreturn f(0);\n`);
    await session.launch({ program: file, mode: 'jit', stopOnEntry: true }, [{ line: 3 }], { path: file });
    await stepTo(/^call/);
    await step('next');
    assert.equal((await top()).line, 3);
    await step('stepOut');
    assert.equal(await evaluate('$rax'), '0x2');
    await session.request('setBreakpoints', { source: { path: file }, breakpoints: [] });
    await step('stepIn');
    await stepTo(/^call/);
    await step('next');
    assert.match((await top()).name, /^f\(n=0\)/);
    assert.equal(await session.move('continue'), 'terminated');
    assert.match(session.output(), /Division by zero in f/);
    assertAgreement();
  });

  it('outlives its tracer, and starts another', async () => {
    await session.launch({ program: file, mode: 'jit', stopOnEntry: true });
    await stepTo(/^call/);
    const stopped = session.next('stopped');
    const tracer = findTracer();
    assert.ok(tracer);
    process.kill(tracer, 'SIGKILL');
    await stopped;
    assert.match(session.output('important'), /The tracer .* ended unexpectedly/);
    assert.equal(session.output('stdout'), '7\n');
    await stepTo(/^call/);
    await step('next');
    assert.equal(await evaluate('$rax'), '0x37');
    assert.equal(await session.move('continue'), 'terminated');
    assert.match(session.output('stdout'), /^7\n[^]*55/);
    assert.doesNotMatch(session.output(), /disagree/);
  });

  it('answers a step in less time than anybody notices, and prints how long it takes', async () => {
    await session.launch({ program: file, mode: 'jit', stopOnEntry: true });
    await step('stepIn');
    const times: number[] = [];
    for (let count = 0; count < 100; count++) {
      const begin = performance.now();
      await step('stepIn');
      times.push(performance.now() - begin);
    }
    times.sort((one, other) => one - other);
    console.log(`      median ${times[50]?.toFixed(2)} ms, 95 of 100 within ${times[94]?.toFixed(2)} ms`);
    assert.equal(times.length, 100);
    assertAgreement();
  });
});
