import type { OperandSlot } from '../isa/operations';

/** The words of an op's record that hold operands, in order. */
export const slots: readonly OperandSlot[] = ['a', 'b', 'r'];

/** Index of an operand's word in the record of its op: `| opcode | a | b | r |`. */
export const slotIndexes: Readonly<Record<OperandSlot, number>> = { a: 1, b: 2, r: 3 };
