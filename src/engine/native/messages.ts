/** Every message of this room, said once: why machine code cannot run here, and what became of the native host. */

/** What to say when a signal ended the host: the usual cause of each, or only the name. */
const signalCauses: Readonly<Record<string, string>> = {
  SIGSEGV: 'machine code touched memory that is not its own (SIGSEGV)',
  SIGBUS: 'machine code touched memory that is not there (SIGBUS)',
  SIGILL: 'the processor met bytes that are no instruction (SIGILL)',
  SIGFPE: 'a division failed in machine code (SIGFPE)',
  SIGTRAP: 'the processor met a breakpoint that no debugger was there for (SIGTRAP)',
  SIGKILL: 'it was killed (SIGKILL)',
};

const causeOf = (code: number | null, signal: string | null): string =>
  signal === null
    ? `it exited with code ${code ?? 'unknown'}`
    : (signalCauses[signal] ?? `it ended by ${signal}`);

export const nativeMessages = {
  endCause: causeOf,

  otherProcessor: (architecture: string) =>
    `The machine code is for x86_64, but this Node is built for ${architecture}. ` +
    'Run an x86_64 build of Node to execute it natively.',

  otherSystem: (platform: string) =>
    `Machine code cannot be run natively on ${platform}: only on Linux, macOS and Windows.`,

  koffiMissing: (reason: string) =>
    `Machine code cannot be run natively: the package koffi could not be loaded (${reason}). Install the extension again.`,

  allocationRefused: (size: number, reason: string) =>
    `The system refused ${size} bytes of memory for machine code (${reason}). Free some memory, or use a smaller program.`,

  protectionRefused: (reason: string) =>
    `The system refused to make memory executable (${reason}). ` +
    'A security policy such as SELinux (boolean deny_execmem) forbids it: allow it for this process to run natively.',

  noHostScript: (path: string) =>
    `The program of the native host is missing: ${path} does not exist. Install the extension again.`,

  startTimedOut: (milliseconds: number) =>
    `The native host did not start within ${milliseconds / 1000} seconds. Try again when the machine is less busy.`,

  startFailed: (reason: string) => `The native host could not be started: ${reason}.`,

  gone: (pid: number, code: number | null, signal: string | null) =>
    `The native host (process ${pid}) is gone: ${causeOf(code, signal)}. Start the session again to run natively.`,

  badMessage: (direction: 'to' | 'from') =>
    `A message ${direction} the native host was not understood: adapter and host are of different versions. ` +
    'Install the extension again.',

  nothingLoaded: () => 'The native host holds no machine code: load it before running or registering it.',

  busy: () => 'The native host runs machine code already: wait until it has finished.',

  outsideCode: (offset: number, size: number) =>
    `Offset ${offset} lies outside of the machine code of ${size} bytes.`,

  outsideStack: (word: number) => `Word ${word} lies outside of the stack of the machine.`,

  brokenCallChain: (opIndex: number) =>
    `The program cannot go on: the calls that its stack tells of do not lead back to its beginning (at op ${opIndex}). ` +
    'Undo the last change to the stack or to the current op.',

  symbolsRefused: (reason: string) =>
    `gdb's JIT interface could not be offered by the native host: ${reason}.`,

  jitDumpElsewhere: (platform: string) => `perf exists on Linux only, and this is ${platform}.`,

  jitDumpRefused: (file: string, reason: string) =>
    `${file} cannot be mapped as executable (${reason}). perf finds it by that. ` +
    'A file system that is mounted noexec forbids it: name a folder on another one with JITDUMPDIR.',
} as const;
