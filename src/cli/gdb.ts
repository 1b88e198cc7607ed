import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { loadDebuggee } from '../adapter/debuggee/loadDebuggee';
import { GdbFiles } from '../adapter/gdb/gdbFiles';
import { GdbSymbols } from '../adapter/gdb/symbols';
import { AttachMonitor } from '../engine/gdb/attachMonitor';
import { attachScript, gdbCommandLine } from '../engine/gdb/attachScript';
import { findGdb, GdbUnavailable } from '../engine/gdb/findGdb';
import type { AssemblySyntax } from '../engine/jit/disassemble';
import { isTrap } from '../engine/machine/stop';
import { NativeHost, NativeHostGone, NativeUnavailable } from '../engine/native/nativeHost';
import { NativeMachine } from '../engine/native/nativeMachine';
import { cliMessages } from './messages';
import { printValues, trapOutcome, type RunOutcome } from './outcome';
import { printError } from './output';
import { CommandError } from './program';

/**
 * Runs a program as machine code with gdb attached, in this terminal, stopped before the first instruction. When the
 * program has ended, its process ends, which gdb says; when gdb ends, the program does.
 * @param file a `.bc` or `.lang` file that can be read
 * @param onEnded told at once how the program ended, if it does before gdb is left
 * @throws CommandError that says why gdb or machine code cannot be used
 */
export async function runUnderGdb(
  file: string,
  syntax: AssemblySyntax,
  onEnded: (outcome: RunOutcome) => Promise<void>,
): Promise<void> {
  const files = new GdbFiles();
  let host: NativeHost | undefined;
  try {
    const gdb = await findGdb();
    const { program, code, ...texts } = await loadDebuggee(path.resolve(file), false);
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
    });
    // gdb is a child of this process: exactly this family may attach to the host.
    await host.allowDebugger(process.pid);
    const [command = '', ...words] = gdbCommandLine(gdb.path, await files.write('attach.gdb', script));
    const gdbProcess = spawn(command, words, { stdio: 'inherit' });
    await whileGdbRuns(gdbProcess, host, async () => {
      const { stop, position, result, stack } = await native.run();
      await onEnded(isTrap(stop) ? trapOutcome(program, stop, position, stack) : { result });
    });
  } catch (error) {
    if (
      error instanceof GdbUnavailable ||
      error instanceof NativeUnavailable ||
      error instanceof NativeHostGone
    )
      throw new CommandError(error.message, { cause: error });
    throw error;
  } finally {
    host?.kill();
    files.remove();
  }
}

/** Runs the program as soon as gdb is attached, and waits for gdb to end. */
async function whileGdbRuns(gdb: ChildProcess, host: NativeHost, run: () => Promise<void>): Promise<void> {
  let running: Promise<void> | undefined;
  let hasEnded = false;
  const monitor = new AttachMonitor({
    pid: host.pid,
    onAttached: () => {
      running ??= run().finally(() => {
        hasEnded = true;
        host.kill();
      });
      // Looked at when gdb has ended, who may have ended it.
      running.catch(() => undefined);
    },
    onDetached: () => undefined,
    onFailed: printError,
  });
  monitor.expect();
  // Ctrl+C is for gdb, which stops the program; this process is only there to wait.
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore);
  try {
    await once(gdb, 'exit');
  } finally {
    monitor.stop();
    process.off('SIGINT', ignore);
  }
  if (running === undefined) throw new CommandError(cliMessages.gdbNeverAttached);
  if (isDone()) await running;
  else printError(cliMessages.gdbLeft);

  /** A question of its own, because the answer changes while gdb is waited for. */
  function isDone(): boolean {
    return hasEnded;
  }
}
