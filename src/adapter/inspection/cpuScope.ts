import { hexNumber } from '../../engine/jit/hex';
import { labelOf, nameOfPart, partAt } from '../../engine/jit/parts';
import type { MachineCode } from '../../engine/jit/machineCode';
import { flagsText, registerNames, type RegisterName } from '../../engine/native/tracing/registers';
import { adapterErrors } from '../errors';
import type { StandingThread } from '../execution/nativeThread';
import type { FrameNames } from './names';
import type { ScopeContext } from './scopes';
import type { VariableNode } from './variables';

/** In the order that people know; what an instruction of ours never touches is left out. */
const shown: readonly RegisterName[] = [
  'rax',
  'rbx',
  'rcx',
  'rdx',
  'rsi',
  'rdi',
  'rbp',
  'rsp',
  'r8',
  'r9',
  'r10',
  'r11',
  'r12',
  'r13',
  'r14',
  'r15',
];

/** What the machine code uses a register for. */
const uses: Partial<Record<RegisterName, string>> = {
  rax: 'Values on their way, what a function returns, and where the next function has its window.',
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
  const { registers } = thread.stepper;
  const rip = registers.get('rip');
  const text = (name: RegisterName): string => hexNumber(registers.get(name));
  return [
    {
      name: 'rip',
      value: `${hexNumber(rip)} ${placeText(context.debuggee.code, thread, rip)}`,
      type: 'The next instruction. It moves with the program: set the next op to go elsewhere.',
      evaluateName: '$rip',
      memoryReference: hexNumber(rip),
    },
    ...shown.map((name): VariableNode => ({
      name,
      value: text(name),
      type: uses[name] ?? 'General register.',
      evaluateName: `$${name}`,
      ...setter(context, names, name, () => text(name)),
    })),
    {
      name: 'eflags',
      value: flagsOf(thread),
      type: 'The flags that the last instructions left; those that are set have their names here.',
      evaluateName: '$eflags',
      ...setter(context, names, 'eflags', () => flagsOf(thread)),
    },
    {
      name: 'stack',
      value: `${text('rsp')} (top)`,
      type: 'The first words of the native stack, the last one pushed first.',
      children: { named: () => stackWords(context.debuggee.code, thread) },
    },
  ];
}

/**
 * What `$rax` or `$rax = 5` means.
 * @returns undefined where the text is about no register
 * @throws AdapterError where there is none of this name, or no thread that has any
 */
export function evaluateCpu(context: ScopeContext, names: FrameNames, text: string): string | undefined {
  const found = /^\s*\$(\w+)\s*(?:=(?!=)\s*(.+))?$/s.exec(text);
  if (!found) return undefined;
  const [, written = '', assigned] = found;
  const { thread } = context.execution;
  if (!thread) throw adapterErrors.noCpu();
  const name = registerNames.find((candidate) => candidate === written.toLowerCase());
  if (!name) throw adapterErrors.noSuchRegister(written);
  if (assigned !== undefined) {
    if (!shown.includes(name) && name !== 'eflags') throw adapterErrors.readOnly(`$${name}`);
    context.execution.setCpuRegister(name, context.evaluator.value(assigned, names));
  }
  const { registers } = thread.stepper;
  if (name === 'eflags') return flagsOf(thread);
  const value = registers.get(name);
  if (name !== 'rip') return hexNumber(value);
  return `${hexNumber(value)} ${placeText(context.debuggee.code, thread, value)}`;
}

function setter(
  { execution, evaluator }: ScopeContext,
  names: FrameNames,
  name: RegisterName,
  shownNow: () => string,
): Pick<VariableNode, 'set'> {
  return {
    set: (text) => {
      execution.setCpuRegister(name, evaluator.value(text, names));
      return shownNow();
    },
  };
}

const flagsOf = ({ stepper }: StandingThread): string => {
  const eflags = stepper.registers.get('eflags');
  return `${hexNumber(eflags)} ${flagsText(eflags)}`;
};

/** `<fib+0x12, op 3>`: where an address of the code lies. */
function placeText(code: MachineCode, { stepper }: StandingThread, address: bigint): string {
  const offset = Number(address - stepper.base);
  const part = partAt(code, offset);
  if (!part) return '<outside of the machine code>';
  const running =
    part.functionIndex === undefined ? functionAround(code, offset) : code.functions[part.functionIndex];
  const name = running ? `${running.name}+${hexNumber(offset - running.range.start)}` : undefined;
  const within = part.kind === 'prologue' ? 'prologue' : nameOfPart(part);
  return name === undefined ? `<${labelOf(code, offset) ?? within}>` : `<${name}, ${within}>`;
}

const functionAround = ({ functions }: MachineCode, offset: number) =>
  functions.find(({ range }) => offset >= range.start && offset < range.end);

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
