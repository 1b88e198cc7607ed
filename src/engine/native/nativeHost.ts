import { fork, type ChildProcess } from 'node:child_process';
import { NativeHostGone, NativeUnavailable, type ProcessExit } from './errors';
import { parseReply, type HostReply, type HostRequest, type RunRequest } from './hostProtocol';
import { findHostScript } from './hostScript';
import { hostStarted } from './hostStart';
import { InterfaceFile } from './interfaceFile';
import { nativeMessages } from './messages';
import { PendingReplies } from './pendingReplies';
import type {
  MachineAddresses,
  MachineArea,
  MachineLayout,
  MachineRun,
  MachineStopped,
  ParkedThread,
} from './machineProtocol';

export { NativeHostGone, NativeUnavailable, type ProcessExit } from './errors';
export type { RunFrom, RunRequest, RunState } from './hostProtocol';
export type { MachineAddresses, MachineArea } from './machineProtocol';

export interface NativeHostOptions {
  /** The program of the host, when it is not the one beside the code that runs now. */
  readonly hostScript?: string;
  /** Milliseconds to wait for the host to start; 15 s if absent. */
  readonly startTimeout?: number;
  /** Whatever the host (or machine code) writes. It never reaches our own stdout, which may speak a protocol. */
  readonly onOutput?: (stream: 'stdout' | 'stderr', text: string) => void;
}

/** What gdb is to know about the code, as bytes made elsewhere. */
export interface CodeSymbols {
  /** The shared object that exports gdb's JIT interface. */
  readonly jitInterface: Uint8Array;
  /** Makes the symbol file of the code once its address is known. */
  readonly symbolObject: (address: bigint) => Uint8Array;
}

export interface LoadedCode {
  /** Address in the host of the first byte. */
  readonly address: bigint;
  /** Bytes. */
  readonly size: number;
  /** Where the state of the machine lies, for code with the convention `frames`. */
  readonly machine?: MachineAddresses;
  /** Whether gdb will find the symbols by itself; only when symbols were passed. */
  readonly symbols?: SymbolRegistration;
}

export type SymbolRegistration =
  { readonly registered: true } | { readonly registered: false; readonly reason: string };

export interface RunOutcome {
  /** What rax held when the code returned or stopped: the result so far. */
  readonly result: bigint;
}

export interface HostExit extends ProcessExit {
  /** Whether {@link NativeHost.kill} or {@link NativeHost.end} was called before. */
  readonly requested: boolean;
}

const defaultStartTimeout = 15_000;

/**
 * The process that owns executable memory, seen from the outside. Whatever machine code does, it happens to that
 * process alone: here a promise rejects with {@link NativeHostGone}, which names the signal.
 */
export class NativeHost {
  private readonly pending = new PendingReplies<HostReply>();
  private readonly exitListeners: ((exit: HostExit) => void)[] = [];
  /** Who takes what a run prints, by the id of its request. */
  private readonly printing = new Map<number, (values: BigInt64Array) => void>();
  /** Who waits for a thread to be parked, by the id of the request. */
  private readonly parking = new Map<number, (parked: ParkedThread) => void>();
  private readonly interfaceFile = new InterfaceFile();
  private loaded: LoadedCode | undefined;
  private killed = false;
  /** How the process ended; undefined while it lives. */
  exit: HostExit | undefined;

  private constructor(
    private readonly child: ChildProcess,
    /** Process id, which gdb attaches to. */
    readonly pid: number,
  ) {
    child.on('message', (message) => this.receive(message));
    child.on('exit', (code, signal) => this.ended({ code, signal, requested: this.killed }));
    // Sending to or killing a process that just ended: its exit event says so better.
    child.on('error', () => undefined);
  }

  /**
   * Starts a host and waits until it can run machine code.
   * @throws NativeUnavailable when it cannot; the message says why
   */
  static async start(options: NativeHostOptions = {}): Promise<NativeHost> {
    if (process.arch !== 'x64') throw new NativeUnavailable(nativeMessages.otherProcessor(process.arch));
    const script = options.hostScript ? { path: options.hostScript, nodeArguments: [] } : findHostScript();
    const child = fork(script.path, [], {
      execArgv: [...script.nodeArguments],
      serialization: 'advanced',
      // The program's thread is the only one: see interrupts.ts.
      env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (text: string) => options.onOutput?.(name, text));
    }
    await hostStarted(child, options.startTimeout ?? defaultStartTimeout);
    if (child.pid === undefined)
      throw new NativeUnavailable(nativeMessages.startFailed('it has no process id'));
    return new NativeHost(child, child.pid);
  }

