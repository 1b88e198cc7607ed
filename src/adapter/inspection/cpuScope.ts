import { hexNumber } from '../../engine/jit/hex';
import { partAt } from '../../engine/jit/parts';
import type { MachineCode } from '../../engine/jit/machineCode';
import type { RegisterName } from '../../engine/native/tracing/registers';
import { adapterErrors } from '../errors';
import type { StandingThread } from '../execution/nativeThread';
import { registerValueText, setRegister, shownRegisters } from './cpuRegisters';
import { placeText } from './placeText';
import type { FrameNames } from './names';
import type { ScopeContext } from './scopes';
import type { VariableNode } from './variables';

/** What the machine code uses a register for. */
const uses: Partial<Record<RegisterName, string>> = {
  rax: 'Values on their way, also to the next op, what a function returns, and where the next one has its window.',
  rbx: 'Address of register 0 of the function that runs.',
  rbp: 'Frame of the native stack.',
  rsp: 'Top of the native stack.',
  r14: 'Address of the control block.',
  r15: 'Address of the first cell.',
};

/** The registers of the processor and the top of the native stack, of a thread that stands in the machine code. */
export function cpuVariables(context: ScopeContext, names: FrameNames): VariableNode[] {
  const { thread } = context.execution;
  if (!thread) return [];
  const { code } = context.debuggee;
  const node = (name: RegisterName, type: string): VariableNode => ({
    name,
    value: registerValueText(code, thread, name),
    type,
    evaluateName: `$${name}`,
  });
  const set = (name: RegisterName) => (text: string) => setRegister(context, names, name, text);
  return [
    {
      ...node('rip', 'The next instruction. It moves with the program: set the next op to go elsewhere.'),
      memoryReference: hexNumber(thread.stepper.registers.get('rip')),
      refusal: adapterErrors.ripReadOnly,
    },
    ...shownRegisters.map((name) => ({ ...node(name, uses[name] ?? 'General register.'), set: set(name) })),
    {
      ...node(
        'eflags',
        'The flags that the last instructions left; those that are set have their names here.',
      ),
      set: set('eflags'),
    },
    {
      name: 'stack',
      value: `${registerValueText(code, thread, 'rsp')} (top)`,
      type: 'The first words of the native stack, the last one pushed first.',
      children: { named: () => stackWords(code, thread) },
    },
  ];
}

/** What the words on top of the native stack are: the frames of the program, and below them the host's. */
function stackWords(code: MachineCode, thread: StandingThread): VariableNode[] {
  const { stepper } = thread;
  const rsp = stepper.registers.get('rsp');
  const rbp = stepper.registers.get('rbp');
  return Array.from(stepper.stack, (word, index): VariableNode => {
    const address = rsp + BigInt(index * 8);
    return {
      name: index === 0 ? '(rsp)' : `+0x${(index * 8).toString(16)}`,
      value: hexNumber(word),
      type: meaningOf(code, thread, word, address - rbp),
    };
  }).map((node) => ({ ...node, value: node.type ? `${node.value}  ${node.type}` : node.value }));
}

/** @param fromFrame where the word lies, in bytes from what rbp points to */
function meaningOf(code: MachineCode, thread: StandingThread, word: bigint, fromFrame: bigint): string {
  const offset = Number(word - thread.stepper.base);
  if (partAt(code, offset)) return `return to ${placeText(code, thread, word)}`;
  if (fromFrame === 0n) return 'rbp of the caller';
  if (fromFrame === -8n) return 'rbx of the caller, its window';
  return '';
}
