import { cliMessages } from './messages';

/** A command line that makes no sense; the message says what is wrong with it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** An option of a program: its spellings, and the values it takes when it is more than a switch. */
export interface OptionRule {
  readonly spellings: readonly string[];
  readonly values?: readonly string[];
}

export interface ParsedArguments<Name extends string> {
  /** For each option that was given: its value, or `''` for a switch. */
  readonly options: ReadonlyMap<Name, string>;
  /** What is no option, in order. */
  readonly files: readonly string[];
}

/**
 * Takes a command line apart. Options may stand anywhere before `--`; a value follows as the next word or after `=`;
 * `-` alone is a file name.
 * @param words the command line without the program
 * @throws UsageError for an option that is unknown or has a wrong value
 */
export function parseArguments<Name extends string>(
  words: readonly string[],
  rules: Readonly<Record<Name, OptionRule>>,
): ParsedArguments<Name> {
  const names = Object.keys(rules) as Name[];
  const options = new Map<Name, string>();
  const files: string[] = [];
  const remaining = [...words];
  for (let word = remaining.shift(); word !== undefined; word = remaining.shift()) {
    if (word === '--') {
      files.push(...remaining.splice(0));
    } else if (!word.startsWith('-') || word === '-') {
      files.push(word);
    } else {
      const [spelling, attached] = splitAtEquals(word);
      const name = names.find((candidate) => rules[candidate].spellings.includes(spelling));
      const values = name && rules[name].values;
      if (!name || (!values && attached !== undefined)) throw new UsageError(cliMessages.unknownOption(word));
      options.set(name, values ? checkValue(spelling, attached ?? remaining.shift(), values) : '');
    }
  }
  return { options, files };
}

function splitAtEquals(word: string): readonly [string, string?] {
  const at = word.indexOf('=');
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

function checkValue(option: string, value: string | undefined, values: readonly string[]): string {
  if (value === undefined) throw new UsageError(cliMessages.missingValue(option, values));
  if (!values.includes(value)) throw new UsageError(cliMessages.badValue(option, value, values));
  return value;
}
