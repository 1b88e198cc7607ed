/** Takes text for the client; settles when more may follow, so that output of any length stays out of memory. */
export type TextSink = (text: string) => void | Promise<void>;

/** Values turned into text at a time: a message of some ten kilobytes, behind which a client can have its turn. */
const valuesPerMessage = 2_048;

/** What PRINT wrote, on its way to the client: in order, in few large messages. */
export class PrintedOutput {
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly sink: TextSink) {}

  /** Settles when the client can take more. */
  write(values: BigInt64Array): Promise<void> {
    if (values.length === 0) return this.queue;
    // Nothing waits before: it goes out at once, ahead of whatever is said next.
    this.queue = this.queue.then(() => this.send(values));
    return this.queue;
  }

  private async send(values: BigInt64Array): Promise<void> {
    for (let start = 0; start < values.length; start += valuesPerMessage) {
      await this.sink(`${values.subarray(start, start + valuesPerMessage).join('\n')}\n`);
    }
  }
}
