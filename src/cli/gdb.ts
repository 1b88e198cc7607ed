import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { GdbFiles } from '../adapter/gdb/gdbFiles';
import { GdbSymbols } from '../adapter/gdb/symbols';
import { AttachMonitor } from '../engine/gdb/attachMonitor';
import { attachScript, gdbCommandLine } from '../engine/gdb/attachScript';
import { findGdb, GdbUnavailable } from '../engine/gdb/findGdb';
import type { AssemblySyntax } from '../engine/jit/disassemble';
import { isTrap } from '../engine/machine/stop';
import { NativeHost, NativeHostGone, NativeUnavailable } from '../engine/native/nativeHost';
import { NativeMachine } from '../engine/native/nativeMachine';
import { EndingSignals } from './endingSignals';
import { loadShown } from './loadShown';
import { cliMessages } from './messages';
import { printValues, trapOutcome, type RunOutcome } from './outcome';
import { printError } from './output';
import { CommandError } from './program';

/** How long gdb may take to end when it is asked to. Unit: milliseconds. */
const quitTimeout = 2000;

/**
 * Runs a program as machine code with gdb attached, in this terminal, stopped before the first instruction. When the
 * program has ended, its process exits, which gdb says; when gdb ends, the program does. A signal that ends this process
 * ends both of them first.
 * @param file a `.bc` or `.lang` file that can be read
 * @param onEnded told at once how the program ended, if it does before gdb is left
 * @throws CommandError that says why gdb or machine code cannot be used, or that gdb was left before the program ended
 */
export async function runUnderGdb(
  file: string,
  syntax: AssemblySyntax,
  onEnded: (outcome: RunOutcome) => Promise<void>,
): Promise<void> {
  const files = new GdbFiles();
  let host: NativeHost | undefined;
  let gdbProcess: ChildProcess | undefined;
  const signals = new EndingSignals(() => (gdbProcess ? quit(gdbProcess) : host?.kill()));
  const cleanUp = (): void => {
    gdbProcess?.kill('SIGHUP');
    host?.kill();
    files.remove();
  };
  // Also where nothing is caught: whatever the program prints into a terminal that is gone ends this process.
  process.once('exit', cleanUp);
  try {
    const gdb = await findGdb();
    const { program, code, ...texts } = await loadShown(file);
    host = await NativeHost.start({ onOutput: (stream, text) => void process[stream].write(text) });
    const native = await NativeMachine.load(host, program, code, { onPrinted: printValues });
    const symbolFile = await new GdbSymbols({ program, code, ...texts }, files).prepare({ host, native });
    const { start, end } = code.functions[0]?.range ?? { start: 0, end: code.bytes.length };
    const script = attachScript({
      pid: host.pid,
      stopAddress: native.code.address + BigInt(start),
      remainingSize: end - start,
      syntax,
      version: gdb.version,
      symbolFile,
      endsWithGdb: true,
    });
    // gdb is a child of this process: exactly this family may attach to the host.
    await host.allowDebugger(process.pid);
    const [command = '', ...words] = gdbCommandLine(gdb.path, files.write('attach.gdb', script));
    if (signals.exitCode !== undefined) return;
    gdbProcess = spawn(command, words, { stdio: 'inherit' });
    await whileGdbRuns(gdbProcess, host, async () => {
      const { stop, position, result, stack } = await native.run();
      const outcome = isTrap(stop) ? trapOutcome(program, stop, position, stack) : { result };
      await onEnded(outcome);
      return outcome;
    });
  } catch (error) {
    if (signals.exitCode !== undefined) return;
    if (
      error instanceof GdbUnavailable ||
      error instanceof NativeUnavailable ||
      error instanceof NativeHostGone
    )
      throw new CommandError(error.message, { cause: error });
    throw error;
  } finally {
    cleanUp();
    process.off('exit', cleanUp);
    signals.stop();
    if (signals.exitCode !== undefined) process.exit(signals.exitCode);
  }
}

/**
 * Asks gdb to end, so that it leaves the terminal as it found it, and then does not ask. By SIGHUP, and while the host
 * lives: gdb 13 crashes now and then when it is sent SIGTERM just after its process was killed.
 */
function quit(gdb: ChildProcess): void {
  gdb.kill('SIGHUP');
  setTimeout(() => gdb.kill('SIGKILL'), quitTimeout).unref();
}

/**
 * Runs the program as soon as gdb is attached, and waits for gdb to end.
 * @throws CommandError when gdb was left before the program ended; NativeHostGone when machine code crashed
 */
async function whileGdbRuns(
  gdb: ChildProcess,
  host: NativeHost,
  run: () => Promise<RunOutcome>,
): Promise<void> {
  let running: Promise<void> | undefined;
  const monitor = new AttachMonitor({
    pid: host.pid,
    onAttached: () => {
      running ??= run().then((outcome) => host.end('trap' in outcome ? 1 : 0));
      // Looked at when gdb has ended, who may have ended it.
      running.catch(() => undefined);
    },
    onDetached: () => undefined,
    onFailed: printError,
  });
  monitor.expect();
  try {
    await once(gdb, 'exit');
  } finally {
    monitor.stop();
  }
  if (running === undefined) throw new CommandError(cliMessages.gdbNeverAttached);
  host.kill();
  if (!(await hasEnded(running))) throw new CommandError(cliMessages.gdbLeft);
}

/** Whether a run came to its end, and not to that of the host, because gdb was left. @throws NativeHostGone */
async function hasEnded(running: Promise<void>): Promise<boolean> {
  try {
    await running;
    return true;
  } catch (error) {
    if (error instanceof NativeHostGone && error.exit.signal === 'SIGKILL') return false;
    throw error;
  }
}
