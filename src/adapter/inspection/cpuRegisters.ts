import { hexNumber } from '../../engine/jit/hex';
import type { MachineCode } from '../../engine/jit/machineCode';
import {
  flagsText,
  namedFlags,
  registerNames,
  type RegisterName,
} from '../../engine/native/tracing/registers';
import { adapterErrors } from '../errors';
import type { StandingThread } from '../execution/nativeThread';
import type { FrameNames } from './names';
import { placeText } from './placeText';
import type { ScopeContext } from './scopes';

/** In the order that people know; what an instruction of ours never touches is left out. */
export const shownRegisters: readonly RegisterName[] = [
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

const largestWord = (1n << 64n) - 1n;

/** A register as it is shown: `0x2a`; rip with its place, eflags with the flags that are set. */
export function registerValueText(code: MachineCode, thread: StandingThread, name: RegisterName): string {
  const value = thread.stepper.registers.get(name);
  if (name === 'eflags') return `${hexNumber(value)} ${flagsText(value)}`;
  return name === 'rip' ? `${hexNumber(value)} ${placeText(code, thread, value)}` : hexNumber(value);
}

/**
 * What `$rax` alone means, as text.
 * @returns undefined where the text is another
 * @throws AdapterError where there is none of this name, or no thread that has any
 */
export function registerText(context: ScopeContext, text: string): string | undefined {
  const [, written] = /^\s*\$(\w+)\s*$/.exec(text) ?? [];
  if (written === undefined) return undefined;
  const thread = standingThread(context);
  return registerValueText(context.debuggee.code, thread, registerNamed(written));
}

/**
 * Does what `$rax = 5` says.
 * @returns the register as text, as the processor has it then; undefined where the text is no such assignment
 * @throws AdapterError or EvaluationError where there is no such register or value, or no thread that has any
 */
export async function assignRegister(
  context: ScopeContext,
  names: FrameNames,
  text: string,
): Promise<string | undefined> {
  const [, written, value = ''] = /^\s*\$(\w+)\s*=(?!=)(.*)$/s.exec(text) ?? [];
  if (written === undefined) return undefined;
  standingThread(context);
  const name = registerNamed(written);
  if (name === 'rip') throw adapterErrors.ripReadOnly();
  if (!shownRegisters.includes(name) && name !== 'eflags') throw adapterErrors.readOnly(`$${name}`);
  return setRegister(context, names, name, value);
}

/**
 * Gives a register what somebody typed: an expression, or a text as it is shown.
 * @returns it as text, as the processor has it then: of eflags it takes some bits only
 * @throws AdapterError or EvaluationError where the text is no value
 */
export async function setRegister(
  context: ScopeContext,
  names: FrameNames,
  name: RegisterName,
  text: string,
): Promise<string> {
  const { execution, evaluator, debuggee } = context;
  const thread = standingThread(context);
  const typed = text.trim();
  // Registers have no sign where they are shown, and expressions have one.
  const unsigned = /^\d+$/.test(typed) && BigInt(typed) <= largestWord ? BigInt(typed) : undefined;
  const flags = name === 'eflags' ? flagsFrom(typed, thread.stepper.registers.get(name)) : undefined;
  execution.setCpuRegister(name, flags ?? unsigned ?? evaluator.value(typed, names));
  await thread.stepper.writeBack();
  return registerValueText(debuggee.code, thread, name);
}

/**
 * What `0x246 [ ZF PF ]` or `[ ZF ]` means. Where only the names were changed, they count.
 * @returns undefined where there are no names behind an integer
 */
function flagsFrom(text: string, now: bigint): bigint | undefined {
  const [, bits, written] = /^(0x[\da-f]+|\d+)?\s*\[([^\]]*)\]$/i.exec(text) ?? [];
  if (written === undefined) return undefined;
  if (bits !== undefined && BigInt(bits) !== now) return BigInt(bits);
  let flags = now;
  for (const bit of namedFlags.values()) flags &= ~bit;
  for (const name of written.split(/[\s,]+/).filter((part) => part !== '')) {
    const bit = namedFlags.get(name.toUpperCase());
    if (bit === undefined) throw adapterErrors.noSuchFlag(name, [...namedFlags.keys()]);
    flags |= bit;
  }
  return flags;
}

/**
 * An expression with the values of registers in the places of their names, signed: `$rax == -1 && n > 2`.
 * @throws AdapterError where there is none of a name, or no thread that has any
 */
export function withRegisterValues(context: Pick<ScopeContext, 'execution'>, text: string): string {
  return replaceRegisters(text, (name) => {
    const { registers } = standingThread(context).stepper;
    return `(${BigInt.asIntN(64, registers.get(name))})`;
  });
}

/**
 * The same with plain names in the places of registers, for an expression that is parsed before there are values.
 * @throws AdapterError where there is no register of a name
 */
export const withRegisterNames = (text: string): string => replaceRegisters(text, (name) => name);

const replaceRegisters = (text: string, valueOf: (name: RegisterName) => string): string =>
  text.replace(/\$(\w+)/g, (_, written: string) => valueOf(registerNamed(written)));

/** @throws AdapterError where no thread stands in the machine code */
function standingThread({ execution }: Pick<ScopeContext, 'execution'>): StandingThread {
  if (!execution.thread) throw adapterErrors.noCpu();
  return execution.thread;
}

/** @throws AdapterError where there is none of this name */
function registerNamed(written: string): RegisterName {
  const name = registerNames.find((candidate) => candidate === written.toLowerCase());
  if (!name) throw adapterErrors.noSuchRegister(written);
  return name;
}
