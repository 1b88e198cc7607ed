import { adapterErrors } from '../errors';
import { columnToClient, lineFromClient, lineToClient, type SessionContext } from './context';
import type { Handlers } from './table';

type RunningRequests =
  | 'continue'
  | 'next'
  | 'stepIn'
  | 'stepOut'
  | 'pause'
  | 'gotoTargets'
  | 'goto'
  | 'threads'
  | 'stackTrace'
  | 'exceptionInfo';

/** There is one thread. */
export const threadId = 1;

/** Running, stepping, stopping, and where the program stands. */
export function runningHandlers(context: SessionContext): Pick<Handlers, RunningRequests> {
  const { client } = context;
  const step = (): void => context.launched().execution.step();
  const run = (): void => {
    const { execution, activeBreakpoints } = context.launched();
    execution.continue(activeBreakpoints);
  };
  return {
    continue: () => {
      run();
      return { allThreadsContinued: true };
    },
    next: step,
    stepIn: step,
    // Version 1 has one function: out of it is the end, or the next breakpoint.
    stepOut: run,
    pause: () => context.launched().execution.pause(),

    gotoTargets: ({ source, line }) => {
      const { debuggee, sourceIs } = context.launched();
      const wanted = lineFromClient(client, line);
      const found = sourceIs(source) ? debuggee.lines.firstOpFrom(wanted) : undefined;
      if (found?.line !== wanted) return { targets: [] };
      return { targets: [{ id: found.opIndex, label: `op ${found.opIndex}`, line }] };
    },
    goto: ({ targetId }) => {
      const { execution } = context.launched();
      execution.goTo(targetId);
      setImmediate(() => context.events.stopped('goto'));
    },

    threads: () => ({ threads: [{ id: threadId, name: 'main' }] }),
    stackTrace: () => {
      const { execution, frame } = context.launched();
      if (execution.isRunning) throw adapterErrors.stillRunning();
      const top = frame();
      const place = { line: lineToClient(client, top.line), column: columnToClient(client, top.column) };
      return { stackFrames: [{ ...top, ...place }], totalFrames: 1 };
    },
    exceptionInfo: () => ({
      exceptionId: 'langvm',
      description: context.exceptionText,
      breakMode: 'always',
    }),
  };
}
