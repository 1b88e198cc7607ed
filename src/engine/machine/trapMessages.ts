import { functionAt, wordsPerOp, type Program } from '../format/program';
import { stackWords } from './stack';
import type { Trap } from './stop';

/** What each trap is, for a person. */
const descriptions: Readonly<Record<Trap, string>> = {
  divisionByZero: 'Division by zero',
  cellOutOfRange: 'Cell out of range',
  stackTooDeep: 'Call stack too deep',
};

/**
 * What to say of a trap: which, in which function, at which op, and what exactly was wrong.
 * @param opText the op as the listing writes it
 * @param register the value of a register of the function that runs
 */
export function trapMessage(
  program: Program,
  trap: Trap,
  opIndex: number,
  opText: string,
  register: (index: number) => bigint,
): string {
  const line = program.debug?.lines[opIndex] ?? 0;
  const place = line > 0 ? `, line ${line}` : '';
  const detail = detailOf(program, trap, opIndex, register);
  return (
    `Trap: ${descriptions[trap]} in ${functionAt(program, opIndex).name}, op ${opIndex} (${opText})${place}` +
    `${detail === undefined ? '' : `: ${detail}`}.`
  );
}

function detailOf(
  { words, arrays }: Program,
  trap: Trap,
  opIndex: number,
  register: (index: number) => bigint,
): string | undefined {
  if (trap === 'stackTooDeep') return `the stack of ${stackWords} words has no room for another frame`;
  if (trap !== 'cellOutOfRange') return undefined;
  const array = arrays[words[opIndex * wordsPerOp + 2] ?? 0];
  if (!array) return undefined;
  const index = register(words[opIndex * wordsPerOp + 1] ?? 0);
  return array.length === 0
    ? `${array.name} has no cells`
    : `${array.name} has the cells 0 to ${array.length - 1}, not ${index}`;
}
