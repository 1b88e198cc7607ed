/**
 * The tracer: a process of its own that steps a thread of the native host, forked by Tracer. It lives exactly as long as
 * the channel to its parent. When it ends, Linux lets the thread run on.
 */
import { NativeUnavailable } from '../errors';
import { loadKoffi } from '../koffiLibrary';
import { Ptrace, ThreadGone } from './ptrace';
import { parseTracerRequest, type TracerReply, type TracerRequest } from './tracerProtocol';
import { Registers } from './registers';
import { TracedThread } from './tracedThread';
import { tracingMessages } from './messages';

/** Words of the stack that come with every stop. */
const stackWordsShown = 8;

/**
 * How often a stopped thread is asked whether it still exists: a process that is killed stays until its tracer has heard
 * of the end of each thread. Unit: milliseconds.
 */
const watchInterval = 50;

const reply = (message: TracerReply): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

class TracerRequests {
  private traced: TracedThread | undefined;
  private isBusy = false;
  /** Killed, but not asked about for the last time. */
  private dying: TracedThread[] = [];

  constructor(private readonly ptrace: Ptrace) {
    setInterval(() => this.watch(), watchInterval).unref();
  }

  async answer(request: TracerRequest): Promise<TracerReply> {
    const { id } = request;
    this.isBusy = true;
    try {
      return await this.do(request);
    } catch (error) {
      if (error instanceof ThreadGone) this.forget();
      const message = error instanceof Error ? error.message : String(error);
      return { kind: 'failed', id, error: failureKind(error), message };
    } finally {
      this.isBusy = false;
    }
  }

  private async do(request: TracerRequest): Promise<TracerReply> {
    const { id } = request;
    if (request.kind === 'attach') {
      this.traced = await TracedThread.attach(this.ptrace, request.pid, request.thread);
      return this.stopped(id, this.traced);
    }
    const { traced } = this;
    if (!traced) throw new ThreadGone();
    switch (request.kind) {
      case 'step':
        traced.step();
        return this.stopped(id, traced);
      case 'run':
        await traced.run([...request.addresses]);
        return this.stopped(id, traced);
      case 'writeRegisters':
        traced.registers = new Registers(request.registers);
        return this.stopped(id, traced);
      case 'readWords':
        return { kind: 'words', id, values: traced.readWords(request.address, request.count) };
      case 'writeWord':
        traced.writeWord(request.address, request.value);
        return { kind: 'done', id };
      case 'detach':
        this.traced = undefined;
        traced.detach();
        return { kind: 'done', id };
    }
  }

  private stopped(id: number, traced: TracedThread): TracerReply {
    const { registers } = traced;
    const stack = traced.readWords(registers.get('rsp'), stackWordsShown).slice();
    return { kind: 'stopped', id, registers: registers.words, stack, fault: traced.fault };
  }

  private watch(): void {
    if (!this.isBusy && this.traced && !this.traced.exists) this.forget();
    this.dying = this.dying.filter((thread) => thread.exists);
  }

  private forget(): void {
    const { traced } = this;
    this.traced = undefined;
    if (!traced) return;
    traced.close();
    this.dying.push(traced);
  }
}

const failureKind = (error: unknown): 'unavailable' | 'gone' | 'request' => {
  if (error instanceof ThreadGone) return 'gone';
  return error instanceof NativeUnavailable ? 'unavailable' : 'request';
};

async function main(): Promise<void> {
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  let requests: TracerRequests;
  try {
    requests = new TracerRequests(new Ptrace(await loadKoffi()));
  } catch (error) {
    reply({ kind: 'unavailable', reason: error instanceof Error ? error.message : String(error) });
    return;
  }
  let last: Promise<void> = Promise.resolve();
  process.on('message', (message) => {
    const request = parseTracerRequest(message);
    if (!request) {
      process.stderr.write(`${tracingMessages.badMessage()}\n`);
      process.exit(1);
    }
    // One after the other: the thread can do one thing at a time.
    last = last.then(async () => reply(await requests.answer(request)));
  });
  reply({ kind: 'ready' });
}

void main();
