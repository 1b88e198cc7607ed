import path from 'node:path';
import { makeJitInterface } from '../../engine/gdb/jitInterface';
import { makeSymbolObject } from '../../engine/gdb/symbolObject';
import type { CodeSymbols, LoadedCode, SymbolRegistration } from '../../engine/native/nativeHost';
import type { Debuggee } from '../debuggee/debuggee';
import type { ReadyHost } from '../execution/nativeSession';
import type { GdbFiles } from './gdbFiles';
import { symbolText, type SymbolText } from './symbolText';

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
  private readonly text: SymbolText;
  private isTextWritten = false;

  constructor(
    private readonly debuggee: Debuggee,
    private readonly files: GdbFiles,
  ) {
    this.text = symbolText(debuggee, (name) => files.pathOf(name));
  }

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
    this.writeText();
    const { registered } = await this.offer(ready);
    if (registered) return undefined;
    const { code } = ready.native;
    const content = this.symbolsOf(code).symbolObject(code.address);
    return { path: this.files.write('symbols.o', content), address: code.address };
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
          ...this.text.lines,
        }),
    };
  }

  private writeText(): void {
    const { lines, print } = this.text;
    if (print && !this.isTextWritten) this.files.write(path.basename(lines.file), print());
    this.isTextWritten = true;
  }
}
