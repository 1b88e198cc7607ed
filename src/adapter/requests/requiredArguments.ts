import { adapterErrors } from '../errors';
import type { Requests } from './table';

type Fields = Readonly<Record<string, unknown>>;

const isListOf = (value: unknown, isOne: (each: Fields) => boolean): boolean =>
  Array.isArray(value) &&
  value.every((each: unknown) => typeof each === 'object' && each !== null && isOne({ ...each }));

/** Whether what a breakpoint may ask for besides its place is text, where it is there. */
const hasTexts = ({ condition = '', hitCondition = '', logMessage = '' }: Fields): boolean =>
  [condition, hitCondition, logMessage].every((value) => typeof value === 'string');

/** What an argument has to be, as it is said to people. */
const kinds = {
  'a string': (value: unknown) => typeof value === 'string',
  'an integer': Number.isInteger,
  'a list': Array.isArray,
  'a list of breakpoints, each with a line': (value: unknown) =>
    value === undefined || isListOf(value, (each) => Number.isInteger(each.line) && hasTexts(each)),
  'a list of breakpoints, each with an instructionReference': (value: unknown) =>
    isListOf(value, (each) => typeof each.instructionReference === 'string' && hasTexts(each)),
  'an object': (value: unknown) => typeof value === 'object' && value !== null,
} as const;

/** What clients promise to send, where a handler could not say by itself what is missing. */
const required: {
  readonly [Command in keyof Requests]?: {
    readonly [Name in keyof Requests[Command]['arguments']]?: keyof typeof kinds;
  };
} = {
  setBreakpoints: { source: 'an object', breakpoints: 'a list of breakpoints, each with a line' },
  setExceptionBreakpoints: { filters: 'a list' },
  setInstructionBreakpoints: { breakpoints: 'a list of breakpoints, each with an instructionReference' },
  breakpointLocations: { source: 'an object', line: 'an integer' },
  gotoTargets: { source: 'an object', line: 'an integer' },
  goto: { targetId: 'an integer' },
  evaluate: { expression: 'a string' },
  setExpression: { expression: 'a string', value: 'a string' },
  setVariable: { name: 'a string', value: 'a string' },
  completions: { text: 'a string', column: 'an integer' },
};

/** @throws AdapterError that names the argument of a request that is missing or something else */
export function requireArguments(command: keyof Requests, given: object): void {
  const named = new Map<string, unknown>(Object.entries(given));
  for (const [name, kind] of Object.entries<keyof typeof kinds>(required[command] ?? {})) {
    if (!kinds[kind](named.get(name))) throw adapterErrors.missingArgument(command, name, kind);
  }
}
