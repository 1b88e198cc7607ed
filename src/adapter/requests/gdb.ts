import { adapterErrors } from '../errors';
import { customRequests } from '../protocol/requests';
import type { SessionContext } from './context';
import type { Handlers } from './table';

type GdbRequests = 'langvm.prepareGdb' | 'langvm.allowGdb';

/** gdb beside the session. */
export function gdbHandlers(context: SessionContext): Pick<Handlers, GdbRequests> {
  return {
    [customRequests.prepareGdb]: async ({ gdbPath }) => {
      const { gdb, execution } = context.launched();
      const { mode } = execution;
      const prepared = await gdb.prepare(gdbPath);
      // The other engine has other instructions.
      if (execution.mode !== mode) context.events.framesInvalidated();
      return prepared;
    },
    [customRequests.allowGdb]: async ({ pid, later }) => {
      if (!Number.isSafeInteger(pid) || pid <= 0) throw adapterErrors.badArguments(customRequests.allowGdb);
      await context.launched().gdb.allow(pid, later !== true);
    },
  };
}
