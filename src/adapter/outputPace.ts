import { setTimeout as delay } from 'node:timers/promises';

/** Lines that are sent before the client is asked whether it has shown them. */
const linesAhead = 4_096;

/** How long it may take to say so: a client that does not answer at all is not waited for. Unit: milliseconds. */
const patience = 5_000;

/**
 * How much is sent to a client that takes everything at once and shows it as slowly as it can. VS Code's window does:
 * without a measure of our own a loop that prints buries it within seconds, and a pause shows minutes later. So the
 * window is asked now and then whether it has got this far, and is no more than some thousand lines behind.
 */
export class OutputPace {
  private lines = 0;
  private waiting: Promise<void> | undefined;
  private reached: (() => void) | undefined;

  /** @param ask sends an event that comes behind all output so far, for {@link shown} to be called */
  constructor(private readonly ask: () => void) {}

  /** Counts what was sent. */
  note(text: string): void {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.lines++;
  }

  /** Settles when the client has shown nearly all of it. */
  async wait(): Promise<void> {
    if (this.waiting === undefined && this.lines < linesAhead) return;
    await (this.waiting ??= this.untilShown().finally(() => (this.waiting = undefined)));
  }

  /** The client has come to the event that it was asked with. */
  shown(): void {
    this.reached?.();
  }

  private async untilShown(): Promise<void> {
    this.lines = 0;
    const reached = new Promise<void>((resolve) => (this.reached = resolve));
    this.ask();
    await Promise.race([reached, delay(patience, undefined, { ref: false })]);
  }
}
