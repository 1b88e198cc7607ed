import type { MachineCode } from '../../jit/machineCode';
import { partAt } from '../../jit/parts';
import type { Registers } from './registers';

/** The instructions that a stepper must know, by their first bytes. */
const callByte = 0xe8;
const returnByte = 0xc3;

/** `call rel32` or `ret` at an offset of the code; anything else is of no interest. */
export function instructionAt({ bytes }: MachineCode, offset: number): 'call' | 'return' | 'other' {
  if (bytes[offset] === callByte) return 'call';
  return bytes[offset] === returnByte ? 'return' : 'other';
}

/** Offset of a way in or out, by the name that the code's map gives it. @throws RangeError when there is none */
export function entryOffset({ parts }: MachineCode, name: string): number {
  const found = parts.find((part) => part.kind === 'entry' && part.name === name);
  if (!found) throw new RangeError(`The machine code has no entry '${name}'.`);
  return found.range.start;
}

/**
 * Where on the native stack the return address of the running function lies. Every function begins with
 * `push %rbp; mov %rsp,%rbp`, 1 and 3 bytes, and ends with `leave; ret`,
 * in versions 2 and 3 with `pop %rbx; pop %rbp; ret`.
 * @param offset where the thread stands, in bytes from the start of the code
 * @returns its address; undefined outside of functions
 */
export function returnSlot(code: MachineCode, offset: number, registers: Registers): bigint | undefined {
  const part = partAt(code, offset);
  if (!part || part.kind === 'entry') return undefined;
  const begun = part.kind === 'prologue' ? offset - part.range.start : undefined;
  if (begun === 0 || instructionAt(code, offset) === 'return') return registers.get('rsp');
  return begun === 1 ? registers.get('rsp') + 8n : registers.get('rbp') + 8n;
}
