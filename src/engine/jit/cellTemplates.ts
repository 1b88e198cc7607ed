import type { Emission } from './emission';
import { get, set } from './operands';
import type { Template } from './template';
import { combineImmediate, Register } from './x86';
import { Condition } from './x86Control';
import * as memory from './x86Memory';
import { Arithmetic, type CellIndex } from './x86Memory';

const { rax, rcx } = Register;

/** `mov a,%rax; cmp $length,%rax; jae trap; mov cell(%r15,%rax,8),%rax; mov %rax,r` */
export const loadCell: Template = (at, a, b, r) => {
  get(at, rax, a);
  memory.loadCell(at.code, rax, rax, checkIndex(at, rax, b));
  set(at, r, rax);
};

/**
 *     mov a,%rax; cmp $length,%rax; jae trap; mov r,%rcx; mov %rcx,cell(%r15,%rax,8)
 *
 * Where the value is in rax already, the index goes to rcx.
 */
export const storeCell: Template = (at, a, b, r) => {
  const [index, value]: [CellIndex, CellIndex] = r === at.taken && a !== at.taken ? [rcx, rax] : [rax, rcx];
  get(at, index, a);
  const displacement = checkIndex(at, index, b);
  get(at, value, r);
  memory.storeCell(at.code, index, displacement, value);
};

/**
 * Checks the index of a cell. Compared without sign, what is below 0 is too large as well.
 * @returns the displacement of the cell from r15 + 8 * index
 */
function checkIndex(at: Emission, index: CellIndex, arrayIndex: number): number {
  const { length, firstCell } = at.arrayAt(arrayIndex);
  combineImmediate(at.code, Arithmetic.compare, index, length);
  at.leaveIf(Condition.aboveOrEqual, 'cellOutOfRange');
  return 8 * firstCell;
}
