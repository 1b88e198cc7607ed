import type { Gdb } from '../../../src/engine/gdb/findGdb';
import { DebuggedHost, type ShownProgram } from './debuggedHost';
import { gdbOrSkip } from './gdbProcess';

/** For a suite the gdb of this machine, and for each of its tests a host, which ends with the test. */
export function useGdb() {
  let gdb: Gdb;
  let debugged: DebuggedHost | undefined;
  before(async function () {
    gdb = await gdbOrSkip(this);
  });
  afterEach(async () => {
    await debugged?.end();
    debugged = undefined;
  });
  return {
    gdb: () => gdb,
    /** Starts the host of the test. @param viaInterface whether gdb gets the symbols through its JIT interface */
    start: async (shown: ShownProgram, viaInterface = true): Promise<DebuggedHost> =>
      (debugged = await DebuggedHost.start(shown, viaInterface)),
    /** The host that the test started. */
    debugged: (): DebuggedHost => {
      if (!debugged) throw new Error('The test has started no host.');
      return debugged;
    },
  };
}
