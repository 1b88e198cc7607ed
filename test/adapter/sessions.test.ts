import assert from 'node:assert/strict';
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { programOfReturns } from '../../src/engine/format/program';
import { writeProgram } from '../../src/engine/format/read';
import { Conversation, root } from './support/conversation';

const vectors = path.join(root, 'test/fixtures/vectors');

describe('Debug sessions', () => {
  let session: Conversation;

  beforeEach(async () => {
    session = await Conversation.start();
  });

  afterEach(() => session.stop());

  /** Copies a vector to `out.bc` in the folder of the test. */
  function program(vector: string): { program: string; source: { path: string } } {
    const file = path.join(session.folder, 'out.bc');
    copyFileSync(path.join(vectors, vector), file);
    return { program: file, source: { path: `langvm-bytecode:${file}` } };
  }

  const forVsCode = { clientShowsListings: true };

  it('steps the interpreter op by op', async () => {
    const { program: file, source } = program('v1-two-returns.bc');
    await session.launch({ program: file, stopOnEntry: true, ...forVsCode }, [], source);
    await session.request('stackTrace', { threadId: 1 });
    assert.equal((await session.variablesOf('State')).get('result')?.value, '0');
    await session.move('next');
    await session.request('stackTrace', { threadId: 1 });
    assert.equal((await session.variablesOf('State')).get('result')?.value, '35');
    assert.equal(await session.move('next'), 'terminated');
    assert.match(session.output('stdout'), /^Return value is -7$/m);
    session.expectGolden('interpreter-steps');
  });

  it('runs the machine code op by op in JIT mode and compares it with the interpreter', async () => {
    const { program: file, source } = program('v1-two-returns.bc');
    await session.launch({ program: file, mode: 'jit', stopOnEntry: true, ...forVsCode }, [], source);
    const code = await session.variablesOf('Machine Code');
    assert.equal(
      code.get('bytes')?.value,
      '55 48 89 e5 48 b8 23 00 00 00 00 00 00 00 48 b8 f9 ff ff ff ff ff ff ff c9 c3',
    );
    await session.move('next');
    assert.equal((await session.variablesOf('State')).get('result')?.value, '35');
    await session.move('continue');
    assert.match(session.output('console'), /The processor returned -7; the interpreter says -7\./);
    assert.match(session.output('stdout'), /^Return value is -7$/m);
    session.expectGolden('jit-steps');
  });

  it('switches the engine in the middle of a run, both ways', async () => {
    const file = path.join(session.folder, 'out.bc');
    writeFileSync(file, writeProgram(programOfReturns([1n, 2n, 3n, 4n])));
    await session.launch({ program: file, stopOnEntry: true, ...forVsCode });
    await session.move('next');
    await session.request('evaluate', { expression: 'mode jit', context: 'repl' });
    await session.move('next');
    assert.equal((await session.variablesOf('State')).get('result')?.value, '2');
    await session.request('langvm.setMode', { mode: 'interpreter' });
    await session.move('next');
    assert.equal((await session.variablesOf('State')).get('result')?.value, '3');
    await session.request('langvm.setMode', { mode: 'jit' });
    await session.move('continue');
    assert.match(session.output('stdout'), /^Return value is 4$/m);
    session.expectGolden('switch-engine');
  });

  it('goes on in the engine that was asked for, however soon', async () => {
    const file = path.join(session.folder, 'out.bc');
    writeFileSync(file, writeProgram(programOfReturns([1n, 2n])));
    await session.launch({ program: file, stopOnEntry: true, ...forVsCode });
    // The native host takes a while to start.
    const switched = session.request('langvm.setMode', { mode: 'jit' });
    await session.move('continue');
    assert.deepEqual(await switched, { mode: 'jit' });
    assert.match(session.output('console'), /The processor returned 2; the interpreter says 2\./);
  });

  for (const mode of ['interpreter', 'jit']) {
    it(`stops at breakpoints, moves or refuses those without an op (${mode})`, async () => {
      const file = path.join(session.folder, 'out.bc');
      writeFileSync(file, writeProgram(programOfReturns([1n, 2n, 3n, 4n])));
      const lines = [{ line: 1 }, { line: 7 }, { line: 8, condition: 'result == 99' }, { line: 99 }];
      await session.launch({ program: file, mode, ...forVsCode }, lines, { path: `langvm-bytecode:${file}` });
      const place = (await session.request('stackTrace', { threadId: 1 })) as {
        stackFrames: { line: number }[];
      };
      assert.equal(
        place.stackFrames[0]?.line,
        5,
        'stops before the first op: the breakpoint of line 1 moved there',
      );
      await session.move('continue');
      assert.equal((await session.variablesOf('State')).get('result')?.value, '2');
      assert.equal(await session.move('continue'), 'terminated');
      session.expectGolden(`breakpoints-${mode}`);
    });
  }

  it('evaluates, changes values, jumps and shows hexadecimal', async () => {
    const { program: file } = program('v1-two-returns.bc');
    await session.launch({ program: file, stopOnEntry: true, ...forVsCode });
    const evaluate = async (expression: string, context = 'watch'): Promise<unknown> =>
      (await session.request('evaluate', { expression, context })).result;
    assert.equal(await evaluate('param * 2'), '70');
    assert.equal(await evaluate('param,x'), '0x23');
    assert.equal(await evaluate('result = -1', 'repl'), '-1');
    assert.equal(await evaluate('hex on', 'repl'), 'Integers are shown hexadecimal.');
    const state = await session.variablesOf('State');
    assert.equal(state.get('result')?.value, '0xffffffffffffffff');
    await assert.rejects(evaluate('nonsense'), /'nonsense' is not known here/);
    await assert.rejects(evaluate('opIndex = 2'), /opIndex goes from 0 to 1/);
    await assert.rejects(evaluate('version = 2'), /cannot be changed/);
    const { targets } = (await session.request('gotoTargets', {
      source: { path: `langvm-bytecode:${file}` },
      line: 6,
    })) as { targets: { id: number }[] };
    await session.move('goto', { threadId: 1, targetId: targets[0]?.id });
    assert.equal(await evaluate('opIndex,d'), '1');
    session.expectGolden('evaluate');
  });

  it('logs and counts', async () => {
    const file = path.join(session.folder, 'out.bc');
    writeFileSync(file, writeProgram(programOfReturns([1n, 2n, 3n, 4n])));
    const source = { path: `langvm-bytecode:${file}` };
    const lines = [
      { line: 6, logMessage: 'op {opIndex} so far {result,x}' },
      { line: 7, hitCondition: '>= 2' },
    ];
    await session.launch({ program: file, ...forVsCode }, lines, source);
    assert.match(session.output('console'), /^op 1 so far 0x1$/m);
    assert.match(
      session.output('stdout'),
      /^Return value is 4$/m,
      'the breakpoint with a hit count was passed once',
    );
  });

  it('compiles and debugs a .lang file at its line', async () => {
    const file = path.join(session.folder, 'answer.lang');
    writeFileSync(file, '// the answer\nreturn 42\n');
    await session.launch({ program: file, mode: 'jit' }, [{ line: 1 }], { path: file });
    await session.request('stackTrace', { threadId: 1 });
    await session.move('continue');
    assert.match(session.output('stdout'), /^Return value is 42$/m);
    session.expectGolden('source-file');
  });

  it('gives the listing to clients that do not know its scheme', async () => {
    const { program: file } = program('v1-return-35.bc');
    await session.launch({ program: file, stopOnEntry: true });
    const { stackFrames } = (await session.request('stackTrace', { threadId: 1 })) as {
      stackFrames: { source: { sourceReference: number } }[];
    };
    const sourceReference = stackFrames[0]?.source.sourceReference;
    const { content } = await session.request('source', { sourceReference });
    assert.match(String(content), /^RETURN 35$/m);
    session.expectGolden('listing-by-reference');
  });

  it('debugs a text listing at the lines of the text', async () => {
    const file = path.join(session.folder, 'text.bc');
    writeFileSync(file, '; two ops\n\nRETURN 0x10 ; first\n\n  return -1\n');
    await session.launch({ program: file }, [{ line: 4 }], { path: file });
    const { stackFrames } = (await session.request('stackTrace', { threadId: 1 })) as {
      stackFrames: { line: number }[];
    };
    assert.equal(stackFrames[0]?.line, 5);
    assert.equal((await session.variablesOf('State')).get('result')?.value, '16');
  });

  it('runs without debugging: no stop on entry, no breakpoint', async () => {
    const { program: file, source } = program('v1-return-35.bc');
    await session.launch(
      { program: file, noDebug: true, stopOnEntry: true, ...forVsCode },
      [{ line: 5 }],
      source,
    );
    assert.equal(session.output('stdout'), 'Return value is 35\n');
  });

  it('says that a program is empty, and returns 0', async () => {
    const { program: file } = program('v1-no-ops.bc');
    await session.launch({ program: file, stopOnEntry: true });
    assert.equal(session.output('stderr'), 'Empty bytecode file\n');
    assert.equal(session.output('stdout'), 'Return value is 0\n');
  });

  const refused: readonly [string, RegExp][] = [
    ['v1-bad-cookie.bc', /^Bad bytecode file format: .*out\.bc/],
    ['v1-bad-version.bc', /^Bad lang version 7\. 1 was awaited/],
    ['v1-truncated-op.bc', /^Error reading bytecode in file: .* byte 23/],
    ['v1-op-7.bc', /^Unavailable operand 7: op 1 at byte 24/],
  ];
  for (const [vector, message] of refused) {
    it(`ends the launch of ${vector} with its message`, async () => {
      const { program: file } = program(vector);
      await assert.rejects(session.request('launch', { program: file }), (error: Error) =>
        message.test(error.message),
      );
    });
  }

  it('ends a launch without a program, with a missing file, or with a bad mode, with a clear message', async () => {
    await assert.rejects(session.request('launch', {}), /names no "program"/);
    const missing = path.join(session.folder, 'missing.bc');
    await assert.rejects(
      session.request('launch', { program: missing }),
      /Cannot open .*missing\.bc bytecode/,
    );
    await assert.rejects(
      session.request('launch', { program: path.join(session.folder, 'missing.lang') }),
      /Cannot open .*missing\.lang: there is no such file/,
    );
    await assert.rejects(
      session.request('launch', { program: missing, mode: 'native' }),
      /"mode" is "native"/,
    );
    await assert.rejects(session.request('launch', { program: session.folder }), /it is a folder/);
  });

  it('begins its one program once, whatever a client asks for', async () => {
    const file = path.join(session.folder, 'endless.lang');
    writeFileSync(file, 'while (1) {}');
    const initialized = session.next('initialized');
    await session.request('launch', { program: file });
    await initialized;
    for (const move of ['continue', 'next', 'stepIn', 'stepOut'])
      await assert.rejects(session.request(move, { threadId: 1 }), /The program has not begun/);
    await session.request('configurationDone');
    await session.request('configurationDone');
    await assert.rejects(session.request('launch', { program: file }), /has its program already/);
    assert.equal(await session.move('pause'), 'stopped');
    await session.request('configurationDone');
    await session.request('stackTrace', { threadId: 1 });
  });

  it('is paused at its beginning when it is asked to while the native host starts', async () => {
    const file = path.join(session.folder, 'short.lang');
    writeFileSync(file, 'print 7;');
    const initialized = session.next('initialized');
    await session.request('launch', { program: file, mode: 'jit' });
    await initialized;
    const stopped = session.next('stopped', 'terminated');
    await session.request('configurationDone');
    await session.request('pause', { threadId: 1 });
    assert.equal(await stopped, 'stopped');
    assert.equal(session.output('stdout'), '');
    assert.equal(await session.move('continue'), 'terminated');
    assert.equal(session.output('stdout'), '7\nReturn value is 0\n');
  });

  it('shows very many registers in groups', async () => {
    const file = path.join(session.folder, 'registers.bc');
    writeFileSync(
      file,
      '.version 2\n.registers 262143\nLOAD_CONST r262142, c0\nRETURN r262142\n.constant c0 int64 42\n',
    );
    await session.launch({ program: file, stopOnEntry: true });
    await session.move('next');
    const groups = await session.variablesOf('Registers');
    assert.equal(groups.size, 263);
    const last = await session.children(groups.get('[262000…262142]')?.variablesReference ?? 0);
    assert.equal(last.get('r262142')?.value, '42');
  });

  it('stays in the interpreter in a workspace that is not trusted, and says why', async () => {
    const { program: file } = program('v1-return-35.bc');
    await session.launch({ program: file, mode: 'jit', stopOnEntry: true, nativeCodeAllowed: false });
    assert.match(session.output('important'), /do not trust.*goes on in the interpreter/);
    assert.equal((await session.variablesOf('State')).get('engine')?.value, 'interpreter');
  });
});
