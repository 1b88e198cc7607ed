import type { RenameProblem } from '../../engine/lang/editorRename';

const countOf = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

/** What the editor says about names of a source. */
export const sourceMessages = {
  nothingToRename: 'Here is no function, array, parameter or variable that has a name.',
  renameProblem: (problem: RenameProblem, name: string): string => renameProblems[problem](name),
  inRegister: (kind: 'parameter' | 'variable', register: number) => `${kind} in register r${register}`,
  arrayOf: (length: number) => `array of ${countOf(length, 'cell')}`,
  function: 'function',
} as const;

const renameProblems: Readonly<Record<RenameProblem, (name: string) => string>> = {
  notAName: (name) =>
    `'${name}' is no name: names have letters, digits and _, and do not begin with a digit.`,
  keyword: (name) => `'${name}' is a word of the language.`,
  tooLong: () => 'This name is too long for the file format.',
  taken: (name) => `The name '${name}' is taken.`,
  notUnderstood: () =>
    'One of both names also stands in text that is not understood. Mend the mistakes of this file first.',
};
