import { readlink } from 'node:fs/promises';
import path from 'node:path';
import { AttachMonitor } from '../../engine/gdb/attachMonitor';
import { attachScript } from '../../engine/gdb/attachScript';
import { findGdb, GdbUnavailable } from '../../engine/gdb/findGdb';
import { cppdbgConfiguration } from '../../engine/gdb/foreignDebugger';
import type { MachineImage } from '../../engine/machine/stack';
import { NativeHostGone } from '../../engine/native/nativeHost';
import { AdapterError, adapterErrors, sessionMessages } from '../errors';
import type { ReadyHost } from '../execution/nativeSession';
import type { Launched } from '../launched';
import type { PrepareGdbResponse } from '../protocol/requests';
import type { SessionEvents } from '../requests/context';
import type { GdbFiles } from './gdbFiles';
import { outcomeText, startOf } from './gdbRun';
import { GdbSymbols } from './symbols';

/**
 * gdb beside a debug session: makes the native host ready, notices when gdb comes and goes, and runs the machine code
 * once gdb is there. The session itself stays where it is, with its own state: what gdb's user does to the machine code
 * is a run of its own.
 */
export class GdbSession {
  private monitor: AttachMonitor | undefined;
  private readonly symbols: GdbSymbols;
  /** Where gdb's run begins: where the session stood when gdb was asked for. */
  private image: MachineImage | undefined;
  /** The run that gdb looks at, until it has ended. */
  private run: { readonly ready: ReadyHost; readonly ended: Promise<void> } | undefined;
  private isAttached = false;

  constructor(
    private readonly launched: Launched,
    private readonly files: GdbFiles,
    private readonly events: SessionEvents,
  ) {
    this.symbols = new GdbSymbols(launched.debuggee, files);
    launched.execution.native.onReady = (ready) => {
      // A host that is gone is reported by whoever watches it, and without symbols gdb still shows instructions.
      this.symbols.offer(ready).catch(() => undefined);
    };
  }

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
    // While gdb was looked for the program may have been moved on, or ended.
    execution.requireStopped();
    if ((await execution.setMode('jit')) !== 'jit') throw adapterErrors.nothingForGdb();
    const ready = await execution.native.start();
    execution.requireStopped();

    const image = execution.machine.save();
    const { start, end } = startOf(debuggee.program, debuggee.code, image);
    this.image = image;
    const options = {
      pid: ready.host.pid,
      stopAddress: ready.native.code.address + BigInt(start),
      remainingSize: end - start,
      syntax: format.syntax,
      version: gdb.version,
      symbolFile: await this.symbols.prepare(ready),
    };
    const configuration = cppdbgConfiguration({
      ...options,
      name: sessionMessages.gdbConfiguration(path.basename(debuggee.filePath)),
      gdb: gdb.path,
      program: await programOf(ready.host.pid),
    });
    const script = this.files.write('attach.gdb', attachScript(options));
    return { gdb: gdb.path, pid: ready.host.pid, script, configuration };
  }

  /**
   * Allows one process, and those that it starts, to attach.
   * @param isExpected whether to complain when gdb does not come soon; not for a debugger that the user starts later
   */
  async allow(pid: number, isExpected = true): Promise<void> {
    const { execution } = this.launched;
    const { host } = await execution.native.start();
    // A thread has one tracer at a time: gdb would try again and again to be that of one that the session steps.
    if (!execution.isRunning) await execution.letThreadGo();
    await host.allowDebugger(pid);
    this.monitor?.stop();
    this.monitor = new AttachMonitor({
      pid: host.pid,
      onAttached: () => this.attached(),
      onDetached: () => void this.detached(),
      onFailed: (message) => {
        this.events.output('important', message);
        this.events.gdb({ state: 'failed', message });
      },
    });
    if (isExpected) this.monitor.expect();
  }

  /** gdb at its prompt does not notice that its process has gone with the session, at a restart as well. */
  dispose(): void {
    this.monitor?.stop();
    if (this.isAttached) this.events.output('important', sessionMessages.gdbLosesProcess());
    this.isAttached = false;
  }

  /**
   * gdb has stopped the host. The run waits in its queue, and begins when gdb says continue. Where the session moved on
   * after gdb was asked for, its own run is the one that gdb sees: another would write its state over that.
   */
  private attached(): void {
    const { execution } = this.launched;
    execution.gdbHasControl = true;
    this.isAttached = true;
    this.events.gdb({ state: 'attached' });
    const ready = execution.native.current;
    // One run at a time: gdb came back before the run of its last visit could end.
    if (!ready || this.run) return;
    if ((execution.isRunning && execution.mode === 'jit') || execution.thread) {
      this.events.output('console', sessionMessages.gdbSeesSession());
      return;
    }
    this.run = {
      ready,
      ended: this.runFor(ready).finally(() => {
        this.run = undefined;
        execution.native.divert = undefined;
        // What the host holds now is where gdb's run came to, not where the session stands.
        execution.machine.revision++;
      }),
    };
  }

  private async runFor({ native }: ReadyHost): Promise<void> {
    const { execution, debuggee } = this.launched;
    execution.native.divert = (values) => {
      this.events.output('console', sessionMessages.gdbPrinted(values));
      return this.events.drained();
    };
    try {
      await native.setImage(this.image ?? execution.machine.save());
      // gdb may have left without ever letting the host go on.
      if (!this.isAttached) return;
      const stop = await native.run();
      this.events.output('console', outcomeText(debuggee.program, stop));
    } catch (error) {
      // A host that is gone is reported by whoever watches it.
      if (error instanceof NativeHostGone) return;
      this.events.output('important', error instanceof Error ? error.message : String(error));
    }
  }

  /** The session steps natively only when gdb's run is over; one that loops would never be. */
  private async detached(): Promise<void> {
    this.isAttached = false;
    const { run } = this;
    const { execution } = this.launched;
    run?.ready.native.pause();
    await run?.ended;
    if (this.monitor?.isAttached) return;
    // A host that is gone is reported by whoever watches it.
    await execution.native.current?.host.restoreCode().catch(() => undefined);
    execution.gdbHasControl = false;
    this.events.output('console', sessionMessages.gdbLeft());
    this.events.gdb({ state: 'detached' });
  }
}

/** Path of the program that a process runs: not that of this one, which VS Code's own Node may run. */
const programOf = (pid: number): Promise<string> =>
  readlink(`/proc/${pid}/exe`).catch(() => process.execPath);
