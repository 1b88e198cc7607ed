import { compile } from '../engine/jit/compile';
import type { Program } from '../engine/format/program';
import { NativeHost, NativeHostGone, NativeUnavailable } from '../engine/native/nativeHost';
import { CommandError } from './program';

export type NativeRun = { readonly result: bigint } | { readonly unavailable: string };

/**
 * Runs a program as machine code, in a process of its own.
 * @returns its result, or why machine code cannot run here
 * @throws CommandError when the machine code crashed
 */
export async function runNatively(program: Program): Promise<NativeRun> {
  let host: NativeHost | undefined;
  try {
    host = await NativeHost.start({ onOutput: (stream, text) => void process[stream].write(text) });
    await host.load(compile(program).bytes);
    return await host.run({ from: 'entry' });
  } catch (error) {
    if (error instanceof NativeUnavailable) return { unavailable: error.message };
    throw error instanceof NativeHostGone ? new CommandError(error.message, { cause: error }) : error;
  } finally {
    host?.kill();
  }
}
