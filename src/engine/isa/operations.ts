/**
 * The one table of operations. Everything else about an operation hangs off a row here: the reader and the verifier
 * take its opcode and operands, the listing its mnemonic, the hover and the reference documentation its summary. Its
 * semantics (interpreter) and its template (JIT) are tables keyed by the names below, so the type checker points at
 * them when a row is added.
 */

/** The versions of the bytecode format that exist. */
export type FormatVersion = 1 | 2 | 3;

export const formatVersions: readonly FormatVersion[] = [1, 2, 3];

/** What an operand means, and so how it is written in a listing, verified, and where its bits are kept. */
export type OperandKind =
  /** A signed 64-bit integer in the operation itself (version 1 only); takes the words a (low half) and b (high half). */
  | 'immediate'
  /** A register of the running function's window that the op reads. */
  | 'source'
  /** A register of the running function's window that the op writes. */
  | 'destination'
  /** Index in the table of constants. */
  | 'constant'
  /** Index of the op to go on with, counted over the whole program; it lies in the same function. */
  | 'target'
  /** Index in the table of functions. */
  | 'function'
  /** The first of as many registers as the called function has parameters; the op reads them all. */
  | 'arguments'
  /** Index in the table of arrays. */
  | 'array';

/** The word of the op's record that holds an operand: `| opcode | a | b | r |`. */
export type OperandSlot = 'a' | 'b' | 'r';

export interface Operand {
  /** What it is called in messages and documentation. */
  readonly name: string;
  readonly kind: OperandKind;
  readonly slot: OperandSlot;
}

export interface Operation {
  /** The number in the file. */
  readonly opcode: number;
  /** The name in the listing, upper case. */
  readonly mnemonic: string;
  readonly versions: readonly FormatVersion[];
  /** In the order in which a listing writes them: what is written comes first. */
  readonly operands: readonly Operand[];
  /** One line on what it does, for hover, completion and documentation. */
  readonly summary: string;
  /** The same as a formula over the operands' names, for the reference documentation. */
  readonly meaning: string;
}

/** Opcode 0 is no operation but the mark of an error, in every version. */
export const invalidOpcode = 0;

const a = (kind: OperandKind, name: string): Operand => ({ name, kind, slot: 'a' });
const b = (kind: OperandKind, name: string): Operand => ({ name, kind, slot: 'b' });
const r = (kind: OperandKind, name: string): Operand => ({ name, kind, slot: 'r' });

/** `MNEMONIC destination, left, right` */
const binaryOperands = [r('destination', 'r'), a('source', 'a'), b('source', 'b')] as const;

/** A row whose op combines two registers into a third. */
const binary = (
  opcode: number,
  mnemonic: string,
  versions: readonly FormatVersion[],
  operator: string,
  summary: string,
) => ({ opcode, mnemonic, versions, operands: binaryOperands, summary, meaning: `r = a ${operator} b` });

/** `MNEMONIC_CONST destination, left, constant` */
const constantOperands = [r('destination', 'r'), a('source', 'a'), b('constant', 'b')] as const;

/** The same op with a constant on the right: what a program would otherwise load into a register first. */
const withConstant = (opcode: number, mnemonic: string, operator: string) => ({
  opcode,
  mnemonic: `${mnemonic}_CONST`,
  versions: [3] as const,
  operands: constantOperands,
  summary: `As ${mnemonic}, with constant b in the place of a register.`,
  meaning: `r = a ${operator} constants[b]`,
});

/** `MNEMONIC left, right, target` */
const jumpOperands = [a('source', 'a'), b('source', 'b'), r('target', 'r')] as const;

/** A row whose op compares two registers and jumps. `words` says when, after `Goes on with op r if a `. */
const jumpWhen = (opcode: number, comparison: string, operator: string, words: string) => ({
  opcode,
  mnemonic: `JUMP_${comparison}`,
  versions: [3] as const,
  operands: jumpOperands,
  summary: `Goes on with op r if a ${words} b.`,
  meaning: `if (a ${operator} b) goto r`,
});

/** `MNEMONIC_CONST left, constant, target` */
const jumpConstantOperands = [a('source', 'a'), b('constant', 'b'), r('target', 'r')] as const;

