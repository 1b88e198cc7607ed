/** What can be wrong with a file of bytecode. Each has its messages, in `messages.ts` and `flaws.ts`. */
export type BytecodeProblem =
  | 'cannotOpen'
  | 'emptyFile'
  | 'badCookie'
  | 'bigEndian'
  | 'llvmBitcode'
  | 'calculatorScript'
  | 'badVersion'
  | 'truncated'
  /** The file is not laid out as its version says: sections, reserved fields, names that point nowhere. */
  | 'badLayout'
  | 'unavailableOperand'
  /** An op reads or writes what is not there. */
  | 'badOperand'
  | 'badFunction'
  | 'badConstant'
  | 'badArray'
  | 'badName'
  | 'badDebugInformation';

/** A file that is not bytecode that we can run. The message is made for a person: what, where, what to do. */
export class BytecodeError extends Error {
  override readonly name = 'BytecodeError';

  /**
   * @param problem what is wrong
   * @param message the sentence for a person; begins with the reference's words where the reference has any
   * @param byteOffset where in the file, in bytes, where there is such a place
   * @param opIndex which op, where it is about one
   */
  constructor(
    readonly problem: BytecodeProblem,
    message: string,
    readonly byteOffset?: number,
    readonly opIndex?: number,
  ) {
    super(message);
  }
}
