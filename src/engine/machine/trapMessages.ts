import { functionAt, type Program } from '../format/program';
import { stackWords } from './stack';
import type { Trap } from './stop';

/** What each trap is, for a person. */
const descriptions: Readonly<Record<Trap, string>> = {
  divisionByZero: 'Division by zero',
  cellOutOfRange: 'Cell out of range',
  stackTooDeep: 'Call stack too deep',
};

const details: Partial<Readonly<Record<Trap, string>>> = {
  stackTooDeep: `the stack of ${stackWords} words has no room for another frame`,
};

/**
 * What to say of a trap: which, in which function, at which op.
 * @param opText the op as the listing writes it
 * @param detail what exactly was wrong, where that is known: the index and the array, for example
 */
export function trapMessage(
  program: Program,
  trap: Trap,
  opIndex: number,
  opText: string,
  detail?: string,
): string {
  const reason = detail ?? details[trap];
  const line = program.debug?.lines[opIndex] ?? 0;
  const place = line > 0 ? `, line ${line}` : '';
  return (
    `Trap: ${descriptions[trap]} in ${functionAt(program, opIndex).name}, op ${opIndex} (${opText})${place}` +
    `${reason === undefined ? '' : `: ${reason}`}.`
  );
}
