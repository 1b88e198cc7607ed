import { nearest } from '../format/nearest';

/** So many mnemonics still fit into a message. */
const fewMnemonics = 10;

/** What could be written in the place of an op that there is not. */
function meantMnemonic(found: string, known: readonly string[]): string {
  const meant = nearest(found, known);
  if (meant !== undefined) return `Did you mean ${meant}?`;
  return known.length <= fewMnemonics
    ? `It has: ${known.join(', ')}.`
    : `docs/bytecode.md lists its ${known.length} ops.`;
}

/** Every message about a line of a listing, said once. */
export const listingMessages = {
  unknownMnemonic: (found: string, version: number, known: readonly string[]) =>
    `'${found}' is no op of version ${version}. ${meantMnemonic(found, known)}`,
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

  versionMissing: (directive: string) =>
    `${directive} needs '.version 3' as the first line: without it a listing is of version 1.`,
  badVersion: (found: string) => `'${found}' is no version of the bytecode: write .version 1, 2 or 3.`,
  versionNotFirst: () => 'The version must stand above everything else.',
  unknownDirective: (found: string, version: number, known: readonly string[]) =>
    `'${found}' is no directive of version ${version}. It has: ${known.join(', ')}.`,
  missingOperands: (mnemonic: string, operands: readonly string[], found: number) =>
    `${mnemonic} needs ${operands.length} ${operands.length === 1 ? 'operand' : 'operands'} ` +
    `(${operands.join(', ')}), and has ${found}.`,
  notARegister: (found: string, operand: string) =>
    `'${found}' is no register, which the operand ${operand} is. Registers are r0, r1 and so on.`,
  notANumber: (found: string, what: string) => `'${found}' is no ${what}: a number from 0 to 4294967295.`,
  notAName: (found: string, what: string) =>
    `'${found}' cannot be the name of a ${what}: names have letters, digits and _, and do not begin with a digit.`,
  unknownName: (kind: string, found: string, where: string) => `There is no ${kind} '${found}'${where}.`,
  inFunction: (name: string) => ` in the function ${name}`,
  duplicate: (kind: string, name: string, line: number) =>
    `The ${kind} '${name}' exists already, on line ${line}.`,
  directiveTwice: (directive: string, line: number) => `${directive} may stand once, and is on line ${line}.`,
  commaExpected: (found: string) => `Operands are separated by commas: '${found}' stands where it may not.`,
  outsideFunction: (found: string) =>
    `'${found}' stands in no function: write '.function main registers=1' above it.`,
  labelWithoutOp: (label: string) => `The label '${label}' has no op behind it in its function.`,
  noLabels: () => 'Version 2 has no jumps, and so no labels.',
  noPlaces: () => 'Version 2 has no places of a source.',
  badPlace: (found: string) => `'${found}' is no place in the source: write @line:column, as @1:5.`,
  placeWithoutOp: () => 'A place in the source stands behind an op.',
  missingPart: (directive: string, usage: string) => `${directive} needs more: ${usage}.`,
  tooMuchForDirective: (found: string, usage: string) => `'${found}' is more than fits here: ${usage}.`,
  badSetting: (found: string, usage: string) => `'${found}' means nothing here: ${usage}.`,
  badConstantType: (found: string) => `'${found}' is no type of constant: write int64, double or none.`,
  badConstantValue: (found: string, type: string) => `'${found}' is no ${type} of 64 bits.`,
  badString: (found: string) => `${found} is no string: write it in double quotes, as JSON does.`,
  badRange: (found: string) => `'${found}' is no range of ops: write LABEL..LABEL; either may be left out.`,
  noRegisters: () => 'A program of version 2 says how many registers it has: write .registers and a number.',
  refused: (summary: string, subject: string, detail: string) => `${summary}: ${subject} ${detail}.`,
} as const;
