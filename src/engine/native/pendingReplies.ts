interface Pending<Reply> {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
}

/** Requests that wait for their reply, by id. Each is settled exactly once. */
export class PendingReplies<Reply> {
  private readonly waiting = new Map<number, Pending<Reply>>();
  private nextId = 1;

  /** Reserves an id; the promise settles when its reply comes or all are rejected. */
  open(): { readonly id: number; readonly reply: Promise<Reply> } {
    const id = this.nextId++;
    const reply = new Promise<Reply>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    return { id, reply };
  }

  /** An id that nobody waits for (any more) is ignored. */
  resolve(id: number, reply: Reply): void {
    const pending = this.waiting.get(id);
    this.waiting.delete(id);
    pending?.resolve(reply);
  }

  rejectAll(error: Error): void {
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const pending of all) pending.reject(error);
  }
}
