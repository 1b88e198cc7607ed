/** A parent that starts an endless run in a host, tells the host's pid, and waits to be killed. */
import { NativeHost } from '../../../src/engine/native/nativeHost';

async function main(): Promise<void> {
  const host = await NativeHost.start();
  await host.load(Uint8Array.of(0xeb, 0xfe));
  host.run({ from: 'entry' }).catch(() => undefined);
  await host.readMemory(0n, 1);
  process.send?.(host.pid);
}

void main();
