import path from 'node:path';
import type { Debuggee } from '../adapter/debuggee/debuggee';
import { loadDebuggee } from '../adapter/debuggee/loadDebuggee';
import { printError } from './output';

/**
 * Loads a program with the text that gdb or perf shows of it, and says where that is not its source.
 * @param file a `.bc` or `.lang` file that can be read
 */
export async function loadShown(file: string): Promise<Debuggee> {
  const debuggee = await loadDebuggee(path.resolve(file), false);
  if (debuggee.changedSource) printError(debuggee.changedSource.message);
  return debuggee;
}
