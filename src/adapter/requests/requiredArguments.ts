import { adapterErrors } from '../errors';
import type { Requests } from './table';

/** What an argument has to be, as it is said to people. */
const kinds = {
  'a string': (value: unknown) => typeof value === 'string',
  'an integer': Number.isInteger,
  'a list': Array.isArray,
  'an object': (value: unknown) => typeof value === 'object' && value !== null,
} as const;

/** What clients promise to send, where a handler could not say by itself what is missing. */
const required: {
  readonly [Command in keyof Requests]?: {
    readonly [Name in keyof Requests[Command]['arguments']]?: keyof typeof kinds;
  };
} = {
  setBreakpoints: { source: 'an object' },
  setExceptionBreakpoints: { filters: 'a list' },
  setInstructionBreakpoints: { breakpoints: 'a list' },
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
