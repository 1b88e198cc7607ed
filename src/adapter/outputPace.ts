import { setTimeout as delay } from 'node:timers/promises';

/** Lines that a client may be behind before it is waited for. */
const burst = 10_000;

/**
 * How much is sent to a client that takes everything at once and shows it as slowly as it can: VS Code's Debug Console
 * shows about 10,000 lines a second. Without a measure of our own a loop that prints buries the window within seconds,
 * and a pause shows minutes later.
 */
export class OutputPace {
  private lines = 0;
  private since = performance.now();

  constructor(private readonly linesPerSecond: number) {}

  /** Counts what was sent. */
  note(text: string): void {
    this.settle();
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.lines++;
  }

  /** Settles when the client has had the time to show most of it. */
  async wait(): Promise<void> {
    this.settle();
    const behind = this.lines - burst;
    if (behind > 0) await delay((behind / this.linesPerSecond) * 1000, undefined, { ref: false });
  }

  private settle(): void {
    const now = performance.now();
    const shown = ((now - this.since) / 1000) * this.linesPerSecond;
    this.lines = Math.max(0, this.lines - shown);
    this.since = now;
  }
}
