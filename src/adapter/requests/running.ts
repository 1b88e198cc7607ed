import type { DebugProtocol } from '@vscode/debugprotocol';
import { functionAt } from '../../engine/format/program';
import { trapFilter } from '../capabilities';
import { adapterErrors } from '../errors';
import type { StepKind } from '../execution/stepping';
import {
  columnToClient,
  lineFromClient,
  lineToClient,
  standsElsewhere,
  type SessionContext,
} from './context';
import { countOf } from './numbers';
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
  // By instruction is what the Disassembly View asks for: by op while interpreted.
  const step = (kind: StepKind, granularity: DebugProtocol.SteppingGranularity | undefined): void => {
    const { execution, stepPlaces } = context.launched();
    if (granularity === 'instruction') execution.stepInstruction(kind);
    else execution.step(kind, stepPlaces);
  };
  return {
    continue: () => {
      context.launched().execution.continue();
      return { allThreadsContinued: true };
    },
    next: ({ granularity }) => step('over', granularity),
    stepIn: ({ granularity }) => step('into', granularity),
    stepOut: ({ granularity }) => step('out', granularity),
    pause: () => context.launched().execution.pause(),

    gotoTargets: ({ source, line }) => {
      const launched = context.launched();
      const wanted = lineFromClient(client, line);
      const found = launched.viewOf(source)?.lines.firstOpFrom(wanted);
      if (found?.line !== wanted) return { targets: [] };
      return { targets: [{ id: found.opIndex, label: `op ${found.opIndex}`, line }] };
    },
    goto: ({ targetId }) => {
      const { execution, debuggee, view } = context.launched();
      execution.requireStopped();
      const { program } = debuggee;
      // Said of the line that was chosen; of ops not everybody who sees a source has heard.
      if (targetId >= 0 && targetId < program.opCount) {
        const { name: wanted } = functionAt(program, targetId);
        const running = program.functions[execution.machine.innermost.functionIndex]?.name ?? wanted;
        if (wanted !== running)
          throw adapterErrors.otherFunction(view.lines.lineOfOp(targetId), wanted, running);
      }
      execution.goTo(targetId);
      standsElsewhere(context);
    },

    threads: () => ({ threads: [{ id: threadId, name: 'main' }] }),
    stackTrace: ({ startFrame, levels, format: wanted }) => {
      const { execution, callStack, view, format } = context.launched();
      execution.requireStopped();
      const first = countOf('startFrame', startFrame);
      const count = countOf('levels', levels);
      const frames = format.during(wanted?.hex, () => callStack.frames(view, first, count));
      const stackFrames = frames.map((frame) => ({
        ...frame,
        ...(frame.source
          ? { line: lineToClient(client, frame.line), column: columnToClient(client, frame.column) }
          : {}),
      }));
      return { stackFrames, totalFrames: callStack.depth };
    },
    exceptionInfo: () => ({
      exceptionId: trapFilter,
      description: context.exceptionText,
      breakMode: 'always',
    }),
  };
}
