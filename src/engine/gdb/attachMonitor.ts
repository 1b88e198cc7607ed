import { readFile } from 'node:fs/promises';
import { explainFailure } from './attachFailure';

/** What a monitor calls back about. */
export interface AttachEvents {
  /** @param tracer process id of gdb */
  readonly onAttached: (tracer: number) => void;
  readonly onDetached: () => void;
  /** gdb was expected but did not come. @param message what to tell the user, with the remedy */
  readonly onFailed: (message: string) => void;
}

export interface AttachMonitorOptions extends AttachEvents {
  /** Process id of the native host. */
  readonly pid: number;
  /** Milliseconds between two looks. */
  readonly interval?: number;
}

const defaultInterval = 50;
/** Milliseconds in which gdb should have attached; reading Electron's symbols takes it a while. */
const defaultPatience = 10_000;

/**
 * Watches whether a debugger is attached to a process (Linux: TracerPid in /proc/PID/status, proc(5)). A process may
 * be traced by one debugger at a time, so that this is gdb.
 */
export class AttachMonitor {
  private tracer = 0;
  private timer: NodeJS.Timeout | undefined;
  private patience: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(private readonly options: AttachMonitorOptions) {
    void this.look();
  }

  /** Whether a debugger is attached, as of the last look. */
  get isAttached(): boolean {
    return this.tracer !== 0;
  }

  /**
   * Begins to expect gdb: when it has not attached in time, `onFailed` says why. Coming later is still noticed.
   * @param patience milliseconds
   */
  expect(patience = defaultPatience): void {
    clearTimeout(this.patience);
    if (this.stopped || this.isAttached) return;
    this.patience = setTimeout(() => void this.fail(patience), patience);
  }

  /** Ends the watch; nothing is called back any more. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.patience);
  }

  private async look(): Promise<void> {
    const tracer = await readTracer(this.options.pid);
    if (this.stopped) return;
    const before = this.tracer;
    this.tracer = tracer ?? 0;
    if (tracer !== undefined)
      this.timer = setTimeout(() => void this.look(), this.options.interval ?? defaultInterval);
    if (this.tracer !== 0 && before === 0) {
      clearTimeout(this.patience);
      this.options.onAttached(this.tracer);
    } else if (this.tracer === 0 && before !== 0) {
      this.options.onDetached();
    }
  }

  private async fail(patience: number): Promise<void> {
    const message = await explainFailure(this.options.pid, patience);
    if (!this.stopped && !this.isAttached) this.options.onFailed(message);
  }
}

/** Process id of the debugger of a process, 0 when it has none, undefined when there is no such process. */
async function readTracer(pid: number): Promise<number | undefined> {
  try {
    return Number(/^TracerPid:\s+(\d+)$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return undefined;
  }
}
