import { emptyBytecodeMessage, returnValueMessage } from '../../engine/format/messages';
import { capabilities } from '../capabilities';
import { adapterErrors } from '../errors';
import { loadDebuggee } from '../debuggee/loadDebuggee';
import { parseLaunchArguments } from '../launchArguments';
import { Launched } from '../launched';
import type { SessionContext } from './context';
import type { Handlers } from './table';

/** From the first request of a session to its last. */
export function lifecycleHandlers(
  context: SessionContext,
): Pick<Handlers, 'initialize' | 'launch' | 'configurationDone' | 'terminate' | 'disconnect'> {
  const { events, client } = context;
  let isLaunching = false;
  return {
    initialize: (args) => {
      client.linesStartAt1 = args.linesStartAt1 ?? true;
      client.columnsStartAt1 = args.columnsStartAt1 ?? true;
      client.supportsMemoryEvent = args.supportsMemoryEvent ?? false;
      client.supportsInvalidatedEvent = args.supportsInvalidatedEvent ?? false;
      return capabilities;
    },

    // Breakpoints need the program: only when it is loaded is the client asked for them.
    launch: async (args) => {
      if (isLaunching || context.isLaunched()) throw adapterErrors.alreadyLaunched();
      const options = parseLaunchArguments(args);
      isLaunching = true;
      const debuggee = await loadDebuggee(options.program, options.clientShowsListings).finally(
        () => (isLaunching = false),
      );
      context.setLaunched(new Launched(debuggee, options, listenerOf(context), events));
      if (debuggee.changedSource) events.output('console', debuggee.changedSource.message);
      events.initialized();
    },

    configurationDone: () => {
      const launched = context.launched();
      setImmediate(() => {
        if (launched.debuggee.program.opCount === 0) events.output('stderr', emptyBytecodeMessage);
        void launched.begin();
      });
    },

    terminate: () => {
      context.dispose();
      setImmediate(() => events.ended(0));
    },

    disconnect: () => context.dispose(),
  };
}

function listenerOf(context: SessionContext): ConstructorParameters<typeof Launched>[2] {
  const { events } = context;
  return {
    stopped: (reason, text, ids) => {
      context.exceptionText = text ?? '';
      events.stopped(reason, text, ids);
    },
    trapped: (message) => {
      events.output('stderr', message);
      context.dispose();
      events.ended(1);
    },
    printed: (text) => {
      events.output('stdout', text);
      return events.drained();
    },
    drained: () => events.drained(),
    ended: (result) => {
      events.output('stdout', returnValueMessage(result));
      context.dispose();
      events.ended(0);
    },
    message: (category, text) => events.output(category, text),
    changed: () => {
      const { execution, view, debuggee, memory } = context.launched();
      events.memoryChanged(memory.shownMemory());
      const { opIndex } = execution.machine;
      const listingLine = opIndex < debuggee.program.opCount ? debuggee.listing.lines.lineOfOp(opIndex) : 0;
      const codeOffset = execution.thread?.stepper.offset;
      events.state({
        mode: execution.mode,
        level: view.level,
        opIndex,
        listingLine,
        ...(codeOffset === undefined ? {} : { codeOffset }),
      });
    },
  };
}
