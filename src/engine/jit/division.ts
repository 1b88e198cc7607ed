import type { Emission } from './emission';
import { constantOf, fitsImmediate32, get, getImmediate, set } from './operands';
import { divisionMagic, powerOfTwo } from './divisionMagic';
import * as x86 from './x86';
import { Register, Shift } from './x86';
import { Condition, jumpShort, jumpShortIf, land8 } from './x86Control';
import { Arithmetic } from './x86Memory';
import type { Template } from './template';

/**
 * Divisions, which round towards zero. By a constant they are multiplications and shifts, since `idiv` takes many
 * times as long.
 */
const { rax, rcx, rdx } = Register;

/** What of a division is the op's result. */
type Part = 'quotient' | 'remainder';

/**
 *     mov b,%rcx; test %rcx,%rcx; je trap
 *     mov a,%rax; cmp $-1,%rcx; je minusOne
 *     cqo; idiv %rcx; jmp done
 *     minusOne: neg %rax  (or xor %edx,%edx)
 *     done: mov %rax,r    (or %rdx)
 *
 * The quotient of the smallest integer and -1 does not fit, which the processor takes for a fault: x / -1 is -x.
 */
export function division(part: Part): Template {
  return (at, a, b, r) => {
    const { code } = at;
    get(at, rcx, b);
    x86.testZero(code, rcx);
    at.leaveIf(Condition.equal, 'divisionByZero');
    get(at, rax, a);
    x86.compareImmediate8(code, rcx, -1);
    const minusOne = jumpShortIf(code, Condition.equal);
    x86.extendRax(code);
    x86.divide(code, rcx);
    const done = jumpShort(code);
    land8(code, minusOne);
    if (part === 'quotient') x86.negate(code, rax);
    else x86.clear(code, rdx);
    land8(code, done);
    set(at, r, part === 'quotient' ? rax : rdx);
  };
}

/** Division by a constant: what can be worked out beforehand is. */
export function divisionByConstant(part: Part): Template {
  return (at, a, b, r) => {
    const divisor = constantOf(at, b);
    if (divisor === 0n) {
      at.leave('divisionByZero');
      return;
    }
    const power = powerOfTwo(divisor);
    if (power === undefined) divideByMagic(at, a, divisor, part, r);
    else divideByPower(at, a, { isNegative: divisor < 0n, power }, part, r);
  };
}

/**
 * By 2^k or -2^k. A shift rounds down; what is below 0 gets 2^k - 1 added, and so is rounded up (Hacker's Delight, 10-1).
 *
 *     mov a,%rax; mov %rax,%rcx; sar $(k-1),%rcx; shr $(64-k),%rcx; add %rcx,%rax
 *     sar $k,%rax             and neg %rax for -2^k
 *     and $(2^k-1),%rax; sub %rcx,%rax          for the remainder
 */
function divideByPower(
  at: Emission,
  a: number,
  { isNegative, power }: { readonly isNegative: boolean; readonly power: number },
  part: Part,
  r: number,
): void {
  const { code } = at;
  if (power === 0 && part === 'remainder') {
    x86.clear(code, rax);
    set(at, r, rax);
    return;
  }
  get(at, rax, a);
  if (power > 0) {
    x86.move(code, rcx, rax);
    if (power > 1) x86.shiftByImmediate(code, Shift.arithmeticRight, rcx, power - 1);
    x86.shiftByImmediate(code, Shift.logicalRight, rcx, 64 - power);
    x86.combineRegisters(code, Arithmetic.add, rax, rcx);
  }
  if (part === 'quotient') {
    if (power > 0) x86.shiftByImmediate(code, Shift.arithmeticRight, rax, power);
    if (isNegative) x86.negate(code, rax);
  } else {
    keepLowBits(at, power);
    x86.combineRegisters(code, Arithmetic.subtract, rax, rcx);
  }
  set(at, r, rax);
}

/** rax keeps its lower bits, so many. */
function keepLowBits({ code }: Emission, count: number): void {
  if (count < 32) {
    x86.combineImmediate(code, Arithmetic.and, rax, 2 ** count - 1);
    return;
  }
  x86.shiftByImmediate(code, Shift.left, rax, 64 - count);
  x86.shiftByImmediate(code, Shift.logicalRight, rax, 64 - count);
}

/**
 * By any other constant: the high half of the product with a suitable number, shifted (see {@link divisionMagic}).
 *
 *     mov a,%rcx; movabs $multiplier,%rax; imul %rcx          to rdx:rax
 *     add %rcx,%rdx           where the multiplier is meant 2^64 larger; sub where it is meant smaller
 *     sar $shift,%rdx; mov %rdx,%rax; shr $63,%rax; add %rdx,%rax
 *     imul $divisor,%rax; sub %rax,%rcx                       for the remainder, which is in rcx then
 */
function divideByMagic(at: Emission, a: number, divisor: bigint, part: Part, r: number): void {
  const { code } = at;
  const { multiplier, shift } = divisionMagic(divisor);
  get(at, rcx, a);
  getImmediate(at, rax, multiplier);
  x86.multiplyHigh(code, rcx);
  if (divisor > 0n && multiplier < 0n) x86.combineRegisters(code, Arithmetic.add, rdx, rcx);
  if (divisor < 0n && multiplier > 0n) x86.combineRegisters(code, Arithmetic.subtract, rdx, rcx);
  if (shift > 0) x86.shiftByImmediate(code, Shift.arithmeticRight, rdx, shift);
  x86.move(code, rax, rdx);
  x86.shiftByImmediate(code, Shift.logicalRight, rax, 63);
  x86.combineRegisters(code, Arithmetic.add, rax, rdx);
  if (part === 'quotient') {
    set(at, r, rax);
    return;
  }
  if (fitsImmediate32(divisor)) {
    x86.multiplyImmediate(code, rax, Number(divisor));
  } else {
    getImmediate(at, rdx, divisor);
    x86.multiplyRegisters(code, rax, rdx);
  }
  x86.combineRegisters(code, Arithmetic.subtract, rcx, rax);
  set(at, r, rcx);
}