  /**
   * Puts machine code into executable memory, in the place of what was loaded before.
   * @param bytes position-independent code, called as `int64_t (*)(void)` where no layout is passed
   * @param symbols tells gdb about it as well, see {@link registerSymbols}
   * @param layout of the state, for code with the convention `frames`; the state is that before the program begins
   * @throws NativeUnavailable when the system refuses; NativeHostGone
   */
  async load(bytes: Uint8Array, symbols?: CodeSymbols, layout?: MachineLayout): Promise<LoadedCode> {
    this.loaded = undefined;
    const part = layout ? { machine: layout } : {};
    const { address, machine } = await this.request('loaded', (id) => ({ kind: 'load', id, bytes, ...part }));
    this.loaded = { address, size: bytes.length, ...(machine ? { machine } : {}) };
    if (symbols) this.loaded = { ...this.loaded, symbols: await this.registerSymbols(symbols) };
    return this.loaded;
  }

  /**
   * Tells gdb about the loaded code through its JIT interface, whether it is attached already or comes later.
   * @returns why not, where the interface cannot be offered; gdb can read a symbol file instead then
   * @throws NativeHostGone
   */
  async registerSymbols(symbols: CodeSymbols): Promise<SymbolRegistration> {
    if (!this.loaded) return { registered: false, reason: nativeMessages.nothingLoaded() };
    const symbolObject = symbols.symbolObject(this.loaded.address);
    try {
      const interfaceFile = this.interfaceFile.write(symbols.jitInterface);
      await this.request('done', (id) => ({ kind: 'registerSymbols', id, interfaceFile, symbolObject }));
      return { registered: true };
    } catch (error) {
      if (error instanceof NativeHostGone) throw error;
      return { registered: false, reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /**
   * Runs the loaded code, from its entry or from an op, to its end or to the op to stop before. While gdb is attached,
   * run without `stopAt`: gdb would write its own bytes back over ours.
   * @throws NativeHostGone when the code crashes or the host is killed
   */
  async run(request: RunRequest): Promise<RunOutcome> {
    const { result } = await this.request('finished', (id) => ({ kind: 'run', id, request }));
    return { result };
  }

  /**
   * Runs code with the convention `frames`.
   * @param onPrinted takes, in order, what was printed before the rest that comes with the stop
   * @throws NativeHostGone when the host is killed
   */
  async runMachine(request: MachineRun, onPrinted: (values: BigInt64Array) => void): Promise<MachineStopped> {
    return this.startMachine('runMachine', request, onPrinted);
  }

  /**
   * Like {@link runMachine}, but the thread waits for a tracer first.
   * @returns the thread, and how the run ends once it was let go
   * @throws NativeUnavailable where there are no tracers; NativeHostGone
   */
  async park(
    request: MachineRun,
    onPrinted: (values: BigInt64Array) => void,
  ): Promise<{ readonly parked: ParkedThread; readonly stopped: Promise<MachineStopped> }> {
    let stopped: Promise<MachineStopped> | undefined;
    const parked = await new Promise<ParkedThread>((resolve, reject) => {
      stopped = this.startMachine('park', request, onPrinted, resolve);
      // Before it is parked this is why it cannot be; later whoever waits for the end is told.
      stopped.catch(reject);
    });
    if (!stopped) throw new Error(nativeMessages.badMessage('from'));
    return { parked, stopped };
  }

  /** Lets a traced run that came to its exit go on, while its thread stands still. @returns what it printed */
  async goOn(): Promise<BigInt64Array> {
    return (await this.request('words', (id) => ({ kind: 'goOn', id }))).values;
  }

  private async startMachine(
    kind: 'runMachine' | 'park',
    request: MachineRun,
    onPrinted: (values: BigInt64Array) => void,
    onParked?: (parked: ParkedThread) => void,
  ): Promise<MachineStopped> {
    let id = 0;
    try {
      const reply = await this.request('stopped', (own) => {
        this.printing.set((id = own), onPrinted);
        if (onParked) this.parking.set(id, onParked);
        return { kind, id, request };
      });
      return reply.stopped;
    } finally {
      this.printing.delete(id);
      this.parking.delete(id);
    }
  }

  /** Stops a run of the machine at its next jump backwards or call; does nothing when none is on. */
  async pauseMachine(): Promise<void> {
    await this.request('done', (id) => ({ kind: 'pause', id }));
  }

  /** Reads words of the machine's stack or cells. */
  async readWords(area: MachineArea, first: number, count: number): Promise<BigInt64Array> {
    return (await this.request('words', (id) => ({ kind: 'readWords', id, area, first, count }))).values;
  }

  /** Writes words of the machine's stack or cells. */
  async writeWords(area: MachineArea, first: number, values: BigInt64Array): Promise<void> {
    await this.request('done', (id) => ({ kind: 'writeWords', id, area, first, values }));
  }

  /**
   * Reads memory of the host, where it holds machine code or the state of the machine.
   * @param size bytes wanted
   * @returns fewer bytes, or none, where that memory ends
   */
  async readMemory(address: bigint, size: number): Promise<Uint8Array> {
    return (await this.request('memory', (id) => ({ kind: 'read', id, address, size }))).bytes;
  }

  /**
   * Overwrites the loaded machine code. It then runs as it stands there, and no longer as it was emitted.
   * @param offset in bytes from the start of the code
   * @throws Error while it runs and outside of it; NativeHostGone
   */
  async patchCode(offset: number, bytes: Uint8Array): Promise<void> {
    await this.request('done', (id) => ({ kind: 'patchCode', id, offset, bytes }));
  }

  /**
   * Puts the loaded machine code back where somebody else wrote over it: a debugger that is killed leaves its breakpoints
   * behind. Does nothing while another debugger is attached, who may have some.
   * @throws Error while it runs; NativeHostGone
   */
  async restoreCode(): Promise<void> {
    await this.request('done', (id) => ({ kind: 'restoreCode', id }));
  }

  /**
   * Lets a process and its descendants attach with ptrace where Yama restricts that (Linux; nothing happens elsewhere).
   * @param pid process id of gdb or of the shell that it will be started from
   */
  async allowDebugger(pid: number): Promise<void> {
    await this.request('done', (id) => ({ kind: 'allowDebugger', id, pid }));
  }

  /**
   * Tells a perf that records the host where the jitdump of its code is.
   * @param file path of an existing file with the name that jitDump.ts gives
   * @throws Error that says why perf cannot be told; NativeHostGone
   */
  async markJitDump(file: string): Promise<void> {
    await this.request('done', (id) => ({ kind: 'markJitDump', id, file }));
  }

  /** Calls back once when the host has ended, for whatever reason; at once when it has ended already. */
  onExit(listener: (exit: HostExit) => void): void {
    if (this.exit) listener(this.exit);
    else this.exitListeners.push(listener);
  }

  /**
   * Lets the host exit by itself, so that a debugger sees a program that has ended. Waits for as long as that one holds
   * the host.
   * @throws Error while it runs code
   */
  async end(exitCode: number): Promise<void> {
    this.killed = true;
    try {
      await this.request('done', (id) => ({ kind: 'end', id, exitCode }));
    } catch (error) {
      if (error instanceof NativeHostGone) return;
      this.killed = false;
      throw error;
    }
  }

  /** Ends the host at once, even in an endless loop. What still waits for it rejects with {@link NativeHostGone}. */
  kill(): void {
    this.killed = true;
    this.child.kill('SIGKILL');
    // Not only when it has ended: whoever kills it may be about to end as well.
    this.interfaceFile.remove();
  }

  private async request<Kind extends HostReply['kind']>(
    kind: Kind,
    make: (id: number) => HostRequest,
  ): Promise<Extract<HostReply, { kind: Kind }>> {
    if (this.exit) throw new NativeHostGone(this.pid, this.exit);
    const { id, reply } = this.pending.open();
    // A failure to send means that the host is ending: its exit rejects the reply.
    this.child.send(make(id), () => undefined);
    return expectReply(await reply, kind);
  }

  private receive(message: unknown): void {
    const reply = parseReply(message);
    if (reply?.kind === 'printed') this.printing.get(reply.id)?.(reply.values);
    else if (reply?.kind === 'parked') this.parking.get(reply.id)?.(reply.parked);
    else if (reply && 'id' in reply) this.pending.resolve(reply.id, reply);
    else this.pending.rejectAll(new Error(nativeMessages.badMessage('from')));
  }

  private ended(exit: HostExit): void {
    this.exit = exit;
    this.interfaceFile.remove();
    this.pending.rejectAll(new NativeHostGone(this.pid, exit));
    for (const listener of this.exitListeners.splice(0)) listener(exit);
  }
}

function expectReply<Kind extends HostReply['kind']>(
  reply: HostReply,
  kind: Kind,
): Extract<HostReply, { kind: Kind }> {
  if (isKind(reply, kind)) return reply;
  if (reply.kind !== 'failed') throw new Error(nativeMessages.badMessage('from'));
  throw reply.error === 'unavailable' ? new NativeUnavailable(reply.message) : new Error(reply.message);
}

const isKind = <Kind extends HostReply['kind']>(
  reply: HostReply,
  kind: Kind,
): reply is Extract<HostReply, { kind: Kind }> => reply.kind === kind;
