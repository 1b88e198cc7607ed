/** Every message about a line of a listing, said once. */
export const listingMessages = {
  unknownMnemonic: (found: string, version: number, known: readonly string[]) =>
    `'${found}' is no op of version ${version}. It has: ${known.join(', ')}.`,
  missingOperand: (mnemonic: string, operand: string) =>
    `${mnemonic} needs its operand ${operand}, an integer.`,
  notAnInteger: (found: string) =>
    `'${found}' is no integer. Write it decimal (35, -7) or hexadecimal (0x23).`,
  doesNotFit: (found: string) =>
    `${found} does not fit into a signed 64-bit integer (-9223372036854775808 to 9223372036854775807).`,
  tooMuch: (rest: string, mnemonic: string) =>
    `'${rest}' is more than ${mnemonic} takes. One op stands on a line; a comment begins with ;.`,
  commentNotKept: () =>
    'A binary file has no place for this comment: saving drops it. ' +
    "Use 'langvm: Save Listing as Text' to keep comments.",
  cannotSave: (count: number, line: number, column: number, first: string) =>
    `Not saved: line ${line}, column ${column}: ${first}` +
    (count > 1 ? ` (and ${count - 1} more ${count === 2 ? 'problem' : 'problems'})` : ''),
} as const;
