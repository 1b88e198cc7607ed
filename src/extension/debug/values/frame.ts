import { debug, DebugStackFrame } from 'vscode';
import { debugType } from '../../../adapter/protocol/launch';

/**
 * The name of the function whose frame has the focus in a session of ours; undefined where none has. A name means what it
 * means in that frame only.
 */
export async function focusedFunction(): Promise<string | undefined> {
  const frame = debug.activeStackItem;
  if (!(frame instanceof DebugStackFrame) || frame.session.type !== debugType) return undefined;
  try {
    // The id of a frame is its depth, from 1.
    const window = { threadId: frame.threadId, startFrame: frame.frameId - 1, levels: 1 };
    const answer: unknown = await frame.session.customRequest('stackTrace', window);
    return nameOfFirst(answer);
  } catch {
    // The program runs again, or the session ended.
    return undefined;
  }
}

/** Of `fib(n=5)` the name. */
function nameOfFirst(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('stackFrames' in answer)) return undefined;
  const [first] = Array.isArray(answer.stackFrames) ? (answer.stackFrames as unknown[]) : [];
  if (typeof first !== 'object' || first === null || !('name' in first)) return undefined;
  return typeof first.name === 'string' ? first.name.replace(/\(.*/, '') : undefined;
}
