import type { Program } from '../engine/format/program';
import { compile } from '../engine/jit/compile';
import { isTrap } from '../engine/machine/stop';
import { NativeHost, NativeHostGone, NativeUnavailable } from '../engine/native/nativeHost';
import { NativeMachine } from '../engine/native/nativeMachine';
import { printValues, trapOutcome, type RunOutcome } from './outcome';
import { CommandError } from './program';

/** How a program ended, or why machine code cannot run here. */
export type NativeOutcome = RunOutcome | { readonly unavailable: string };

/**
 * Runs a program as machine code, in a process of its own.
 * @param code what the JIT made of this very program
 * @param onLoaded waited for before it runs; told the address of its first byte in the host
 * @throws CommandError when the machine code crashed
 */
export async function runNatively(
  program: Program,
  code = compile(program),
  onLoaded?: (host: NativeHost, address: bigint) => Promise<void>,
): Promise<NativeOutcome> {
  let host: NativeHost | undefined;
  try {
    host = await NativeHost.start({ onOutput: (stream, text) => void process[stream].write(text) });
    const machine = await NativeMachine.load(host, program, code, { onPrinted: printValues });
    await onLoaded?.(host, machine.code.address);
    const { stop, position, result, stack } = await machine.run();
    return isTrap(stop) ? trapOutcome(program, stop, position, stack) : { result };
  } catch (error) {
    if (error instanceof NativeUnavailable) return { unavailable: error.message };
    throw error instanceof NativeHostGone ? new CommandError(error.message, { cause: error }) : error;
  } finally {
    host?.kill();
  }
}
