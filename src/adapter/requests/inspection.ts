import { printListing } from '../../engine/listing/print';
import { runConsoleCommand } from '../inspection/consoleCommands';
import { assignRegister, registerText } from '../inspection/cpuRegisters';
import { viewsOf } from '../debuggee/debuggee';
import { arrayNode } from '../inspection/scopes';
import { adapterErrors } from '../errors';
import { lineFromClient, standsElsewhere, type SessionContext } from './context';
import { countOf } from './numbers';
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
  async function changing<Result>(action: () => Result | Promise<Result>): Promise<Result> {
    const { execution } = context.launched();
    const { machine } = execution;
    const before = { opIndex: machine.opIndex, revision: machine.revision, edits: execution.thread?.edits };
    const result = await action();
    if (execution.thread?.edits !== before.edits) context.events.invalidated();
    if (machine.opIndex !== before.opIndex) standsElsewhere(context);
    else if (machine.revision !== before.revision) context.events.invalidated();
    if (machine.revision !== before.revision)
      context.events.memoryChanged(context.launched().memory.shownMemory());
    return result;
  }

  return {
    scopes: ({ frameId }) => {
      const launched = context.launched();
      launched.execution.requireStopped();
      return {
        scopes: launched.scopes(frameId).map(({ name, container, ...rest }) => ({
          ...rest,
          name,
          variablesReference: launched.references.add(container),
          expensive: false,
        })),
      };
    },
    variables: (args) => {
      const { references, format, execution } = context.launched();
      execution.requireStopped();
      const wanted = { ...args, start: countOf('start', args.start), count: countOf('count', args.count) };
      return { variables: format.during(args.format?.hex, () => references.list(wanted)) };
    },
    setVariable: async (args) => {
      const { references, format } = context.launched();
      return { value: await changing(() => format.during(args.format?.hex, () => references.set(args))) };
    },
    setExpression: async ({ expression, value, frameId, format: wanted }) => {
      const launched = context.launched();
      const { evaluator, format } = launched;
      const names = launched.namesOf(frameId);
      const register = await changing(() => assignRegister(launched, names, `${expression} = ${value}`));
      if (register !== undefined) return { value: register };
      const assigned = evaluator.value(value, names);
      await changing(() => evaluator.assignTo(expression, assigned, names));
      return { value: format.integer(assigned, wanted?.hex) };
    },
    evaluate: async ({ expression, context: place, frameId, format: wanted }) => {
      const launched = context.launched();
      const names = launched.namesOf(frameId);
      if (place === 'repl') {
        const answer = await runConsoleCommand(expression, names, launched, context.events);
        if (answer !== undefined) return { result: answer, variablesReference: 0 };
      }
      // What is known of a running program is how it was when it was stopped: not what anybody asks for.
      launched.execution.requireStopped();
      const register =
        registerText(launched, expression) ??
        (await changing(() => assignRegister(launched, names, expression)));
      if (register !== undefined) return { result: register, type: 'register', variablesReference: 0 };
      const evaluated = await changing(() => launched.evaluator.evaluate(expression, names, wanted?.hex));
      if (evaluated.kind === 'integer')
        return { result: evaluated.text, type: 'int64', variablesReference: 0 };
      const { references, format } = launched;
      const node = format.during(evaluated.hex, () =>
        arrayNode(launched, names, evaluated.array, evaluated.hex),
      );
      return {
        result: node.value,
        type: node.type ?? 'array',
        variablesReference: node.children ? references.add(node.children) : 0,
        indexedVariables: evaluated.array.length,
        ...(node.memoryReference === undefined ? {} : { memoryReference: node.memoryReference }),
      };
    },
    completions: ({ text, column, line, frameId }) => {
      const { client } = context;
      const linesAbove = line === undefined ? 0 : lineFromClient(client, line) - 1;
      const above = text.split('\n').slice(0, linesAbove);
      const lineStart = above.reduce((length, each) => length + each.length + 1, 0);
      const end = lineStart + column - (client.columnsStartAt1 ? 1 : 0);
      const typed = /[A-Za-z_]\w*$/.exec(text.slice(lineStart, end))?.[0] ?? '';
      const names = context.launched().namesOf(frameId);
      const arrays = names
        .arrays()
        .map(({ name, length }) => ({ name, description: `Array of ${length} cells.` }));
      return {
        targets: [...names.all(), ...arrays]
          .filter(({ name }) => name.startsWith(typed))
          .map(({ name, description }) => ({
            label: name,
            detail: description,
            type: 'variable' as const,
            start: end - typed.length,
            length: typed.length,
          })),
      };
    },

    source: ({ sourceReference, source }) => {
      const { debuggee } = context.launched();
      const reference = source?.sourceReference ?? sourceReference;
      if (reference !== debuggee.listing.source.sourceReference) throw adapterErrors.unknownSource(reference);
      return {
        content: printListing(debuggee.program, debuggee.filePath),
        mimeType: 'text/x-langvm-bytecode',
      };
    },
    loadedSources: () => ({
      sources: viewsOf(context.launched().debuggee).map(({ source }) => source),
    }),
  };
}
