/** What the debugging side of the extension says to a person, said once. */
export const debugMessages = {
  nothingToDebug: () => 'Open a .bc or .lang file to debug it, or name one as "program" in launch.json.',
  noAttach: () =>
    '"request" is "attach" in the launch configuration, but there is nothing to attach to: a program is started by "launch".',
  saveFirst: () => 'Save the program first: what is debugged is its file.',
  /** @param reason says where the first mistake is */
  unsavedMistakes: (name: string, reason: string) =>
    `${name} has mistakes, so it is not saved, and what would run is not what you see. ${reason}`,
  /** The console that shows it may be that of another session. */
  savedMeanwhile: (name: string) =>
    `${name} was saved. The session that runs it goes on with the program as it was when it started: restart it to run the new one.`,
  unknownMode: (mode: string) =>
    `"mode" is "${mode}" in the launch configuration. It can be "interpreter" or "jit".`,
  noSession: () => 'No langvm program is being debugged. Start one with F5.',
  untrustedGdb: () =>
    'gdb attaches to native code, and native code does not run in a workspace that you do not trust.',
  manageTrust: 'Manage Workspace Trust',
  gdbTerminal: (program: string) => `gdb: ${program}`,
  gdbStarting: () => 'Attaching gdb to the machine code…',
  gdbConfigurationCopied: () =>
    'Copied a launch configuration that attaches gdb to this session with the C/C++ extension. ' +
    'Paste it into launch.json; it is good as long as the session lives.',
  gdbNeedsMachine: () => 'The debug session ended before gdb could be attached.',
  gdbExited: (code: number) => `gdb ended with exit code ${code} before it could be told what to attach to.`,
  hexadecimalNeedsSession: () => 'Start debugging first: the format belongs to the session.',
  needsProgramToShow: () => 'Open a .bc or .lang file, or start debugging, to see what it becomes.',
  textClosed: (name: string) =>
    `${name} is not open any more. If you saved it, open this view again from the file.`,
  fileGone: (path: string) =>
    `${path} is not there any more. If it was renamed, open this view again from the file.`,
  copyNeedsMachineCode: () => 'This copies from the machine code document. Open it with “Show Machine Code”.',
  copyWhat: () => 'What to copy',
  byteCount: (count: number) => `${count} ${count === 1 ? 'byte' : 'bytes'}`,
  copied: (what: string, count: number) =>
    `Copied ${what}: ${count} ${count === 1 ? 'byte' : 'bytes'} of machine code`,
  nothingToCopy: () => 'There is no machine code on these lines.',
} as const;
