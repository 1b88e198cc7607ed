import {
  combineRax,
  combineRaxConstant,
  constantOf,
  fitsImmediate32,
  get,
  getImmediate,
  getLeft,
  multiplyRax,
  registerAt,
  set,
} from './operands';
import type { Template } from './template';
import * as x86 from './x86';
import { Register, type Shift } from './x86';
import * as memory from './x86Memory';
import { Arithmetic } from './x86Memory';

const { rax, rcx, rbx } = Register;

/** `mov a,%rax; add b,%rax; mov %rax,r` */
export function arithmetic(opcode: Arithmetic): Template {
  const isCommutative = opcode !== Arithmetic.subtract;
  return (at, a, b, r) => {
    const isExchanged = isCommutative && b === at.taken;
    combineRax(at, opcode, isExchanged ? getLeft(at, b, a) : getLeft(at, a, b));
    set(at, r, rax);
  };
}

/** `mov a,%rax; add $constant,%rax; mov %rax,r` */
export function arithmeticConstant(opcode: Arithmetic): Template {
  return (at, a, b, r) => {
    get(at, rax, a);
    combineRaxConstant(at, opcode, b);
    set(at, r, rax);
  };
}

/** `mov a,%rax; imul b,%rax; mov %rax,r` */
export const multiply: Template = (at, a, b, r) => {
  multiplyRax(at, b === at.taken ? getLeft(at, b, a) : getLeft(at, a, b));
  set(at, r, rax);
};

/** `imul $constant,a,%rax; mov %rax,r` */
export const multiplyConstant: Template = (at, a, b, r) => {
  const { code } = at;
  const value = constantOf(at, b);
  if (!fitsImmediate32(value)) {
    get(at, rax, a);
    getImmediate(at, rcx, value);
    x86.multiplyRegisters(code, rax, rcx);
  } else if (a === at.taken) x86.multiplyImmediate(code, rax, Number(value));
  else memory.multiplyImmediate(code, rax, rbx, registerAt(a), Number(value));
  set(at, r, rax);
};

/** `mov b,%rcx; mov a,%rax; shl %cl,%rax; mov %rax,r` */
export function shift(direction: Shift): Template {
  return (at, a, b, r) => {
    get(at, rcx, b);
    get(at, rax, a);
    x86.shiftByCl(at.code, direction, rax);
    set(at, r, rax);
  };
}

/** `mov a,%rax; shl $count,%rax; mov %rax,r` */
export function shiftConstant(direction: Shift): Template {
  return (at, a, b, r) => {
    get(at, rax, a);
    x86.shiftByImmediate(at.code, direction, rax, Number(constantOf(at, b) & 63n));
    set(at, r, rax);
  };
}
