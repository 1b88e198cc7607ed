import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeProgram } from '../../src/engine/format/read';
import { withSourcePath } from '../../src/engine/format/sourcePath';
import { compileLang } from '../../src/engine/lang/compile';
import { Conversation } from './support/conversation';

const fibonacci = `// the usual suspect
function fib(n) {
  if (n < 2) return n;
  return fib(n - 1) + fib(n - 2);
}

array seen[4];
i = 0;
while (i < 4) {
  seen[i] = fib(i + 5);
  print seen[i];
  i = i + 1;
}
return seen[3];
`;

const endless = 'i = 0;\nwhile (1) {\n  i = i + 1;\n}\n';

const modes = ['interpreter', 'jit'] as const;

for (const mode of modes) {
  describe(`Source-level debugging (${mode})`, () => {
    let folder: string;
    let session: Conversation;

    beforeEach(async () => {
      folder = mkdtempSync(path.join(os.tmpdir(), 'langvm-source-'));
      session = await Conversation.start(folder);
    });

    afterEach(async () => {
      await session.stop();
      rmSync(folder, { recursive: true });
    });

    function source(text: string, name = 'program.lang'): string {
      const file = path.join(folder, name);
      writeFileSync(file, text);
      return file;
    }

    async function frames(): Promise<DebugProtocol.StackFrame[]> {
      const { stackFrames } = await session.request('stackTrace', { threadId: 1 });
      return stackFrames as DebugProtocol.StackFrame[];
    }

    const places = async (): Promise<string[]> => (await frames()).map(({ name, line }) => `${name}:${line}`);

    const evaluate = async (expression: string, frameId?: number): Promise<unknown> =>
      (await session.request('evaluate', { expression, context: 'watch', frameId })).result;

    it('steps by statement over, into and out of calls', async () => {
      const file = source(fibonacci);
      await session.launch({ program: file, mode, stopOnEntry: true });
      assert.deepEqual(await places(), ['main:8']);
      await session.move('next');
      assert.deepEqual(await places(), ['main:9']);
      await session.move('next');
      assert.deepEqual(await places(), ['main:10']);
      await session.move('stepIn');
      assert.deepEqual(await places(), ['fib(n=5):3', 'main:10']);
      await session.move('next');
      assert.deepEqual(await places(), ['fib(n=5):4', 'main:10']);
      await session.move('stepIn');
      assert.deepEqual(await places(), ['fib(n=4):3', 'fib(n=5):4', 'main:10']);
      await session.move('stepOut');
      assert.deepEqual(await places(), ['fib(n=5):4', 'main:10']);
      await session.move('stepOut');
      assert.deepEqual(await places(), ['main:10']);
      await session.move('next');
      assert.deepEqual(await places(), ['main:11']);
      assert.equal(await evaluate('seen[i]'), '5');
      session.expectGolden(`source-steps-${mode}`);
    });

    it('shows variables, arguments, arrays and registers of every frame', async () => {
      const file = source(fibonacci);
      const breakpoints = [{ line: 3, condition: 'n == 1' }];
      await session.launch({ program: file, mode }, breakpoints, { path: file });
      assert.deepEqual(await places(), [
        'fib(n=1):3',
        'fib(n=2):4',
        'fib(n=3):4',
        'fib(n=4):4',
        'fib(n=5):4',
        'main:10',
      ]);
      assert.equal((await session.variablesOf('Locals')).get('n')?.value, '1');
      assert.equal(await evaluate('n * 10', 5), '50');
      assert.equal(await evaluate('i', 6), '0');
      assert.equal(await evaluate('seen'), '(4) [0, 0, 0, 0]');
      await assert.rejects(evaluate('seen[4]'), /seen has 4 cells, 0 to 3/);
      assert.equal(await evaluate('seen[2] = 7'), '7');
      assert.equal((await session.variablesOf('Arrays')).get('seen')?.value, '(4) [0, 0, 7, 0]');
      assert.equal((await session.variablesOf('Registers')).get('r0')?.value, '1');
    });

    it('prints in order, and ends with the return value', async () => {
      await session.launch({ program: source(fibonacci), mode });
      assert.equal(session.output('stdout'), '5\n8\n13\n21\nReturn value is 21\n');
    });

    it('delivers hundreds of thousands of printed lines in order and without loss', async () => {
      const count = 300_000;
      const file = source(`i = 0;\nwhile (i < ${count}) { print i; i = i + 1; }\n`);
      await session.launch({ program: file, mode });
      const lines = Array.from({ length: count }, (_, index) => `${index}\n`).join('');
      assert.ok(session.output('stdout') === `${lines}Return value is 0\n`);
    });

    it('steps over a recursion of a million calls without noticing them', async () => {
      const file = source(fibonacci.replace('i + 5', 'i + 25'));
      await session.launch({ program: file, mode }, [{ line: 4 }], { path: file });
      await session.request('setBreakpoints', { source: { path: file }, breakpoints: [] });
      await session.move('next');
      assert.deepEqual(await places(), ['main:10']);
    });

    it('takes values that were changed into the run', async () => {
      const file = source(fibonacci);
      await session.launch({ program: file, mode }, [{ line: 11 }], { path: file });
      await evaluate('i = 3');
      await evaluate('seen[3] = 99');
      await session.request('setBreakpoints', { source: { path: file }, breakpoints: [] });
      await session.move('continue');
      assert.equal(session.output('stdout'), '99\nReturn value is 99\n');
      assert.doesNotMatch(session.output('important'), /disagree/);
    });

    it('changes an element of an array by its row among the variables', async () => {
      await session.launch({ program: source(fibonacci), mode, stopOnEntry: true });
      const { variablesReference = 0 } = (await session.variablesOf('Arrays')).get('seen') ?? {};
      const set = (name: string, value: string) =>
        session.request('setVariable', { variablesReference, name, value });
      assert.equal((await set('[3]', '0x10')).value, '16');
      assert.equal(await evaluate('seen[3]'), '16');
      await assert.rejects(set('[4]', '1'), /There is no variable '\[4\]'/);
      await assert.rejects(set('3', '1'), /There is no variable '3'/);
      await assert.rejects(set('[3]', 'x'), /'x' is not known here/);
    });

    it('shows a large array in groups to a client that asks for all of it at once', async () => {
      await session.launch({ program: source('array cells[16777216];'), mode, stopOnEntry: true });
      const { variablesReference = 0 } = (await session.variablesOf('Arrays')).get('cells') ?? {};
      const groups = await session.children(variablesReference);
      assert.equal(groups.size, 17);
      const last = groups.get('[16000000…16777215]')?.variablesReference ?? 0;
      const lastOfThem = (await session.children(last)).get('[16777000…16777215]')?.variablesReference ?? 0;
      assert.equal((await session.children(lastOfThem)).size, 216);
      const changed = { variablesReference: lastOfThem, name: '[16777215]', value: '7' };
      assert.equal((await session.request('setVariable', changed)).value, '7');
      const window = await session.children(variablesReference, { start: 16777213, count: 10 });
      assert.deepEqual(
        Array.from(window, ([name, { value }]) => name + value),
        ['[16777213]0', '[16777214]0', '[16777215]7'],
      );
    });

    it('stops at a trap with the place and the values, and ends the program when it goes on', async () => {
      const file = source('array a[3];\ni = 5;\na[i] = 1;\n');
      await session.launch({ program: file, mode });
      assert.deepEqual(await places(), ['main:3']);
      const { description, exceptionId } = await session.request('exceptionInfo', { threadId: 1 });
      assert.equal(exceptionId, 'trap');
      assert.match(
        String(description),
        /^Trap: Cell out of range in main, .* line 3: a has the cells 0 to 2, not 5\.$/,
      );
      assert.equal(await session.move('continue'), 'terminated');
      assert.match(session.output('stderr'), /^Trap: Cell out of range/);
    });

    it('says which function a line is in that cannot be the next one', async () => {
      const file = source(fibonacci);
      await session.launch({ program: file, mode }, [{ line: 3 }], { path: file });
      const goTo = async (line: number): Promise<unknown> => {
        const wanted = { source: { path: file }, line };
        const { targets } = await session.request('gotoTargets', wanted);
        return session.request('goto', { threadId: 1, targetId: (targets as { id: number }[])[0]?.id });
      };
      await assert.rejects(
        goTo(8),
        /^Error: Line 8 is in main, and fib is running: only a line of fib can be the next one\.$/,
      );
      assert.deepEqual(await places(), ['fib(n=5):3', 'main:10']);
      await goTo(4);
      assert.deepEqual(await places(), ['fib(n=5):4', 'main:10']);
    });

    it('goes on after a trap when what was wrong is mended', async () => {
      const file = source('d = 0;\nreturn 42 / d;\n');
      await session.launch({ program: file, mode });
      await evaluate('d = 2');
      await session.move('continue');
      assert.match(session.output('stdout'), /^Return value is 21$/m);
    });

    it('says that a recursion is too deep, at its op', async () => {
      const file = source('function f(n) { return f(n + 1); }\nreturn f(0);\n');
      await session.launch({ program: file, mode });
      const { stackFrames, totalFrames } = await session.request('stackTrace', {
        threadId: 1,
        startFrame: 0,
        levels: 2,
      });
      assert.equal((stackFrames as unknown[]).length, 2);
      assert.ok(Number(totalFrames) > 10_000);
      const { description } = await session.request('exceptionInfo', { threadId: 1 });
      assert.match(String(description), /^Trap: Call stack too deep in f/);
    });

    it('pauses an endless loop, and takes breakpoints that are set while it runs', async () => {
      const file = source(endless);
      await session.launch({ program: file, mode, stopOnEntry: true }, [], { path: file });
      await session.request('continue', { threadId: 1 });
      await session.move('pause');
      assert.ok([2, 3].includes((await frames())[0]?.line ?? 0));
      await session.request('continue', { threadId: 1 });
      const stopped = session.next('stopped');
      await session.request('setBreakpoints', { source: { path: file }, breakpoints: [{ line: 3 }] });
      await stopped;
      assert.deepEqual(await places(), ['main:3']);
    });

    it('terminates an endless loop', async () => {
      const file = source(endless);
      await session.launch({ program: file, mode, stopOnEntry: true });
      await session.request('continue', { threadId: 1 });
      assert.equal(await session.move('terminate', {}), 'terminated');
    });

    it('switches the engine at any op, both ways, in the middle of a recursion', async () => {
      const file = source(fibonacci);
      const lines = [{ line: 3, hitCondition: '% 7' }];
      await session.launch({ program: file, mode }, lines, { path: file });
      let other = mode === 'jit';
      for (let stops = 0; stops < 5; stops++) {
        await session.request('langvm.setMode', { mode: other ? 'interpreter' : 'jit' });
        other = !other;
        await session.move('stepIn', { threadId: 1, granularity: 'instruction' });
        await session.move('continue');
      }
      await session.request('setBreakpoints', { source: { path: file }, breakpoints: [] });
      await session.move('continue');
      assert.equal(session.output('stdout'), '5\n8\n13\n21\nReturn value is 21\n');
      assert.doesNotMatch(session.output('important'), /disagree/);
    });

    it('debugs a .bc file whose source is there at its lines, and whose source is gone as a listing', async () => {
      const file = source(fibonacci, 'fib.lang');
      const binary = path.join(folder, 'fib.bc');
      writeFileSync(binary, writeProgram(withSourcePath(compileLang(fibonacci, file), 'fib.lang')));
      await session.launch({ program: binary, mode, stopOnEntry: true, clientShowsListings: true });
      assert.equal((await frames())[0]?.source?.path, file);
      await session.request('langvm.setLevel', { level: 'bytecode' });
      const [before] = await frames();
      assert.ok(before);
      assert.equal(before.source?.path, `langvm-bytecode:${binary}`);
      await session.move('next');
      assert.equal((await frames())[0]?.line, before.line + 1, 'a step is an op now');
      await session.stop();

      rmSync(file);
      session = await Conversation.start(folder);
      await session.launch({ program: binary, mode, stopOnEntry: true, clientShowsListings: true });
      assert.equal((await frames())[0]?.source?.path, `langvm-bytecode:${binary}`);
    });
  });
}
