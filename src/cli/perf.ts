import { loadShown } from './loadShown';
import { runNatively, type NativeOutcome } from './runNatively';
import { writeJitDump } from './writeJitDump';
import { writePerfMap } from './writePerfMap';

/**
 * Runs a program as machine code that perf knows: by a map, which names its ops, and by a jitdump, which brings
 * instructions and lines.
 * @param file a `.bc` or `.lang` file that can be read
 * @throws CommandError when the machine code crashed
 */
export async function runForPerf(file: string): Promise<NativeOutcome> {
  const debuggee = await loadShown(file);
  const { program, code } = debuggee;
  return runNatively(program, code, async (host, address) => {
    await writePerfMap(program, code, host.pid, address);
    await writeJitDump(debuggee, host, address);
  });
}
