import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Conversation } from './support/conversation';

/** Its ops: LOAD_CONST, LOAD_CONST, CALL, ADD_CONST, RETURN; ADD, MUL_CONST, SUB_CONST, RETURN. */
const source = `function scale(x, y) {
  return (x + y) * 3 - 1;
}
return scale(1, 2) + 100;
`;

describe('Values that machine code keeps in rax from one op to the next', () => {
  let session: Conversation;

  beforeEach(async () => {
    session = await Conversation.start();
    const program = path.join(session.folder, 'scale.lang');
    writeFileSync(program, source);
    await session.launch({ program, mode: 'jit', stopOnEntry: true });
    await session.request('langvm.setLevel', { level: 'bytecode' });
  });

  afterEach(async () => {
    assert.doesNotMatch(session.output(), /disagree|unexpectedly/);
    await session.stop();
  });

  const instruction = { threadId: 1, granularity: 'instruction' };

  async function line(): Promise<string> {
    const { stackFrames } = await session.request('stackTrace', { threadId: 1 });
    const [frame] = stackFrames as DebugProtocol.StackFrame[];
    const { instructions } = await session.request('disassemble', {
      memoryReference: frame?.instructionPointerReference,
      instructionCount: 1,
    });
    const [first] = instructions as DebugProtocol.DisassembledInstruction[];
    return first?.instruction ?? '';
  }

  const register = async (name: string): Promise<string | undefined> =>
    (await session.variablesOf('Registers')).get(name)?.value;

  async function setRegister(name: string, value: string): Promise<void> {
    const { scopes } = (await session.request('scopes', { frameId: 1 })) as { scopes: DebugProtocol.Scope[] };
    const variablesReference = scopes.find((scope) => scope.name === 'Registers')?.variablesReference;
    await session.request('variables', { variablesReference });
    await session.request('setVariable', { variablesReference, name, value });
  }

  async function stepTo(wanted: RegExp, args: object = { threadId: 1 }): Promise<void> {
    for (let count = 0; !wanted.test(await line()); count++) {
      assert.ok(count < 60, `nothing like ${wanted.source} came`);
      assert.equal(await session.move('stepIn', args), 'stopped');
    }
  }

  it('are in their registers when a step by op stops there, and can be changed', async () => {
    await stepTo(/^imul/);
    assert.equal(await register('r2'), '3');
    await setRegister('r2', '10');
    await session.move('stepIn');
    assert.equal(await register('r2'), '30');
    await setRegister('r2', '7');
    assert.equal(await session.move('continue'), 'terminated');
    assert.match(session.output(), /\b106\b/);
  });

  it('are there for the other engine', async () => {
    await stepTo(/^imul/);
    await session.request('langvm.setMode', { mode: 'interpreter' });
    assert.equal(await register('r2'), '3');
    await session.move('stepIn');
    await session.request('langvm.setMode', { mode: 'jit' });
    await session.move('stepIn');
    assert.equal(await register('r2'), '8');
    assert.equal(await session.move('continue'), 'terminated');
    assert.match(session.output(), /\b108\b/);
  });

  it('are in rax for a step by instruction, also when somebody changes the register', async () => {
    await stepTo(/^imul/, instruction);
    assert.equal(await register('r2'), '3');
    await setRegister('r2', '10');
    await session.move('stepIn', instruction);
    assert.equal((await session.variablesOf('CPU')).get('rax')?.value, '0x1e');
    assert.equal(await session.move('continue'), 'terminated');
    assert.match(session.output(), /\b129\b/);
  });

  it('are the value of a call when a step comes out of it', async () => {
    await stepTo(/^imul/, instruction);
    assert.equal(await session.move('stepOut', instruction), 'stopped');
    assert.match(await line(), /^mov %rax|^add/);
    await session.move('stepIn', instruction);
    await session.move('stepIn', instruction);
    assert.equal(await session.move('continue'), 'terminated');
    assert.match(session.output(), /\b108\b/);
  });
});
