import { getSystemErrorMap } from 'node:util';

/** Why the system refused, in its own words: `no such file or directory`. Undefined for any other kind of error. */
export function systemReason(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('errno' in error) || typeof error.errno !== 'number') return undefined;
  return getSystemErrorMap().get(error.errno)?.[1] ?? error.message;
}
