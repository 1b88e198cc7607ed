import { AdapterError } from '../errors';
import { customRequests } from '../protocol/requests';
import type { SessionContext } from './context';
import type { Handlers } from './table';

type GdbRequests = 'langvm.prepareGdb' | 'langvm.allowGdb';

/** gdb beside the session. */
export function gdbHandlers(_context: SessionContext): Pick<Handlers, GdbRequests> {
  return {
    [customRequests.prepareGdb]: () => {
      throw new AdapterError('not yet');
    },
    [customRequests.allowGdb]: () => undefined,
  };
}
