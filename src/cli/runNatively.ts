import type { Program } from '../engine/format/program';
import { compile } from '../engine/jit/compile';
import { isTrap } from '../engine/machine/stop';
import { NativeHost, NativeHostGone, NativeUnavailable } from '../engine/native/nativeHost';
import { NativeMachine } from '../engine/native/nativeMachine';
import { printValues, trapOutcome, type RunOutcome } from './outcome';
import { CommandError } from './program';
import { writePerfMap } from './writePerfMap';

/**
 * Runs a program as machine code, in a process of its own.
 * @param withPerfMap whether to write the map by which perf names the machine code
 * @returns how it ended, or why machine code cannot run here
 * @throws CommandError when the machine code crashed
 */
export async function runNatively(
  program: Program,
  withPerfMap = false,
): Promise<RunOutcome | { readonly unavailable: string }> {
  let host: NativeHost | undefined;
  try {
    host = await NativeHost.start({ onOutput: (stream, text) => void process[stream].write(text) });
    const code = compile(program);
    const machine = await NativeMachine.load(host, program, code, { onPrinted: printValues });
    if (withPerfMap) await writePerfMap(program, code, host.pid, machine.code.address);
    const { stop, position, result, stack } = await machine.run();
    return isTrap(stop) ? trapOutcome(program, stop, position, stack) : { result };
  } catch (error) {
    if (error instanceof NativeUnavailable) return { unavailable: error.message };
    throw error instanceof NativeHostGone ? new CommandError(error.message, { cause: error }) : error;
  } finally {
    host?.kill();
  }
}
