import type { ChildProcess } from 'node:child_process';
import { NativeUnavailable } from './errors';
import { parseReply } from './hostProtocol';
import { nativeMessages } from './messages';

/**
 * Waits until a host that was just forked says whether it can run machine code. A host that cannot is ended.
 * @param timeout milliseconds
 * @throws NativeUnavailable that says why it cannot
 */
export async function hostStarted(child: ChildProcess, timeout: number): Promise<void> {
  const problem = await new Promise<string | undefined>((resolve) => {
    const timer = setTimeout(() => finish(nativeMessages.startTimedOut(timeout)), timeout);
    const finish = (reason?: string): void => {
      clearTimeout(timer);
      child.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(reason);
    };
    const onMessage = (message: unknown): void => {
      const reply = parseReply(message);
      if (reply?.kind === 'ready') finish();
      else finish(reply?.kind === 'unavailable' ? reply.reason : nativeMessages.badMessage('from'));
    };
    const onError = (error: Error): void => finish(nativeMessages.startFailed(error.message));
    const onExit = (code: number | null, signal: string | null): void =>
      finish(nativeMessages.startFailed(nativeMessages.endCause(code, signal)));
    child.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
  if (problem === undefined) return;
  // It may still fail to be killed or spoken to; nobody is left to be told.
  child.on('error', () => undefined);
  child.kill('SIGKILL');
  throw new NativeUnavailable(problem);
}
