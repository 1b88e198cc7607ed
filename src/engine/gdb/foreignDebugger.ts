import { hexNumber } from '../jit/hex';
import { commonSettings, readingSymbols, type AttachScriptOptions } from './attachScript';

export interface ForeignDebuggerOptions extends AttachScriptOptions {
  /** What the configuration is called. */
  readonly name: string;
  /** Path of the gdb to use. */
  readonly gdb: string;
  /** Path of the program that the process runs, which the native host is a script of. */
  readonly program: string;
}

/**
 * A launch configuration for another extension that drives gdb: Microsoft's C/C++ (`cppdbg`). It attaches to the native
 * host, and stops where {@link AttachScriptOptions.stopAddress} says. Its commands run before it attaches, which is
 * why the symbols of a file, where they are needed, are read before as well.
 */
export function cppdbgConfiguration(options: ForeignDebuggerOptions): Readonly<Record<string, unknown>> {
  const { name, pid, program, gdb, stopAddress, symbolFile } = options;
  const commands = [
    ...commonSettings(options),
    'set scheduler-locking step',
    ...readingSymbols(symbolFile),
    `tbreak *${hexNumber(stopAddress)}`,
  ];
  return {
    name,
    type: 'cppdbg',
    request: 'attach',
    program,
    processId: String(pid),
    MIMode: 'gdb',
    miDebuggerPath: gdb,
    setupCommands: commands.map((text) => ({ text })),
  };
}
