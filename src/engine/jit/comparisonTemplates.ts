import type { Emission } from './emission';
import { jumpBack } from './frames';
import {
  combineRax,
  combineRaxConstant,
  constantOf,
  fitsImmediate32,
  get,
  getLeft,
  registerAt,
  set,
} from './operands';
import type { Template } from './template';
import * as x86 from './x86';
import { Register } from './x86';
import { Condition, jumpShortIf, land8, oppositeOf, setAlIf } from './x86Control';
import * as memory from './x86Memory';
import { Arithmetic } from './x86Memory';

const { rax, rbx } = Register;

/** `mov a,%rax; cmp b,%rax; sete %al; movzbl %al,%eax; mov %rax,r` */
export function comparison(condition: Condition): Template {
  return (at, a, b, r) => {
    setTruth(at, r, compare(at, a, b, condition));
  };
}

/** `mov a,%rax; cmp $constant,%rax; sete %al; movzbl %al,%eax; mov %rax,r` */
export function comparisonConstant(condition: Condition): Template {
  return (at, a, b, r) => {
    compareConstant(at, a, b);
    setTruth(at, r, condition);
  };
}

/** `mov a,%rax; cmp b,%rax; je target` */
export function jumpWhen(condition: Condition): Template {
  return (at, a, b, target) => {
    branch(at, compare(at, a, b, condition), target);
  };
}

/** `cmpq $constant,a; je target` */
export function jumpWhenConstant(condition: Condition): Template {
  return (at, a, b, target) => {
    compareConstant(at, a, b);
    branch(at, condition, target);
  };
}

/** `cmpq $0,a; jne target`, or with another condition on a and 0. */
export function jumpIfZero(condition: Condition): Template {
  return (at, a, target) => {
    if (a === at.taken) x86.testZero(at.code, rax);
    else memory.compareWithZero(at.code, rbx, registerAt(a));
    branch(at, condition, target);
  };
}

/** What holds of b and a where the condition holds of a and b. */
const exchanged: Partial<Readonly<Record<Condition, Condition>>> = {
  [Condition.less]: Condition.greater,
  [Condition.lessOrEqual]: Condition.greaterOrEqual,
  [Condition.greater]: Condition.less,
  [Condition.greaterOrEqual]: Condition.lessOrEqual,
};

/** Compares two registers, the other way round where b is in rax. @returns the condition that holds then */
function compare(at: Emission, a: number, b: number, condition: Condition): Condition {
  const isExchanged = b === at.taken && a !== b;
  combineRax(at, Arithmetic.compare, isExchanged ? getLeft(at, b, a) : getLeft(at, a, b));
  return (isExchanged && exchanged[condition]) || condition;
}

/** Compares in memory where that takes one instruction. */
function compareConstant(at: Emission, a: number, index: number): void {
  const value = constantOf(at, index);
  if (a !== at.taken && fitsImmediate32(value)) {
    memory.combineImmediate(at.code, Arithmetic.compare, rbx, registerAt(a), Number(value));
    return;
  }
  get(at, rax, a);
  combineRaxConstant(at, Arithmetic.compare, index);
}

function setTruth(at: Emission, r: number, condition: Condition): void {
  setAlIf(at.code, condition);
  x86.extendAl(at.code);
  set(at, r, rax);
}

/** `je target`; backwards `jne next`, {@link jumpBack}, `next:`. */
function branch(at: Emission, condition: Condition, target: number): void {
  if (target > at.opIndex) {
    at.jumpToOpIf(condition, target);
    return;
  }
  const next = jumpShortIf(at.code, oppositeOf(condition));
  jumpBack(at, target);
  land8(at.code, next);
}
