import path from 'node:path';
import { makeJitInterface } from '../../engine/gdb/jitInterface';
import { makeSymbolObject } from '../../engine/gdb/symbolObject';
import { entryLine, printListing } from '../../engine/listing/print';
import type { CodeSymbols } from '../../engine/native/nativeHost';
import type { Debuggee } from '../debuggee/debuggee';
import type { GdbFiles } from './gdbFiles';

/**
 * What gdb is to know about the machine code of a session: its function, its lines, its frame. A printed listing is no
 * file that gdb could show, so it is written to one.
 */
export async function symbolsOf(debuggee: Debuggee, files: GdbFiles): Promise<CodeSymbols> {
  const isListing = debuggee.sourceKind === 'listing';
  const file = isListing ? await writeListing(debuggee, files) : debuggee.filePath;
  return {
    jitInterface: makeJitInterface(),
    symbolObject: (address) =>
      makeSymbolObject({
        code: debuggee.code,
        address,
        file,
        lineOfOp: debuggee.lines.lineOfOp,
        entryLine: isListing ? entryLine : debuggee.lines.lineOfOp(0),
      }),
  };
}

const writeListing = ({ program, filePath }: Debuggee, files: GdbFiles): Promise<string> =>
  files.write(path.basename(filePath), printListing(program, filePath));