/** The same jump with a constant on the right. */
const jumpWhenConstant = (opcode: number, comparison: string, operator: string) => ({
  opcode,
  mnemonic: `JUMP_${comparison}_CONST`,
  versions: [3] as const,
  operands: jumpConstantOperands,
  summary: `As JUMP_${comparison}, with constant b in the place of a register.`,
  meaning: `if (a ${operator} constants[b]) goto r`,
});

export const operations = {
  RETURN_IMMEDIATE: {
    opcode: 1,
    mnemonic: 'RETURN',
    versions: [1],
    operands: [a('immediate', 'param')],
    summary: 'The result becomes param. In version 1 the program goes on: the last RETURN wins.',
    meaning: 'result = param',
  },
  RETURN: {
    opcode: 1,
    mnemonic: 'RETURN',
    versions: [2, 3],
    operands: [r('source', 'r')],
    summary: 'Returns register r to the caller; from the first function it ends the program.',
    meaning: 'return r',
  },
  LOAD_CONST: {
    opcode: 2,
    mnemonic: 'LOAD_CONST',
    versions: [2, 3],
    operands: [r('destination', 'r'), a('constant', 'a')],
    summary: 'Register r becomes constant a; a double is taken as its 64 bits.',
    meaning: 'r = constants[a]',
  },
  LOAD: {
    opcode: 3,
    mnemonic: 'LOAD',
    versions: [2, 3],
    operands: [r('destination', 'r'), a('source', 'a')],
    summary: 'Copies register a to register r.',
    meaning: 'r = a',
  },
  ADD: binary(4, 'ADD', [2, 3], '+', 'Adds a and b; what does not fit into 64 bits wraps around.'),
  SUB: binary(5, 'SUB', [2, 3], '-', 'Subtracts b from a; wraps around.'),
  MUL: binary(6, 'MUL', [2, 3], '*', 'Multiplies a and b; wraps around.'),
  DIV: binary(
    7,
    'DIV',
    [3],
    '/',
    'Divides a by b, rounding towards zero. Division by zero traps; the smallest integer / -1 wraps to itself.',
  ),
  MOD: binary(
    8,
    'MOD',
    [3],
    '%',
    'The remainder of a / b, with the sign of a. Division by zero traps; anything % -1 is 0.',
  ),
  AND: binary(9, 'AND', [3], '&', 'The bits that a and b both have.'),
  OR: binary(10, 'OR', [3], '|', 'The bits that a or b has.'),
  XOR: binary(11, 'XOR', [3], '^', 'The bits in which a and b differ.'),
  SHL: binary(12, 'SHL', [3], '<<', 'Shifts a left by the lower six bits of b.'),
  SHR: binary(
    13,
    'SHR',
    [3],
    '>>',
    'Shifts a right by the lower six bits of b, copies of the sign moving in.',
  ),
  EQUAL: binary(14, 'EQUAL', [3], '==', '1 if a equals b, else 0.'),
  NOT_EQUAL: binary(15, 'NOT_EQUAL', [3], '!=', '1 if a differs from b, else 0.'),
  LESS: binary(16, 'LESS', [3], '<', '1 if a is less than b, else 0; signed.'),
  LESS_EQUAL: binary(17, 'LESS_EQUAL', [3], '<=', '1 if a is at most b, else 0; signed.'),
  GREATER: binary(18, 'GREATER', [3], '>', '1 if a is greater than b, else 0; signed.'),
  GREATER_EQUAL: binary(19, 'GREATER_EQUAL', [3], '>=', '1 if a is at least b, else 0; signed.'),
  JUMP: {
    opcode: 20,
    mnemonic: 'JUMP',
    versions: [3],
    operands: [a('target', 'a')],
    summary: 'Goes on with op a, which lies in the same function.',
    meaning: 'goto a',
  },
  JUMP_IF: {
    opcode: 21,
    mnemonic: 'JUMP_IF',
    versions: [3],
    operands: [a('source', 'a'), b('target', 'b')],
    summary: 'Goes on with op b if register a is not 0.',
    meaning: 'if (a != 0) goto b',
  },
  JUMP_UNLESS: {
    opcode: 22,
    mnemonic: 'JUMP_UNLESS',
    versions: [3],
    operands: [a('source', 'a'), b('target', 'b')],
    summary: 'Goes on with op b if register a is 0.',
    meaning: 'if (a == 0) goto b',
  },
  CALL: {
    opcode: 23,
    mnemonic: 'CALL',
    versions: [3],
    operands: [r('destination', 'r'), a('function', 'a'), b('arguments', 'b')],
    summary:
      'Calls function a with as many registers, from b on, as it has parameters; r becomes what it returns. ' +
      'A stack without room for it traps.',
    meaning: 'r = a(b, b + 1, …)',
  },
  PRINT: {
    opcode: 24,
    mnemonic: 'PRINT',
    versions: [3],
    operands: [a('source', 'a')],
    summary: 'Writes register a to the output, decimal, on a line of its own.',
    meaning: 'print(a)',
  },
  LOAD_CELL: {
    opcode: 25,
    mnemonic: 'LOAD_CELL',
    versions: [3],
    operands: [r('destination', 'r'), b('array', 'b'), a('source', 'a')],
    summary: 'Register r becomes cell a of array b. An index outside of the array traps.',
    meaning: 'r = b[a]',
  },
  STORE_CELL: {
    opcode: 26,
    mnemonic: 'STORE_CELL',
    versions: [3],
    operands: [b('array', 'b'), a('source', 'a'), r('source', 'r')],
    summary: 'Cell a of array b becomes register r. An index outside of the array traps.',
    meaning: 'b[a] = r',
  },
  ADD_CONST: withConstant(27, 'ADD', '+'),
  SUB_CONST: withConstant(28, 'SUB', '-'),
  MUL_CONST: withConstant(29, 'MUL', '*'),
  DIV_CONST: withConstant(30, 'DIV', '/'),
  MOD_CONST: withConstant(31, 'MOD', '%'),
  AND_CONST: withConstant(32, 'AND', '&'),
  OR_CONST: withConstant(33, 'OR', '|'),
  XOR_CONST: withConstant(34, 'XOR', '^'),
  SHL_CONST: withConstant(35, 'SHL', '<<'),
  SHR_CONST: withConstant(36, 'SHR', '>>'),
  EQUAL_CONST: withConstant(37, 'EQUAL', '=='),
  NOT_EQUAL_CONST: withConstant(38, 'NOT_EQUAL', '!='),
  LESS_CONST: withConstant(39, 'LESS', '<'),
  LESS_EQUAL_CONST: withConstant(40, 'LESS_EQUAL', '<='),
  GREATER_CONST: withConstant(41, 'GREATER', '>'),
  GREATER_EQUAL_CONST: withConstant(42, 'GREATER_EQUAL', '>='),
  JUMP_EQUAL: jumpWhen(43, 'EQUAL', '==', 'equals'),
  JUMP_NOT_EQUAL: jumpWhen(44, 'NOT_EQUAL', '!=', 'differs from'),
  JUMP_LESS: jumpWhen(45, 'LESS', '<', 'is less than'),
  JUMP_LESS_EQUAL: jumpWhen(46, 'LESS_EQUAL', '<=', 'is at most'),
  JUMP_GREATER: jumpWhen(47, 'GREATER', '>', 'is greater than'),
  JUMP_GREATER_EQUAL: jumpWhen(48, 'GREATER_EQUAL', '>=', 'is at least'),
  JUMP_EQUAL_CONST: jumpWhenConstant(49, 'EQUAL', '=='),
  JUMP_NOT_EQUAL_CONST: jumpWhenConstant(50, 'NOT_EQUAL', '!='),
  JUMP_LESS_CONST: jumpWhenConstant(51, 'LESS', '<'),
  JUMP_LESS_EQUAL_CONST: jumpWhenConstant(52, 'LESS_EQUAL', '<='),
  JUMP_GREATER_CONST: jumpWhenConstant(53, 'GREATER', '>'),
  JUMP_GREATER_EQUAL_CONST: jumpWhenConstant(54, 'GREATER_EQUAL', '>='),
} as const satisfies Record<string, Operation>;

/** The key of a row: unique over all versions, where a mnemonic or an opcode alone is not. */
export type OperationName = keyof typeof operations;
