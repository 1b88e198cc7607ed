import { trapFilter } from '../capabilities';
import { lineFromClient, lineToClient, type SessionContext } from './context';
import type { Handlers } from './table';

/** Setting breakpoints and finding the places for them. */
export function breakpointHandlers(
  context: SessionContext,
): Pick<Handlers, 'setBreakpoints' | 'setExceptionBreakpoints' | 'breakpointLocations'> {
  const { client } = context;
  return {
    setBreakpoints: async ({ source, breakpoints = [] }) => {
      const requested = breakpoints.map((each) => ({ ...each, line: lineFromClient(client, each.line) }));
      const answers = await context.launched().setBreakpoints({ source, breakpoints: requested });
      return {
        breakpoints: answers.map(({ line, ...rest }) => ({
          ...rest,
          ...(line === undefined ? {} : { line: lineToClient(client, line) }),
        })),
      };
    },
    setExceptionBreakpoints: ({ filters }) => {
      const { execution, options } = context.launched();
      execution.traps.stops = !options.noDebug && filters.includes(trapFilter);
    },
    breakpointLocations: ({ source, line, endLine }) => {
      const view = context.launched().viewOf(source);
      if (!view) return { breakpoints: [] };
      const first = lineFromClient(client, line);
      const last = endLine === undefined ? first : lineFromClient(client, endLine);
      return {
        breakpoints: view.lines
          .linesBetween(first, last)
          .map((each) => ({ line: lineToClient(client, each) })),
      };
    },
  };
}
