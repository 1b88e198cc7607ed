import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { useMachineCode } from './support/machineCode';

describe('Registers of the processor', () => {
  const { session, indexOf, addressOf, setBreakpoints, stopAfter, evaluate, assertEnds } = useMachineCode();

  /** Stops before the division of 60 by 1. */
  beforeEach(async () => {
    await setBreakpoints({ at: addressOf(indexOf(/^idiv/, 2)) });
    await stopAfter('continue');
    await setBreakpoints();
  });

  async function set(name: string, value: string): Promise<string> {
    const { scopes } = (await session().request('scopes', { frameId: 1 })) as {
      scopes: DebugProtocol.Scope[];
    };
    const variablesReference = scopes.find((scope) => scope.name === 'CPU')?.variablesReference;
    return String((await session().request('setVariable', { variablesReference, name, value })).value);
  }

  it('are part of expressions', async () => {
    for (const [expression, value] of [
      ['$rax', '0x3c'],
      ['$rax + 1', '61'],
      ['$rax == 60 && b == 1', '1'],
      ['$rax + $RCX,x', '0x3d'],
      ['$rcx = $rax * 2', '0x78'],
      ['a = $rcx', '120'],
      ['a', '120'],
    ] as const)
      assert.equal(await evaluate(expression), value, expression);
    const args = { expression: '$rcx', value: '$rax + 0', frameId: 1 };
    assert.deepEqual(await session().request('setExpression', args), { value: '0x3c' });
    assert.equal(await evaluate('$rcx'), '0x3c');
    await assert.rejects(evaluate('$abc + 1'), /There is no register '\$abc'/);
  });

  it('take what fits, and refuse what does not', async () => {
    assert.equal(await set('rcx', '18446744073709551615'), '0xffffffffffffffff');
    assert.equal(await set('rcx', '-2'), '0xfffffffffffffffe');
    assert.equal(await set('rcx', '0xfffffffffffffffd'), '0xfffffffffffffffd');
    for (const tooLarge of ['18446744073709551616', '99999999999999999999', '0x10000000000000000'])
      await assert.rejects(set('rcx', tooLarge), /does not fit/);
    assert.equal(await evaluate('$rcx'), '0xfffffffffffffffd');
    await assert.rejects(set('rip', '0'), /'rip' cannot be changed: .* Jump to Cursor .* opIndex\.$/);
    await assert.rejects(evaluate('$rip = 0'), /'rip' cannot be changed: .* Jump to Cursor/);
    await set('rcx', '1');
    await assertEnds();
  });

  it('take flags as they are shown, and show what the processor made of them', async () => {
    assert.equal(await set('eflags', '0x246 [ PF ZF ]'), '0x246 [ PF ZF ]');
    // What is named counts, where only that was changed.
    assert.equal(await set('eflags', '0x246 [ CF ]'), '0x203 [ CF ]');
    assert.equal(await set('eflags', '[ sf, OF ]'), '0xa82 [ SF OF ]');
    assert.equal(await set('eflags', '0x202 [ SF OF ]'), '0x202 [ ]');
    assert.equal(await evaluate('$eflags = [ ZF ]'), '0x242 [ ZF ]');
    await assert.rejects(set('eflags', '[ XF ]'), /There is no flag 'XF'\. There are CF, /);
    // Only some bits are the program's.
    const shown = await set('eflags', '-1');
    assert.match(shown, /^0x[0-9a-f]{5} \[ CF PF AF ZF SF TF DF OF \]$/);
    assert.equal(await evaluate('$eflags'), shown);
    assert.equal(await set('eflags', '0x246'), '0x246 [ PF ZF ]');
    await assertEnds();
  });

  async function moveOnce(command = 'continue', granularity?: string): Promise<string> {
    const stops: unknown[] = [];
    const note = ({ body }: DebugProtocol.StoppedEvent): void => void stops.push(body.text);
    session().client.on('stopped', note);
    await session().move(command, { threadId: 1, granularity });
    session().client.off('stopped', note);
    assert.equal(stops.length, 1);
    return String(stops[0]);
  }

  it('that lead an instruction astray stop the program there, and can be mended', async () => {
    await setBreakpoints({ at: addressOf(indexOf(/\(%r14\)/, 11)) });
    await stopAfter('continue');
    await setBreakpoints();
    const { r14, rip } = { r14: await evaluate('$r14'), rip: await evaluate('$rip') };
    await set('r14', '0');
    const refused =
      /^The processor refused this instruction: it touches memory that is not its own \(SIGSEGV\)\./;
    // Whatever moves it, as often as one tries.
    assert.match(await moveOnce(), refused);
    assert.match(await moveOnce('stepIn', 'instruction'), refused);
    assert.equal(await evaluate('$rip'), rip);
    assert.equal(await evaluate('$r14'), '0x0');
    await set('r14', r14);
    await assertEnds();
  });

  it('that lead a called function astray stop the program before the call', async () => {
    await setBreakpoints({ at: addressOf(indexOf(/^call/, 13)) });
    await stopAfter('continue');
    await setBreakpoints();
    await set('r14', '16');
    assert.match(
      await moveOnce('next', 'instruction'),
      /refused an instruction of the function that was called/,
    );
    await assertEnds();
  });

  it('that lead to no frame say so to a step out of the function, which can be made once they are mended', async () => {
    await setBreakpoints({ at: addressOf(indexOf(/idiv/, 2)) });
    await stopAfter('continue');
    await setBreakpoints();
    const rbp = await evaluate('$rbp');
    await set('rbp', '5');
    assert.match(await moveOnce('stepOut', 'instruction'), /^rbp or rsp does not point to the frame/);
    assert.equal(await evaluate('$rbp'), '0x5');
    await set('rbp', rbp);
    assert.match(await stopAfter('stepOut', { threadId: 1, granularity: 'instruction' }), /^step /);
    await assertEnds();
  });

  it('are given up where the registers of the machine are not found any more', async () => {
    await set('rbx', '5');
    assert.match(
      await moveOnce(),
      /^rbx does not point to registers of the machine any more\. The op begins/,
    );
    assert.equal(await evaluate('b'), '1');
    await assertEnds();
  });
});
