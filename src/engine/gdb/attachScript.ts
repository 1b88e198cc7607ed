import type { AssemblySyntax } from '../jit/disassemble';
import { hexNumber } from '../jit/hex';
import type { GdbVersion } from './findGdb';

export interface AttachScriptOptions {
  /** Process id of the native host. */
  readonly pid: number;
  /** Address of the instruction to stop at first: the machine code's entry, or the op where the session stands. */
  readonly stopAddress: bigint;
  /** Bytes of machine code from there to its end. */
  readonly remainingSize: number;
  readonly syntax: AssemblySyntax;
  readonly version: GdbVersion;
  /** Only where gdb's JIT interface is not available: the symbol file for gdb to read, and where its code begins. */
  readonly symbolFile?: { readonly path: string; readonly address: bigint } | undefined;
}

/** Bytes of machine code that the greeting disassembles. */
const greetingSize = 48;

/** Signals that Node and libuv use for themselves, or ignore: a learner should not stop at them. */
export const uninterestingSignals = ['SIGUSR1', 'SIGUSR2', 'SIGPIPE', 'SIGPROF'];

/** `set style sources` exists from this version on: gdb would colour a listing as if it were C, for seconds when it is long. */
const styleVersion = 9;

/** `set debuginfod` exists from this version on, and only then could gdb ask the network, or the user, in the middle. */
export const debuginfodVersion = 12;

/**
 * The commands that attach gdb to the native host and wait for the program to run: `gdb -q -x <file>`. The session
 * sends the host its `run` when it sees gdb attached, so that `continue` ends at the first instruction. From there on
 * gdb is the user's; leaving it, at any point, lets the host run on.
 *
 * The machine code is in place before gdb attaches, so that a software breakpoint is safe: one that is inserted before
 * the code is copied in would damage it.
 */
export function attachScript(options: AttachScriptOptions): string {
  const { pid, stopAddress, remainingSize, syntax, version, symbolFile } = options;
  const lines = [
    '# Made by langvm-debug: attaches gdb to the process that runs the machine code.',
    'set confirm off',
    'set pagination off',
    'set auto-solib-add on',
    ...(version.major >= debuginfodVersion ? ['set debuginfod enabled off'] : []),
    ...(version.major >= styleVersion ? ['set style sources off'] : []),
    'set breakpoint pending on',
    'set print thread-events off',
    `set disassembly-flavor ${syntax}`,
    `handle ${uninterestingSignals.join(' ')} nostop noprint pass`,
    `attach ${pid}`,
    // Without this, the other threads of Node would run while a learner steps.
    'set scheduler-locking step',
    ...(symbolFile ? [`add-symbol-file ${quoted(symbolFile.path)} ${hexNumber(symbolFile.address)}`] : []),
    `tbreak *${hexNumber(stopAddress)}`,
    'display/i $pc',
    'continue',
    ...(remainingSize >= 16 ? ['x/16xb $pc'] : [`x/${remainingSize}xb $pc`]),
    `disassemble /r $pc,+${Math.min(greetingSize, remainingSize)}`,
    'echo Next: ni, info registers rax, bt, finish, quit\\n',
  ];
  return `${lines.join('\n')}\n`;
}

/** The command line that runs such a script. */
export const gdbCommandLine = (gdb: string, script: string): readonly string[] => [gdb, '-q', '-x', script];

/** A path as one word of a gdb command. */
const quoted = (path: string): string => `"${path.replace(/["\\]/g, '\\$&')}"`;
