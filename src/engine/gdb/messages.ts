/** Every message about gdb, said once: what is wrong, and what to do about it. */
export const gdbMessages = {
  otherSystem: (platform: string) =>
    `Machine code can be debugged with gdb on Linux only, and this is ${platform}. ` +
    'The Disassembly View and the machine code listing work here as well.',

  notFound: () =>
    'gdb was not found on the PATH. Install it (Debian, Ubuntu: sudo apt install gdb; Fedora: sudo dnf install gdb), ' +
    'or name its path in the settings.',

  notThere: (path: string) =>
    `There is no gdb at ${path}. Correct the path in the settings, or leave it empty.`,

  notGdb: (path: string, reason: string) =>
    `${path} does not work as gdb (${reason}). Install gdb again, or name another one in the settings.`,

  hostGone: (pid: number) => `gdb could not attach: process ${pid} has ended. Start the session again.`,

  notAttached: (pid: number, seconds: number) =>
    `gdb did not attach to process ${pid} within ${seconds} seconds. Its terminal says why.`,

  /** Yama's ptrace_scope 1: only parents, and whoever a process allows. */
  yamaRestricted: (pid: number) =>
    `gdb may not attach to process ${pid}: Yama restricts debugging to a process's parents (ptrace_scope is 1). ` +
    'Start gdb with the command of this extension, which allows exactly that gdb, ' +
    'or run: sudo sysctl kernel.yama.ptrace_scope=0',

  /** Yama's ptrace_scope 2: only with CAP_SYS_PTRACE. */
  yamaAdministrator: (pid: number) =>
    `gdb may not attach to process ${pid}: Yama allows debugging to administrators only (ptrace_scope is 2). ` +
    'Run: sudo sysctl kernel.yama.ptrace_scope=1',

  /** Yama's ptrace_scope 3: nobody, until the next boot. */
  yamaForbidden: (pid: number) =>
    `gdb may not attach to process ${pid}: Yama forbids debugging until the next boot (ptrace_scope is 3). ` +
    'Set kernel.yama.ptrace_scope=1 in /etc/sysctl.d and boot again.',

  container: (pid: number) =>
    `gdb may not attach to process ${pid}: this container lacks the capability SYS_PTRACE. ` +
    'Start it with: --cap-add=SYS_PTRACE --security-opt seccomp=unconfined ' +
    '(in devcontainer.json: "runArgs": [...]).',

  /** Said by gdb itself. */
  runsAlready: 'The program is running already: continue. To begin anew, quit gdb and start it again.',
  quitEndsProgram: 'Nothing was killed: quit ends the program together with gdb.',
  quitEndsRun: 'Nothing was killed: quit ends this run of the program, and the session lives on.',

  codeIncomplete: (found: number, size: number) =>
    `The host has ${found} bytes of machine code in memory, but ${size} were emitted.`,

  codeGap: (offset: number) =>
    `At offset ${offset} of the machine code something lies that belongs to nothing.`,

  codeDiffers: (offset: number, part: string, found: string, emitted: string) =>
    `At offset ${offset} of the machine code (${part}) there is ${found} in memory, but ${emitted} was emitted. ` +
    'A debugger may have a breakpoint there: look again when it has left.',

  codeMeansOther: (offset: number, part: string, found: string, encoded: string) =>
    `At offset ${offset} of the machine code (${part}) there is ${found}, ` +
    `which an assembler ${encoded === '' ? 'knows no instruction for' : `writes as ${encoded}`}. ` +
    'This is a defect of the JIT. Please report it together with the program.',
} as const;
