import {
  NativeHost,
  NativeUnavailable,
  type HostExit,
  type LoadedCode,
} from '../../engine/native/nativeHost';
import { sessionMessages } from '../errors';
import type { Debuggee } from '../debuggee/debuggee';

/** A native host that holds the machine code of this session. */
export interface ReadyHost {
  readonly host: NativeHost;
  readonly code: LoadedCode;
}

export interface NativeSessionOptions {
  readonly debuggee: Debuggee;
  /** False in a workspace that the user does not trust: then no host is ever started. */
  readonly allowed: boolean;
  /** What machine code or the host itself writes. */
  readonly onOutput: (stream: 'stdout' | 'stderr', text: string) => void;
  /** The host ended although nobody here ended it. */
  readonly onGone: (exit: HostExit) => void;
}

/** The native host of one debug session: started when it is first needed, started anew after it died. */
export class NativeSession {
  private starting: Promise<ReadyHost> | undefined;
  private ready: ReadyHost | undefined;
  private disposed = false;

  constructor(private readonly options: NativeSessionOptions) {}

  /** The host and its code, when it runs already. */
  get current(): ReadyHost | undefined {
    return this.ready;
  }

  /**
   * Starts the host and loads the machine code, once.
   * @throws NativeUnavailable with the reason
   */
  async start(): Promise<ReadyHost> {
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
      const code = await host.load(debuggee.code.bytes);
      if (this.disposed) throw new NativeUnavailable('The session has ended.');
      this.ready = { host, code };
    } catch (error) {
      host.kill();
      throw error;
    }
    host.onExit((exit) => this.ended(exit));
    return this.ready;
  }

  private ended(exit: HostExit): void {
    this.starting = undefined;
    this.ready = undefined;
    if (!exit.requested && !this.disposed) this.options.onGone(exit);
  }
}
