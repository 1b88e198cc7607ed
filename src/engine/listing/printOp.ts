import { wordsPerOp, type Program } from '../format/program';
import { slotIndexes, slots } from '../format/slots';
import { operationByOpcode, type NamedOperation } from '../isa/lookup';
import type { Operand, OperandSlot } from '../isa/operations';
import { printInteger } from './integer';

/** Written for an opcode that the version does not have; a verified program holds none. */
export const unknownMnemonic = 'NONE';

/** The label that a printed listing gives an op. */
export const labelOfOp = (opIndex: number): string => `L${opIndex}`;

/** What a printed listing calls a constant. */
export const constantName = (index: number): string => `c${index}`;

/** One op as it stands on its line: mnemonic and operands, with names instead of numbers. No label, no indentation. */
export function printOp(program: Program, opIndex: number): string {
  const { version, words } = program;
  const at = opIndex * wordsPerOp;
  const operation = operationByOpcode(version, words[at] ?? 0);
  if (version === 1) {
    const immediate = printInteger(words[at + 1] ?? 0, words[at + 2] ?? 0);
    return `${operation?.mnemonic ?? unknownMnemonic} ${immediate}`;
  }
  if (!operation) return unknownMnemonic;
  let text: string = operation.mnemonic;
  let separator = ' ';
  for (const operand of operation.operands) {
    text += separator + operandText(program, operand, wordOf(words, at, operand.slot));
    separator = ', ';
  }
  return operation.operands.length === slots.length ? text : text + unusedWords(operation, words, at);
}

const wordOf = (words: Uint32Array, at: number, slot: OperandSlot): number =>
  words[at + slotIndexes[slot]] ?? 0;

/** Words of the record that mean nothing but hold something, as `a=7`: they are kept, and so they are shown. */
function unusedWords({ operands }: NamedOperation, words: Uint32Array, at: number): string {
  let text = '';
  for (const slot of slots) {
    const value = wordOf(words, at, slot);
    if (value !== 0 && !operands.some((operand) => operand.slot === slot)) text += `, ${slot}=${value}`;
  }
  return text;
}

function operandText({ functions, arrays }: Program, { kind }: Operand, value: number): string {
  switch (kind) {
    case 'source':
    case 'destination':
    case 'arguments':
      return `r${value}`;
    case 'target':
      return labelOfOp(value);
    case 'constant':
      return constantName(value);
    case 'function':
      return functions[value]?.name ?? `#${value}`;
    case 'array':
      return arrays[value]?.name ?? `#${value}`;
    case 'immediate':
      return String(value);
  }
}
