import type { AssemblySyntax } from '../jit/disassemble';
import { hexNumber } from '../jit/hex';
import type { GdbVersion } from './findGdb';
import { gdbMessages } from './messages';

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
  /** Whether the process ends with gdb, as it does on the command line; else it lives on. */
  readonly endsWithGdb?: boolean;
}

/** Bytes of machine code that the greeting disassembles. */
const greetingSize = 48;

/** Signals that Node and libuv use for themselves, or ignore: a learner should not stop at them. */
const uninterestingSignals = ['SIGUSR1', 'SIGUSR2', 'SIGPIPE', 'SIGPROF'];

/** `set style sources` exists from this version on: gdb would colour a listing as if it were C, for seconds when it is long. */
const styleVersion = 9;

/** `set debuginfod` exists from this version on, and only then could gdb ask the network, or the user, in the middle. */
const debuginfodVersion = 12;

/** `set may-call-functions` is there in this version for sure. */
const mayCallVersion = 10;

/** `set max-value-size` exists from this version on, and only then does gdb refuse to print a large array. */
const valueSizeVersion = 8;

/** What every gdb is told before it attaches, ours and those of others. */
export const commonSettings = ({ syntax, version }: AttachScriptOptions): readonly string[] => [
  ...(version.major >= debuginfodVersion ? ['set debuginfod enabled off'] : []),
  // Else `break add` would also mean every add() in the C++ of Node. It makes reading Node's symbols quicker, too.
  'set demangle-style none',
  // gdb would call a function of the program as one of C, which it is not. Its symbols cannot say so: for functions that
  // are marked (DW_CC_nocall) `finish` shows no value any more.
  ...(version.major >= mayCallVersion ? ['set may-call-functions off'] : []),
  // Else an array of more than 8,192 cells could not be printed at all; `set print elements` says how much is shown of it.
  ...(version.major >= valueSizeVersion ? ['set max-value-size unlimited'] : []),
  'set breakpoint pending on',
  `set disassembly-flavor ${syntax}`,
  `handle ${uninterestingSignals.join(' ')} nostop noprint pass`,
];

/**
 * The commands that attach gdb to the native host and wait for the program to run: `gdb -q -x <file>`. The session
 * sends the host its `run` when it sees gdb attached, so that `continue` ends at the first instruction. From there on
 * gdb is the user's; leaving it, at any point, lets the host run on.
 *
 * The machine code is in place before gdb attaches, so that a software breakpoint is safe: one that is inserted before
 * the code is copied in would damage it.
 */
export function attachScript(options: AttachScriptOptions): string {
  const { pid, stopAddress, remainingSize, version, symbolFile, endsWithGdb } = options;
  const lines = [
    '# Made by langvm-debug: attaches gdb to the process that runs the machine code.',
    'set confirm off',
    'set pagination off',
    'set auto-solib-add on',
    ...commonSettings(options),
    ...(version.major >= styleVersion ? ['set style sources off'] : []),
    'set print thread-events off',
    ...ownCommands(endsWithGdb ?? false),
    `attach ${pid}`,
    // Without this, the other threads of Node would run while a learner steps.
    'set scheduler-locking step',
    ...readingSymbols(symbolFile),
    `tbreak *${hexNumber(stopAddress)}`,
    'display/i $pc',
    'continue',
    ...(remainingSize >= 16 ? ['x/16xb $pc'] : [`x/${remainingSize}xb $pc`]),
    `disassemble /r $pc,+${Math.min(greetingSize, remainingSize)}`,
    'echo Next: ni, info registers rax, bt, finish, quit\\n',
  ];
  return `${lines.join('\n')}\n`;
}

/** Commands that mean something else here. `$_thread` is 0 where there is no process any more. */
const ownCommands = (endsWithGdb: boolean): readonly string[] => [
  // They would start the host's program, Node, in the place of the host.
  ...['run', 'start', 'starti'].flatMap((name) => saying(name, gdbMessages.runsAlready)),
  ...saying('kill', endsWithGdb ? gdbMessages.quitEndsProgram : gdbMessages.quitEndsRun),
  // Some versions of gdb crash at `break 9` when the symbols that they got through the JIT interface are gone with the
  // process: they still look for line 9 there. Breakpoints that hold would complain that there are no symbols.
  ...['define hook-stop', 'if $_thread == 0', 'disable', 'file', 'end', 'end'],
  // Else the program would run on until somebody notices that gdb has left, and might end by itself before that.
  ...(endsWithGdb ? ['define hook-quit', 'if $_thread != 0', 'kill inferiors 1', 'end', 'end'] : []),
];

/** Makes a command say something and nothing else; `help` says the same. */
const saying = (command: string, text: string): readonly string[] => [
  ...[`define ${command}`, `echo ${text}\\n`, 'end'],
  ...[`document ${command}`, text, 'end'],
];

/** The command line that runs such a script. */
export const gdbCommandLine = (gdb: string, script: string): readonly string[] => [gdb, '-q', '-x', script];

/** Reads the symbol file, where gdb does not find the symbols by itself. */
export const readingSymbols = (symbolFile: AttachScriptOptions['symbolFile']): readonly string[] =>
  symbolFile ? [`add-symbol-file ${quoted(symbolFile.path)} ${hexNumber(symbolFile.address)}`] : [];

/** A path as one word of a gdb command. */
const quoted = (path: string): string => `"${path.replace(/["\\]/g, '\\$&')}"`;
