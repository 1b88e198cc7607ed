import { breakpointHandlers } from './breakpoints';
import type { SessionContext } from './context';
import { customHandlers } from './custom';
import { gdbHandlers } from './gdb';
import { inspectionHandlers } from './inspection';
import { lifecycleHandlers } from './lifecycle';
import { machineLevelHandlers } from './machineLevel';
import { runningHandlers } from './running';
import type { Handlers } from './table';

/** All handlers of a session. The type checker names the request that nobody answers. */
export function handlersOf(context: SessionContext): Handlers {
  return {
    ...lifecycleHandlers(context),
    ...runningHandlers(context),
    ...breakpointHandlers(context),
    ...inspectionHandlers(context),
    ...machineLevelHandlers(context),
    ...customHandlers(context),
    ...gdbHandlers(context),
  };
}
