/**
 * The native host: a process of its own that holds and runs machine code, forked by NativeHost. It lives exactly as
 * long as the channel to its parent.
 */
import { dirname } from 'node:path';
import { rmdirSync, rmSync } from 'node:fs';
import { parseRequest, type HostReply } from './hostProtocol';
import { HostRequests } from './hostRequests';
import { nativeMessages } from './messages';

/** Where the parent put the shared object for gdb: removed here when the parent cannot do it any more. */
let interfaceFile: string | undefined;

/** Ends at once. process.exit would wait for worker threads, and one of them may be in an endless loop. */
function die(): void {
  try {
    if (interfaceFile !== undefined) {
      rmSync(interfaceFile);
      rmdirSync(dirname(interfaceFile));
    }
  } catch {
    // The parent removed it before it ended.
  }
  process.kill(process.pid, 'SIGKILL');
}

const reply = (message: HostReply): void => {
  // Without a parent there is nobody to tell: `disconnect` ends this process.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

async function main(): Promise<void> {
  process.on('disconnect', die);
  if (!process.connected) die();
  let requests: HostRequests;
  try {
    requests = await HostRequests.open();
  } catch (error) {
    reply({ kind: 'unavailable', reason: error instanceof Error ? error.message : String(error) });
    return;
  }
  process.on('message', (message) => {
    const request = parseRequest(message);
    if (!request) {
      // Its id is unknown, so that nobody could be told: the parent sees the end instead.
      process.stderr.write(`${nativeMessages.badMessage('to')}\n`);
      process.exit(1);
    }
    if (request.kind === 'registerSymbols') interfaceFile = request.interfaceFile;
    void requests.answer(request, reply).then(reply);
  });
  reply({ kind: 'ready' });
}

void main();
