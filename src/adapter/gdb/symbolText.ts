import path from 'node:path';
import type { SymbolFacts } from '../../engine/gdb/symbolFacts';
import { printListingBytes } from '../../engine/listing/print';
import type { Debuggee } from '../debuggee/debuggee';

/** The text that gdb and perf show beside machine code: the source where there is one, otherwise the listing. */
export interface SymbolText {
  readonly lines: Pick<SymbolFacts, 'file' | 'lineOfOp' | 'lineOfFunction'>;
  /** Makes the content of the file, where it has to be written first: a listing that is none is nothing to show. */
  readonly print: (() => Uint8Array) | undefined;
}

/** @param pathOf where a file of a name may be written */
export function symbolText(debuggee: Debuggee, pathOf: (name: string) => string): SymbolText {
  const { program, sourceCode, listing, listingKind, listingLineOfFunction, filePath } = debuggee;
  if (sourceCode && program.debug) {
    const { lineOfOp } = sourceCode.lines;
    const lineOfFunction = (index: number): number => firstLine(debuggee, index, lineOfOp);
    return { lines: { file: sourceCode.filePath, lineOfOp, lineOfFunction }, print: undefined };
  }
  const isPrinted = listingKind === 'printed';
  return {
    lines: {
      file: isPrinted ? pathOf(path.basename(filePath)) : filePath,
      lineOfOp: listing.lines.lineOfOp,
      lineOfFunction: listingLineOfFunction,
    },
    print: isPrinted ? () => printListingBytes(program, filePath) : undefined,
  };
}

/** The line of the first op of a function that comes from one; 1 where none does. */
function firstLine(
  { program }: Debuggee,
  functionIndex: number,
  lineOfOp: (opIndex: number) => number,
): number {
  const { firstOp = 0, opCount = 0 } = program.functions[functionIndex] ?? {};
  for (let opIndex = firstOp; opIndex < firstOp + opCount; opIndex++) {
    const line = lineOfOp(opIndex);
    if (line > 0) return line;
  }
  return 1;
}
