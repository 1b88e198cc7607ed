import { AttachMonitor } from '../../engine/gdb/attachMonitor';
import { attachScript } from '../../engine/gdb/attachScript';
import { findGdb, GdbUnavailable } from '../../engine/gdb/findGdb';
import { NativeHostGone } from '../../engine/native/nativeHost';
import { AdapterError, adapterErrors, sessionMessages } from '../errors';
import type { ReadyHost } from '../execution/nativeSession';
import type { Launched } from '../launched';
import type { PrepareGdbResponse } from '../protocol/requests';
import type { SessionEvents } from '../requests/context';
import type { GdbFiles } from './gdbFiles';
import { symbolsOf } from './symbols';

/**
 * gdb beside a debug session: makes the native host ready, notices when gdb comes and goes, and runs the machine code
 * once gdb is there. The session itself stays where it is, with its own state: what gdb's user does to the machine code
 * is a run of its own.
 */
export class GdbSession {
  private monitor: AttachMonitor | undefined;

  constructor(
    private readonly launched: Launched,
    private readonly files: GdbFiles,
    private readonly events: SessionEvents,
  ) {}

  /**
   * Finds gdb, loads the machine code and its symbols, and writes the commands that attach.
   * @param gdbPath a gdb that the user chose; absent or empty for the first on the PATH
   * @throws AdapterError that names the remedy
   */
  async prepare(gdbPath: string | undefined): Promise<PrepareGdbResponse> {
    const { execution, debuggee, format } = this.launched;
    execution.requireStopped();
    if (execution.gdbHasControl) throw adapterErrors.gdbAttached();
    const gdb = await findGdb({ path: gdbPath }).catch((error: unknown) => {
      throw error instanceof GdbUnavailable ? new AdapterError(error.message) : error;
    });
    if ((await execution.setMode('jit')) !== 'jit') throw adapterErrors.nothingForGdb();
    const ready = await execution.native.start();

    const start = this.startOffset();
    const script = attachScript({
      pid: ready.host.pid,
      stopAddress: ready.code.address + BigInt(start),
      remainingSize: debuggee.code.bytes.length - start,
      syntax: format.syntax,
      version: gdb.version,
      symbolFile: await this.offerSymbols(ready),
    });
    return { gdb: gdb.path, pid: ready.host.pid, script: await this.files.write('attach.gdb', script) };
  }

  /** Allows one process, gdb, to attach, and begins to expect it. */
  async allow(pid: number): Promise<void> {
    const { host } = await this.launched.execution.native.start();
    await host.allowDebugger(pid);
    this.monitor?.stop();
    this.monitor = new AttachMonitor({
      pid: host.pid,
      onAttached: () => this.attached(),
      onDetached: () => this.detached(),
      onFailed: (message) => {
        this.events.output('important', message);
        this.events.gdb({ state: 'failed', message });
      },
    });
    this.monitor.expect();
  }

  dispose(): void {
    this.monitor?.stop();
  }

  /** Tells gdb about the code through its JIT interface. @returns the symbol file to read, where that did not work */
  private async offerSymbols({
    host,
    code,
  }: ReadyHost): Promise<{ path: string; address: bigint } | undefined> {
    const symbols = await symbolsOf(this.launched.debuggee, this.files);
    const { registered } = await host.registerSymbols(symbols);
    if (registered) return undefined;
    const path = await this.files.write('symbols.o', symbols.symbolObject(code.address));
    return { path, address: code.address };
  }

  /** gdb has stopped the host. The run waits in its queue, and begins when gdb says continue. */
  private attached(): void {
    const { execution } = this.launched;
    execution.gdbHasControl = true;
    this.events.gdb({ state: 'attached' });
    execution.native
      .start()
      .then(({ host }) => host.run({ from: execution.nativeStart() }))
      .then(({ result }) => this.events.output('console', sessionMessages.gdbResult(result)))
      .catch((error: unknown) => {
        // A host that is gone is reported by whoever watches it.
        if (error instanceof NativeHostGone) return;
        this.events.output('important', error instanceof Error ? error.message : String(error));
      });
  }

  private detached(): void {
    this.launched.execution.gdbHasControl = false;
    this.events.output('console', sessionMessages.gdbLeft());
    this.events.gdb({ state: 'detached' });
  }

  private startOffset(): number {
    const start = this.launched.execution.nativeStart();
    return start === 'entry' ? 0 : start.offset;
  }
}
