import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { gdbCommandLine } from '../../../src/engine/gdb/attachScript';
import { findGdb, GdbUnavailable, type Gdb } from '../../../src/engine/gdb/findGdb';

const prompt = '(gdb) ';

/** The gdb of this machine. Without one a test is skipped, but on CI it has to be there. */
export async function gdbOrSkip(test: Mocha.Context): Promise<Gdb> {
  try {
    return await findGdb();
  } catch (error) {
    if (!(error instanceof GdbUnavailable) || process.env.CI) throw error;
    return test.skip();
  }
}

/** A real gdb that a test types commands into. */
export class GdbProcess {
  private output = '';
  private waiting: (() => void) | undefined;
  /** Settles when gdb has ended. */
  readonly ended: Promise<void>;

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.output += text;
      this.waiting?.();
    });
    child.stdin.on('error', () => undefined);
    this.ended = new Promise((resolve) =>
      child.on('close', () => {
        resolve();
        this.waiting?.();
      }),
    );
  }

  /** Starts gdb, with a script or with nothing, without the configuration of whoever runs the tests. */
  static start(gdb: Gdb, script?: string): GdbProcess {
    const [program = '', ...words] =
      script === undefined ? [gdb.path, '-q'] : gdbCommandLine(gdb.path, script);
    return new GdbProcess(spawn(program, ['-nx', '-iex', 'set width 0', '-iex', 'set height 0', ...words]));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** What gdb writes up to its next prompt. */
  async untilPrompt(timeout = 15_000): Promise<string> {
    const end = Date.now() + timeout;
    while (!this.output.includes(prompt)) {
      if (this.child.exitCode !== null) return this.take(this.output.length, 0);
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`gdb is silent after:\n${this.output}`)),
          end - Date.now(),
        );
        this.waiting = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return this.take(this.output.indexOf(prompt), prompt.length);
  }

  /** Types a command and gives what gdb answers. */
  async command(text: string): Promise<string> {
    this.child.stdin.write(`${text}\n`);
    return this.untilPrompt();
  }

  /** What Ctrl+C does in gdb's terminal. */
  interrupt(): void {
    this.child.kill('SIGINT');
  }

  async quit(): Promise<void> {
    this.child.stdin.write('quit\n');
    await this.ended;
  }

  /** Ends gdb, whatever it does. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  private take(length: number, separator: number): string {
    const text = this.output.slice(0, length);
    this.output = this.output.slice(length + separator);
    return text;
  }
}
