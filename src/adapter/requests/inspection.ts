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
      const value = format.during(args.format?.hex, () => references.set(args));
      context.events.invalidated();
      return { value };
    },
    setExpression: ({ expression, value, format: wanted }) => {
      const { evaluator, format } = context.launched();
      const assigned = evaluator.value(value);
      evaluator.assign(expression.trim(), assigned);
      context.events.invalidated();
      return { value: format.integer(assigned, wanted?.hex) };
    },
    evaluate: async ({ expression, context: place, format }) => {
      const launched = context.launched();
      if (place === 'repl') {
        const answer = await runConsoleCommand(expression, launched, context.events);
        if (answer !== undefined) return { result: answer, variablesReference: 0 };
      }
      const { text, changed } = launched.evaluator.evaluate(expression, format?.hex);
      if (changed) context.events.invalidated();
      return { result: text, type: 'int64', variablesReference: 0 };
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
