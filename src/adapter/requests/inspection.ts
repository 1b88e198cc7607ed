import { printListing } from '../../engine/listing/print';
import { runConsoleCommand } from '../inspection/consoleCommands';
import { listingSourceReference } from '../debuggee/loadDebuggee';
import { adapterErrors } from '../errors';
import type { SessionContext } from './context';
import type { Handlers } from './table';

type InspectionRequests =
  | 'scopes'
  | 'variables'
  | 'setVariable'
  | 'setExpression'
  | 'evaluate'
  | 'completions'
  | 'source'
  | 'loadedSources';

/** Looking at the stopped program, and changing it. */
export function inspectionHandlers(context: SessionContext): Pick<Handlers, InspectionRequests> {
  /**
   * Does something that may change the state, and tells the client what of its views is out of date: the frame too
   * when the program stands elsewhere now.
   */
  function changing<Result>(action: () => Result): Result {
    const { execution } = context.launched();
    const before = execution.state;
    const result = action();
    const { opIndex } = execution.state;
    if (opIndex !== before.opIndex) setImmediate(() => context.events.stopped('goto'));
    else if (execution.state !== before) context.events.invalidated();
    return result;
  }

  return {
    scopes: () => {
      const launched = context.launched();
      return {
        scopes: launched.scopes().map(({ name, container, ...rest }) => ({
          ...rest,
          name,
          variablesReference: launched.references.add(container),
          expensive: false,
        })),
      };
    },
    variables: (args) => {
      const { references, format } = context.launched();
      return { variables: format.during(args.format?.hex, () => references.list(args)) };
    },
    setVariable: (args) => {
      const { references, format } = context.launched();
      return { value: changing(() => format.during(args.format?.hex, () => references.set(args))) };
    },
    setExpression: ({ expression, value, format: wanted }) => {
      const { evaluator, format } = context.launched();
      const assigned = evaluator.value(value);
      changing(() => evaluator.assign(expression.trim(), assigned));
      return { value: format.integer(assigned, wanted?.hex) };
    },
    evaluate: async ({ expression, context: place, format }) => {
      const launched = context.launched();
      if (place === 'repl') {
        const answer = await runConsoleCommand(expression, launched, context.events);
        if (answer !== undefined) return { result: answer, variablesReference: 0 };
      }
      const result = changing(() => launched.evaluator.evaluate(expression, format?.hex));
      return { result, type: 'int64', variablesReference: 0 };
    },
    completions: ({ text, column }) => {
      const typed =
        /[A-Za-z_]*$/.exec(text.slice(0, column - (context.client.columnsStartAt1 ? 1 : 0)))?.[0] ?? '';
      const { names } = context.launched();
      return {
        targets: names
          .filter(({ name }) => name.startsWith(typed))
          .map(({ name, description }) => ({
            label: name,
            detail: description,
            type: 'variable' as const,
            start: column - typed.length - (context.client.columnsStartAt1 ? 1 : 0),
            length: typed.length,
          })),
      };
    },

    source: ({ sourceReference, source }) => {
      const { debuggee } = context.launched();
      const reference = source?.sourceReference ?? sourceReference;
      if (debuggee.sourceKind !== 'listing' || reference !== listingSourceReference) {
        throw adapterErrors.unknownSource(reference);
      }
      return {
        content: printListing(debuggee.program, debuggee.filePath),
        mimeType: 'text/x-langvm-bytecode',
      };
    },
    loadedSources: () => ({ sources: [context.launched().debuggee.source] }),
  };
}
