import { adapterErrors } from '../errors';
import { customRequests } from '../protocol/requests';
import type { SessionContext } from './context';
import type { Handlers } from './table';

type GdbRequests = 'langvm.prepareGdb' | 'langvm.allowGdb';

/** gdb beside the session. */
export function gdbHandlers(context: SessionContext): Pick<Handlers, GdbRequests> {
  return {
    [customRequests.prepareGdb]: ({ gdbPath }) => context.launched().gdb.prepare(gdbPath),
    [customRequests.allowGdb]: async ({ pid, later }) => {
      if (!Number.isSafeInteger(pid) || pid <= 0) throw adapterErrors.badArguments(customRequests.allowGdb);
      await context.launched().gdb.allow(pid, later !== true);
    },
  };
}
