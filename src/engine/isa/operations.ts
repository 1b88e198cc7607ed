/**
 * The one table of operations. Everything else about an operation hangs off a row here: the reader and the verifier
 * take its opcode and operands, the listing its mnemonic, the hover and the reference documentation its summary. Its
 * semantics (interpreter) and its template (JIT) are tables keyed by the names below, so the type checker points at
 * them when a row is added.
 */

/** The versions of the bytecode format that exist. */
export type FormatVersion = 1;

/** What an operand means, and so how it is written in a listing and where its bits are kept. */
export type OperandKind =
  /** A signed 64-bit integer in the operation itself (version 1 only). */
  'immediate';

export interface Operand {
  /** The name that the reference gives it. */
  readonly name: string;
  readonly kind: OperandKind;
}

export interface Operation {
  /** The number in the file. */
  readonly opcode: number;
  /** The name in the listing, upper case. */
  readonly mnemonic: string;
  readonly versions: readonly FormatVersion[];
  readonly operands: readonly Operand[];
  /** One line on what it does, for hover, completion and documentation. */
  readonly summary: string;
}

/** Opcode 0 is no operation but the mark of an error, in every version. */
export const invalidOpcode = 0;

export const operations = {
  RETURN_IMMEDIATE: {
    opcode: 1,
    mnemonic: 'RETURN',
    versions: [1],
    operands: [{ name: 'param', kind: 'immediate' }],
    summary: 'The result becomes param. In version 1 the program goes on: the last RETURN wins.',
  },
} as const satisfies Record<string, Operation>;

/** The key of a row: unique over all versions, where a mnemonic or an opcode alone is not. */
export type OperationName = keyof typeof operations;
