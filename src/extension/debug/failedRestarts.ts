import { debug, window, type Disposable } from 'vscode';
import { debugType } from '../../adapter/protocol/launch';

/** What is read of the messages of an adapter. */
interface AdapterMessage {
  readonly type: string;
  readonly command?: string;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: { readonly error?: { readonly format?: string } };
}

/**
 * VS Code says why a session cannot be started, but not why it cannot be restarted: with a mistake in the source, or
 * with a file that is gone meanwhile, the session would vanish without a word. So we say it, in a dialog as VS Code does.
 */
export function registerFailedRestarts(): Disposable {
  // A restarted session keeps its id.
  const launched = new Set<string>();
  return debug.registerDebugAdapterTrackerFactory(debugType, {
    createDebugAdapterTracker: ({ id }) => ({
      onDidSendMessage: ({ type, command, success, message, body }: AdapterMessage) => {
        if (type !== 'response' || command !== 'launch') return;
        if (success) launched.add(id);
        else if (launched.delete(id))
          void window.showErrorMessage(body?.error?.format ?? message ?? '', { modal: true });
      },
    }),
  });
}
