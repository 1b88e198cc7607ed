import type { OperationName } from '../isa/operations';
import type { BinaryOperator } from './operators';
import type { ComparingJump } from './programCode';

/** The operators that always need both of their sides. */
export type ComputingOperator = Exclude<BinaryOperator, '&&' | '||'>;
export type Comparison = Extract<ComputingOperator, '==' | '!=' | '<' | '<=' | '>' | '>='>;

/** The op of each operator that always needs both of its sides. */
export const operationOf: Readonly<Record<ComputingOperator, OperationName>> = {
  '|': 'OR',
  '^': 'XOR',
  '&': 'AND',
  '==': 'EQUAL',
  '!=': 'NOT_EQUAL',
  '<': 'LESS',
  '<=': 'LESS_EQUAL',
  '>': 'GREATER',
  '>=': 'GREATER_EQUAL',
  '<<': 'SHL',
  '>>': 'SHR',
  '+': 'ADD',
  '-': 'SUB',
  '*': 'MUL',
  '/': 'DIV',
  '%': 'MOD',
};

/** The op of each operator whose right side is a constant. */
export const constantOperationOf: Readonly<Record<ComputingOperator, OperationName>> = {
  '|': 'OR_CONST',
  '^': 'XOR_CONST',
  '&': 'AND_CONST',
  '==': 'EQUAL_CONST',
  '!=': 'NOT_EQUAL_CONST',
  '<': 'LESS_CONST',
  '<=': 'LESS_EQUAL_CONST',
  '>': 'GREATER_CONST',
  '>=': 'GREATER_EQUAL_CONST',
  '<<': 'SHL_CONST',
  '>>': 'SHR_CONST',
  '+': 'ADD_CONST',
  '-': 'SUB_CONST',
  '*': 'MUL_CONST',
  '/': 'DIV_CONST',
  '%': 'MOD_CONST',
};

/** The jump of each comparison that is a condition. */
export const jumpOf: Readonly<Record<Comparison, ComparingJump>> = {
  '==': 'JUMP_EQUAL',
  '!=': 'JUMP_NOT_EQUAL',
  '<': 'JUMP_LESS',
  '<=': 'JUMP_LESS_EQUAL',
  '>': 'JUMP_GREATER',
  '>=': 'JUMP_GREATER_EQUAL',
};

/** The same with a constant on the right. */
export const constantJumpOf: Readonly<Record<Comparison, ComparingJump>> = {
  '==': 'JUMP_EQUAL_CONST',
  '!=': 'JUMP_NOT_EQUAL_CONST',
  '<': 'JUMP_LESS_CONST',
  '<=': 'JUMP_LESS_EQUAL_CONST',
  '>': 'JUMP_GREATER_CONST',
  '>=': 'JUMP_GREATER_EQUAL_CONST',
};

/** The operator that says the same with its sides exchanged, where there is one. */
export const exchanged: Partial<Readonly<Record<ComputingOperator, ComputingOperator>>> &
  Readonly<Record<Comparison, Comparison>> = {
  '|': '|',
  '^': '^',
  '&': '&',
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '+': '+',
  '*': '*',
};

/** The comparison that holds whenever the other does not. */
export const opposite: Readonly<Record<Comparison, Comparison>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

export const isComparison = (operator: BinaryOperator): operator is Comparison => operator in opposite;
