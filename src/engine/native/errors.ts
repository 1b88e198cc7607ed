import { nativeMessages } from './messages';

/** Machine code cannot run here. The message says why; whoever catches it says so once and uses the interpreter. */
export class NativeUnavailable extends Error {
  override readonly name = 'NativeUnavailable';
}

/** How a process ended, as Node tells it: either a code or a signal. */
export interface ProcessExit {
  readonly code: number | null;
  /** For example `SIGSEGV`. */
  readonly signal: NodeJS.Signals | null;
}

/** The native host ended while somebody waited for it, or had ended before. */
export class NativeHostGone extends Error {
  override readonly name = 'NativeHostGone';

  constructor(
    readonly pid: number,
    readonly exit: ProcessExit,
  ) {
    super(nativeMessages.gone(pid, exit.code, exit.signal));
  }
}
