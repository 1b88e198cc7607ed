import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { NativeUnavailable } from '../errors';
import { findScript } from '../hostScript';
import { nativeMessages } from '../messages';
import { PendingReplies } from '../pendingReplies';
import { tracingMessages } from './messages';
import { Registers } from './registers';
import { parseTracerReply, type TracerReply, type TracerRequest } from './tracerProtocol';

/** Milliseconds that a tracer may take to start. */
const startTimeout = 15_000;

/** The tracer, or the thread that it traced, ended while somebody waited for it. */
export class TracingEnded extends Error {
  override readonly name = 'TracingEnded';
}

/** Where a traced thread stands. */
export interface ThreadState {
  readonly registers: Registers;
  /** The words from rsp upwards, some of them. */
  readonly stack: BigUint64Array;
  /** The signal by which the processor refused the last instruction; 0 where it did not. */
  readonly fault: number;
}

/** The process that traces a thread of a native host, seen from the outside. One thread at a time. */
export class Tracer {
  private readonly pending = new PendingReplies<TracerReply>();
  /** How the process ended, for a person; undefined while it lives. */
  private end: string | undefined;
  /** Told once when the process ends although nobody here ended it. */
  onGone: ((how: string) => void) | undefined;

  private constructor(
    private readonly child: ChildProcess,
    /** Process id, which the host allows to trace it. */
    readonly pid: number,
  ) {
    child.on('message', (message) => this.receive(message));
    child.on('exit', (code, signal) => this.ended(nativeMessages.endCause(code, signal)));
    // Speaking to a process that just ended: its exit says so better.
    child.on('error', () => undefined);
  }

  /** @throws NativeUnavailable where machine instructions cannot be stepped; the message says why */
  static async start(folder: string = __dirname): Promise<Tracer> {
    const { platform, arch } = process;
    if (platform !== 'linux' || arch !== 'x64')
      throw new NativeUnavailable(tracingMessages.otherSystem(platform, arch));
    const script = findScript(folder, 'native-tracer.js', 'tracerMain.ts');
    if (!script)
      throw new NativeUnavailable(tracingMessages.noTracerScript(path.join(folder, 'native-tracer.js')));
    const child = fork(script.path, [], {
      execArgv: [...script.nodeArguments],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const problem = await started(child);
    if (problem === undefined && child.pid !== undefined) return new Tracer(child, child.pid);
    child.on('error', () => undefined);
    child.kill('SIGKILL');
    throw new NativeUnavailable(problem ?? nativeMessages.startFailed('it has no process id'));
  }

  /**
   * Stops a thread of a process.
   * @throws NativeUnavailable when the system refuses; TracingEnded
   */
  attach(pid: number, thread: number): Promise<ThreadState> {
    return this.move((id) => ({ kind: 'attach', id, pid, thread }));
  }

  /** Executes one instruction. @throws TracingEnded */
  step(): Promise<ThreadState> {
    return this.move((id) => ({ kind: 'step', id }));
  }

  /** Executes one instruction at least, then on to any of the addresses. @throws TracingEnded */
  run(addresses: readonly bigint[]): Promise<ThreadState> {
    return this.move((id) => ({ kind: 'run', id, addresses: BigUint64Array.from(addresses) }));
  }

  /** @throws TracingEnded */
  writeRegisters({ words }: Registers): Promise<ThreadState> {
    return this.move((id) => ({ kind: 'writeRegisters', id, registers: words }));
  }

  /** @returns fewer words where memory cannot be read @throws TracingEnded */
  async readWords(address: bigint, count: number): Promise<BigUint64Array> {
    const reply = await this.request((id) => ({ kind: 'readWords', id, address, count }));
    return reply.kind === 'words' ? reply.values : new BigUint64Array(0);
  }

  /** @throws TracingEnded */
  async writeWord(address: bigint, value: bigint): Promise<void> {
    await this.request((id) => ({ kind: 'writeWord', id, address, value }));
  }

  /** The thread runs on, untraced. @throws TracingEnded */
  async detach(): Promise<void> {
    await this.request((id) => ({ kind: 'detach', id }));
  }

  /** Ends the process; a thread that it traces runs on. */
  kill(): void {
    this.onGone = undefined;
    this.child.kill('SIGKILL');
  }

  get isAlive(): boolean {
    return this.end === undefined;
  }

  private async move(make: (id: number) => TracerRequest): Promise<ThreadState> {
    const reply = await this.request(make);
    if (reply.kind !== 'stopped') throw new Error(tracingMessages.badMessage());
    const { registers, stack, fault } = reply;
    return { registers: new Registers(registers), stack, fault };
  }

  private async request(make: (id: number) => TracerRequest): Promise<TracerReply> {
    if (this.end !== undefined) throw new TracingEnded(tracingMessages.tracerGone(this.end));
    const { id, reply } = this.pending.open();
    this.child.send(make(id), () => undefined);
    const answer = await reply;
    if (answer.kind !== 'failed') return answer;
    if (answer.error === 'unavailable') throw new NativeUnavailable(answer.message);
    throw answer.error === 'gone' ? new TracingEnded(answer.message) : new Error(answer.message);
  }

  private receive(message: unknown): void {
    const reply = parseTracerReply(message);
    if (reply && 'id' in reply) this.pending.resolve(reply.id, reply);
    else this.pending.rejectAll(new Error(tracingMessages.badMessage()));
  }

  private ended(how: string): void {
    this.end = how;
    this.pending.rejectAll(new TracingEnded(tracingMessages.tracerGone(how)));
    this.onGone?.(how);
  }
}

/** Waits for the first message. @returns why the process cannot trace, or undefined when it can */
function started(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish(nativeMessages.startTimedOut(startTimeout)), startTimeout);
    const finish = (reason?: string): void => {
      clearTimeout(timer);
      child.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(reason);
    };
    const onMessage = (message: unknown): void => {
      const reply = parseTracerReply(message);
      if (reply?.kind === 'ready') finish();
      else finish(reply?.kind === 'unavailable' ? reply.reason : tracingMessages.badMessage());
    };
    const onError = (error: Error): void => finish(nativeMessages.startFailed(error.message));
    const onExit = (code: number | null, signal: string | null): void =>
      finish(nativeMessages.startFailed(nativeMessages.endCause(code, signal)));
    child.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}
