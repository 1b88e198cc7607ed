import type { Emission } from './emission';
import * as x86 from './x86';
import { Register } from './x86';
import * as memory from './x86Memory';
import type { Arithmetic } from './x86Memory';

/**
 * How the template of an op reads and writes registers of the machine: in memory, at rbx; or in rax, where the op before
 * left a value there or the op behind wants one (see handovers.ts).
 */
const { rax, rcx, rbx } = Register;

/** Where a register of the machine lies, from rbx. Unit: bytes. */
export const registerAt = (register: number): number => 8 * register;

/** `mov register(%rbx),%to`, or from rax where the value is there. Only as long as the op has not changed rax. */
export function get(at: Emission, to: Register, register: number): void {
  if (register !== at.taken) memory.load(at.code, to, rbx, registerAt(register));
  else if (to !== rax) x86.move(at.code, to, rax);
}

/** The result of the op, `mov %from,register(%rbx)`; in rax, too, where the op behind takes it over. */
export function set(at: Emission, register: number, from: Register): void {
  const { code, leaves } = at;
  if (leaves?.isStored ?? true) memory.store(code, rbx, registerAt(register), from);
  if (leaves && from !== rax) x86.move(code, rax, from);
}

/** Whether an immediate of 32 bits, extended with its sign, is the value. */
export const fitsImmediate32 = (value: bigint): boolean => value === BigInt.asIntN(32, value);

/** `mov $value,%to`, which writes the lower half and clears the upper one, or `movabs $value,%to` */
export function getImmediate({ code }: Emission, to: Register, value: bigint): void {
  const low = Number(BigInt.asUintN(32, value));
  if (value === BigInt(low)) x86.moveImmediate32(code, to, low);
  else x86.moveImmediate64(code, to, low, Number(BigInt.asUintN(32, value >> 32n)));
}

/** A register becomes a value that is known already. Of the processor's registers only `spare` may change. */
export function setImmediate(at: Emission, register: number, value: bigint, spare: Register): void {
  if (fitsImmediate32(value)) {
    memory.storeImmediate(at.code, rbx, registerAt(register), Number(value));
    return;
  }
  getImmediate(at, spare, value);
  memory.store(at.code, rbx, registerAt(register), spare);
}

/** The right operand of an op whose left one is in rax: in a register of the processor, or undefined in its own place. */
export interface RightOperand {
  readonly register: number;
  readonly inProcessor?: Register;
}

/** Brings a register of the machine to rax, so that it can be combined with another one. May change rcx. */
export function getLeft(at: Emission, left: number, right: number): RightOperand {
  const { taken } = at;
  if (right !== taken) {
    get(at, rax, left);
    return { register: right };
  }
  if (left === taken) return { register: right, inProcessor: rax };
  x86.move(at.code, rcx, rax);
  memory.load(at.code, rax, rbx, registerAt(left));
  return { register: right, inProcessor: rcx };
}

/** `add right,%rax` and its like. */
export function combineRax({ code }: Emission, opcode: Arithmetic, right: RightOperand): void {
  const { register, inProcessor } = right;
  if (inProcessor === undefined) memory.combine(code, opcode, rax, rbx, registerAt(register));
  else x86.combineRegisters(code, opcode, rax, inProcessor);
}

/** `imul right,%rax` */
export function multiplyRax({ code }: Emission, { register, inProcessor }: RightOperand): void {
  if (inProcessor === undefined) memory.multiply(code, rax, rbx, registerAt(register));
  else x86.multiplyRegisters(code, rax, inProcessor);
}

/** The constant of an op. */
export const constantOf = ({ program }: Emission, index: number): bigint =>
  program.constants[index]?.bits ?? 0n;

/** `add $constant,%rax` and its like; a constant that does not fit into the instruction goes to rcx first. */
export function combineRaxConstant(at: Emission, opcode: Arithmetic, index: number): void {
  const value = constantOf(at, index);
  if (fitsImmediate32(value)) {
    x86.combineImmediate(at.code, opcode, rax, Number(value));
    return;
  }
  getImmediate(at, rcx, value);
  x86.combineRegisters(at.code, opcode, rax, rcx);
}
