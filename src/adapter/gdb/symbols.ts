import type { CodeSymbols } from '../../engine/native/nativeHost';
import type { Debuggee } from '../debuggee/debuggee';

/** What gdb is to know about the machine code of this session. */
export function symbolsOf(_debuggee: Debuggee): Promise<CodeSymbols | undefined> {
  return Promise.resolve(undefined);
}
