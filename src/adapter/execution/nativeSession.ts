import { NativeHost, NativeUnavailable, type HostExit } from '../../engine/native/nativeHost';
import { NativeMachine } from '../../engine/native/nativeMachine';
import { sessionMessages } from '../errors';
import type { Debuggee } from '../debuggee/debuggee';
import { PrintDigest } from './printDigest';
import type { PrintedOutput } from './printedOutput';

/** A native host that holds the machine code of this session. */
export interface ReadyHost {
  readonly host: NativeHost;
  readonly native: NativeMachine;
}

export interface NativeSessionOptions {
  readonly debuggee: Debuggee;
  /** False in a workspace that the user does not trust: then no host is ever started. */
  readonly allowed: boolean;
  /** Where what PRINT writes goes. */
  readonly output: PrintedOutput;
  /** What the host itself writes. */
  readonly onOutput: (stream: 'stdout' | 'stderr', text: string) => void;
  /**
   * The host ended although nobody here ended it.
   * @param hasPrinted whether something was printed since the place that the session goes back to
   */
  readonly onGone: (exit: HostExit, hasPrinted: boolean) => void;
}

/** The native host of one debug session: started when it is first needed, started anew after it died. */
export class NativeSession {
  private starting: Promise<ReadyHost> | undefined;
  private ready: ReadyHost | undefined;
  private disposed = false;
  private digest = new PrintDigest();
  /** How much of that was printed before the place that the session goes back to when the host ends. */
  private keptCount = 0;
  /** Told of every host that holds the code. */
  onReady: ((ready: ReadyHost) => void) | undefined;
  /** Takes what is printed natively in the place of the session: gdb's run is a run of its own. */
  divert: ((values: BigInt64Array) => Promise<void>) | undefined;

  constructor(private readonly options: NativeSessionOptions) {}

  /** The host and its code, when it runs already. */
  get current(): ReadyHost | undefined {
    return this.ready;
  }

  /**
   * Lets what is printed natively reach the user only until so many values were, counted since the last
   * {@link takeDigest}; the rest is nobody's.
   */
  printOnly(count: number): void {
    this.divert = (values) => this.pass(values.subarray(0, Math.max(0, count - this.digest.count)));
  }

  /** What was printed natively since the last call, to be compared with what the interpreter prints. */
  takeDigest(): PrintDigest {
    const { digest } = this;
    this.digest = new PrintDigest();
    this.keptCount = 0;
    return digest;
  }

  /** A move begins: until the next one, or the next {@link takeDigest}, the session goes back to here when the host ends. */
  keepPrinted(): void {
    this.keptCount = this.digest.count;
  }

  /**
   * Starts the host and loads the machine code, once.
   * @throws NativeUnavailable with the reason
   */
  async start(): Promise<ReadyHost> {
    if (this.disposed) throw new NativeUnavailable(sessionMessages.sessionEnded());
    if (!this.options.allowed) throw new NativeUnavailable(sessionMessages.notTrusted());
    this.starting ??= this.launch().catch((error: unknown) => {
      this.starting = undefined;
      throw error;
    });
    return this.starting;
  }

  /** Ends the host; nothing can be started afterwards. */
  dispose(): void {
    this.disposed = true;
    this.ready?.host.kill();
    this.ready = undefined;
  }

  private async launch(): Promise<ReadyHost> {
    const { debuggee, onOutput } = this.options;
    const host = await NativeHost.start({ onOutput });
    try {
      const native = await NativeMachine.load(host, debuggee.program, debuggee.code, {
        onPrinted: (values) => this.printed(values),
      });
      if (this.disposed) throw new NativeUnavailable(sessionMessages.sessionEnded());
      this.ready = { host, native };
    } catch (error) {
      host.kill();
      throw error;
    }
    host.onExit((exit) => this.ended(exit));
    this.onReady?.(this.ready);
    return this.ready;
  }

  private printed(values: BigInt64Array): Promise<void> {
    return this.divert ? this.divert(values) : this.pass(values);
  }

  private pass(values: BigInt64Array): Promise<void> {
    this.digest.add(values);
    return this.options.output.write(values);
  }

  private ended(exit: HostExit): void {
    this.starting = undefined;
    this.ready = undefined;
    const hasPrinted = this.digest.count > this.keptCount;
    if (!exit.requested && !this.disposed) this.options.onGone(exit, hasPrinted);
  }
}
