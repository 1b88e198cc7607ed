import type { LangProblem } from './langError';
import { langMessages } from './messages';

/**
 * An error that only a defect of ours can have thrown, as a problem of the text: whoever waits for an answer gets one in the
 * words and at the place of all others.
 */
export function problemOfDefect(error: unknown): LangProblem {
  const [reason = ''] = String(error instanceof Error ? error.message : error).split('\n');
  return { line: 1, column: 1, endColumn: 2, message: langMessages.defect(reason) };
}
