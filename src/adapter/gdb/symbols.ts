import path from 'node:path';
import { makeJitInterface } from '../../engine/gdb/jitInterface';
import { makeSymbolObject } from '../../engine/gdb/symbolObject';
import type { SymbolFacts } from '../../engine/gdb/symbolFacts';
import { printListingBytes } from '../../engine/listing/print';
import type { CodeSymbols, LoadedCode, SymbolRegistration } from '../../engine/native/nativeHost';
import type { Debuggee } from '../debuggee/debuggee';
import type { ReadyHost } from '../execution/nativeSession';
import type { GdbFiles } from './gdbFiles';

/** A symbol file that gdb has to be told to read, and where its code begins. */
export interface SymbolFile {
  readonly path: string;
  readonly address: bigint;
}

/**
 * What gdb knows of a session: its functions, variables and lines. It is offered as soon as a native host has the code,
 * so that a debugger finds it that a person attaches by any other means than ours.
 */
export class GdbSymbols {
  private readonly offered = new WeakMap<ReadyHost, Promise<SymbolRegistration>>();
  private listing: Promise<string> | undefined;

  constructor(
    private readonly debuggee: Debuggee,
    private readonly files: GdbFiles,
  ) {}

  /** Tells gdb about the code through its JIT interface, once for each host. @throws NativeHostGone */
  offer(ready: ReadyHost): Promise<SymbolRegistration> {
    const before = this.offered.get(ready);
    if (before) return before;
    const registration = ready.host.registerSymbols(this.symbolsOf(ready.native.code));
    this.offered.set(ready, registration);
    return registration;
  }

  /**
   * Offers the symbols and makes sure that the text is there that they speak of.
   * @returns the symbol file to read, where gdb's JIT interface is not available
   */
  async prepare(ready: ReadyHost): Promise<SymbolFile | undefined> {
    await this.writeText();
    const { registered } = await this.offer(ready);
    if (registered) return undefined;
    const { code } = ready.native;
    const content = this.symbolsOf(code).symbolObject(code.address);
    return { path: await this.files.write('symbols.o', content), address: code.address };
  }

  private symbolsOf({ machine }: LoadedCode): CodeSymbols {
    const { program, code } = this.debuggee;
    return {
      jitInterface: makeJitInterface(),
      symbolObject: (address) =>
        makeSymbolObject({
          program,
          code,
          address,
          cellsAddress: machine?.cells,
          stubAddress: machine?.stub,
          ...this.lines(),
        }),
    };
  }

  /** The text that gdb shows: the source where there is one, otherwise the listing. */
  private lines(): Pick<SymbolFacts, 'file' | 'lineOfOp' | 'lineOfFunction'> {
    const { program, sourceCode, listing, listingLineOfFunction, filePath } = this.debuggee;
    if (sourceCode && program.debug) {
      const { lineOfOp } = sourceCode.lines;
      return {
        file: sourceCode.filePath,
        lineOfOp,
        lineOfFunction: (index) => firstLine(this.debuggee, index, lineOfOp),
      };
    }
    return {
      file: this.isPrinted ? this.listingPath : filePath,
      lineOfOp: listing.lines.lineOfOp,
      lineOfFunction: listingLineOfFunction,
    };
  }

  /** Whether the text has to be written to a file first: a listing that is none is nothing that gdb could show. */
  private get isPrinted(): boolean {
    const { sourceCode, program, listingKind } = this.debuggee;
    return !(sourceCode && program.debug) && listingKind === 'printed';
  }

  private get listingPath(): string {
    return this.files.pathOf(path.basename(this.debuggee.filePath));
  }

  private async writeText(): Promise<void> {
    if (!this.isPrinted) return;
    const { program, filePath } = this.debuggee;
    this.listing ??= this.files.write(path.basename(filePath), printListingBytes(program, filePath));
    await this.listing;
  }
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
