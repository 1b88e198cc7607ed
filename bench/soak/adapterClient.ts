import { ProtocolClient } from '@vscode/debugadapter-testsupport/lib/protocolClient';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import path from 'node:path';

/** The adapter as it is shipped. */
const adapterScript = path.resolve(__dirname, '../../dist/adapter.js');

/** Milliseconds that anything a session does may take. */
const patience = 30_000;

/** The real adapter in a process of its own, over stdio; the connection can be cut, and the process killed. */
export class AdapterClient extends ProtocolClient {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly exited: Promise<void>;

  /** @param environment of the adapter and of all that it starts */
  constructor(environment: NodeJS.ProcessEnv) {
    super();
    this.child = spawn(process.execPath, [adapterScript], { env: environment });
    this.exited = new Promise((resolve) => this.child.once('exit', () => resolve()));
    // Writing to an adapter that has ended: that is what some sessions are about.
    this.child.stdin.on('error', () => undefined);
    this.connect(this.child.stdout, this.child.stdin);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Sends a request. @returns the body of its response @throws Error with the adapter's message, or after 30 s */
  async request(command: string, args: object = {}): Promise<Record<string, unknown>> {
    const { body } = (await inTime(this.send(command, args), command)) as { body?: Record<string, unknown> };
    return body ?? {};
  }

  /** Does something and waits for one of these events after it. @throws Error after 30 s */
  async untilEvent(names: readonly string[], action: () => Promise<unknown>): Promise<void> {
    const came = new Promise<void>((resolve) => {
      for (const name of names) this.once(name, () => resolve());
    });
    await action();
    await inTime(came, names.join(' or '));
  }

  /** Closes both directions without a word, as a client that crashed does. */
  cut(): void {
    this.child.stdin.destroy();
    this.child.stdout.destroy();
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** @throws Error where the process is still there after 30 s */
  untilExit(): Promise<void> {
    return inTime(this.exited, 'the end of the adapter');
  }
}

function inTime<Value>(promise: Promise<Value>, what: string): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Waited in vain for ${what}.`)), patience);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
