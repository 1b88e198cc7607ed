import { adapterErrors } from '../errors';
import type { GdbSession } from '../gdb/gdbSession';
import { customRequests } from '../protocol/requests';
import type { SessionContext } from './context';
import type { Handlers } from './table';

type GdbRequests = 'langvm.prepareGdb' | 'langvm.allowGdb';

/** gdb beside the session. */
export function gdbHandlers(context: SessionContext): Pick<Handlers, GdbRequests> {
  // The other engine has other instructions, and a thread that stood at one may be let go: frames are shown elsewhere.
  const followed = async <Answer>(action: (gdb: GdbSession) => Promise<Answer>): Promise<Answer> => {
    const { gdb, execution } = context.launched();
    const { mode, thread } = execution;
    try {
      return await action(gdb);
    } finally {
      const isElsewhere = execution.mode !== mode || execution.thread !== thread;
      if (isElsewhere && !execution.isRunning) context.events.framesInvalidated();
    }
  };
  return {
    [customRequests.prepareGdb]: ({ gdbPath }) => followed((gdb) => gdb.prepare(gdbPath)),
    [customRequests.allowGdb]: ({ pid, later }) => {
      if (!Number.isSafeInteger(pid) || pid <= 0) throw adapterErrors.badArguments(customRequests.allowGdb);
      return followed((gdb) => gdb.allow(pid, later !== true));
    },
  };
}
