import { machineCodeWritesSetting } from './protocol/launch';

/** An error whose message is made for the user. Anything else that is thrown is a defect of ours, and said as one. */
export class AdapterError extends Error {
  override readonly name = 'AdapterError';
}

const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error;

/** The words for what the operating system says of a file. */
function fileReason(error: unknown): string {
  if (!isFileError(error)) return String(error);
  switch (error.code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EACCES':
    case 'EPERM':
      return 'reading it is not permitted';
    case 'EISDIR':
      return 'it is a folder';
    default:
      return error.message;
  }
}

/** Every error that a request can be answered with, said once. */
export const adapterErrors = {
  cannotRead: (file: string, error: unknown) =>
    new AdapterError(
      `Cannot open ${file} bytecode: ${fileReason(error)}. Check "program" in the launch configuration.`,
    ),
  noProgram: () =>
    new AdapterError('The launch configuration names no "program". Add the path of a .bc or .lang file.'),
  badMode: (found: unknown) =>
    new AdapterError(`"mode" is ${JSON.stringify(found)}. It can be "interpreter" or "jit".`),
  badLevel: (found: unknown) =>
    new AdapterError(`"level" is ${JSON.stringify(found)}. It can be "source" or "bytecode".`),
  notRunning: () => new AdapterError('No program is loaded.'),
  stillRunning: () => new AdapterError('The program is running. Pause it first.'),
  gdbHasControl: () =>
    new AdapterError('gdb is attached to the machine code. Quit gdb first, or switch to the interpreter.'),
  gdbAttached: () => new AdapterError('gdb is attached already: look for its terminal, or quit it first.'),
  nothingForGdb: () =>
    new AdapterError(
      'There is no machine code for gdb to attach to. The Debug Console says why it cannot run.',
    ),
  noSuchVariable: (name: string) => new AdapterError(`There is no variable '${name}'.`),
  noSuchRegister: (name: string) =>
    new AdapterError(
      `There is no register '$${name}'. There are $rip, $rax to $r15 and $eflags while machine instructions are stepped.`,
    ),
  noCpu: () =>
    new AdapterError(
      'The registers of the processor are known while machine instructions are stepped: in JIT mode, step by instruction.',
    ),
  readOnly: (name: string) => new AdapterError(`'${name}' cannot be changed.`),
  opIndexOutOfRange: (value: bigint, first: number, last: number, functionName: string) =>
    new AdapterError(`There is no op ${value} in ${functionName}: opIndex goes from ${first} to ${last}.`),
  noSuchOp: (value: bigint) => new AdapterError(`There is no op ${value}.`),
  notAnAddress: (text: string) => new AdapterError(`'${text}' is no address. Write it decimal or as 0x….`),
  notWritable: (what: string) =>
    new AdapterError(`${what} cannot be written: what runs would no longer be what is shown.`),
  machineCodeNotWritable: () =>
    new AdapterError(
      'Machine code cannot be written: what runs would no longer be what is shown. ' +
        `The setting ${machineCodeWritesSetting} lets you, in sessions that start afterwards.`,
    ),
  threadInMachineCode: () =>
    new AdapterError('The program stands between two machine instructions. Step by op or by line first.'),
  outsideMemory: (what: string) => new AdapterError(`The bytes reach over the end of ${what}.`),
  notAnInteger: (text: string) => new AdapterError(`'${text}' is no integer. Write it decimal or as 0x….`),
  unknownSource: (reference: number) => new AdapterError(`There is no source ${reference} in this session.`),
  unknownRequest: (command: string) =>
    new AdapterError(`This adapter does not know the request '${command}'.`),
  badArguments: (command: string) => new AdapterError(`The arguments of '${command}' are not what it takes.`),
} as const;

/** Messages in the Debug Console that are no errors. */
export const sessionMessages = {
  switchedToJit: (size: number, address: string) =>
    `JIT mode: ${size} bytes of machine code at ${address} in the native host.`,
  switchedToInterpreter: () => 'Interpreter mode.',
  nativeUnavailable: (reason: string) => `${reason} The program goes on in the interpreter.`,
  notTrusted: () => 'Native code does not run in a workspace that you do not trust.',
  nativeResult: (native: bigint, interpreted: bigint) =>
    `The processor returned ${native}; the interpreter says ${interpreted}.`,
  nativeResultAlone: (native: bigint) =>
    `The processor returned ${native}. The interpreter did not repeat the run, which was too long for that.`,
  enginesDiffer: (what: string, native: bigint, interpreted: bigint, place: string) =>
    `The engines disagree ${place} about ${what}: the processor has ${native}, the interpreter ${interpreted}. ` +
    'This is a defect of the JIT or of the interpreter. Please report it together with the program.',
  hostGone: (how: string) =>
    `The native host ended unexpectedly (${how}). The session goes on in the interpreter; ` +
    'switch to JIT again to start a new native host.',
  instructionsUnavailable: (reason: string) => `${reason} Steps by instruction go by op.`,
  tracerGone: (how: string) =>
    `The tracer that stepped machine instructions ended unexpectedly (${how}). The program stands at the beginning of ` +
    'the op; the next step by instruction starts a new tracer.',
  fewBreakpoints: (count: number) =>
    `While a step by instruction goes over a call or out of a function, the first ${count} breakpoints stop it, and no others: ` +
    'the processor can watch no more.',
  gdbConfiguration: (program: string) => `gdb: machine code of ${program}`,
  gdbLeft: () => 'gdb has left; the session goes on.',
  gdbTrap: (trap: string) => `The machine code that ran under gdb stopped. ${trap}`,
  gdbInterrupted: () => 'The machine code that ran under gdb was stopped where it was, because gdb has left.',
  /** What PRINT wrote in gdb's run, which is not the session's. */
  gdbPrinted: (values: BigInt64Array) => Array.from(values, (value) => `gdb's run: ${value}`).join('\n'),
  codeVerified: (size: number, address: string, instructions: number) =>
    `The ${size} bytes of machine code at ${address} are what was emitted; ` +
    `an assembler makes the same bytes of their ${instructions} instructions.`,
  codeWritten: (size: number, address: string) =>
    `Machine code was written: ${size} ${size === 1 ? 'byte' : 'bytes'} at ${address}. The Disassembly View goes on ` +
    'showing what was emitted; verify says what differs.',
  gdbResult: (result: bigint) => `The machine code that ran under gdb returned ${result}.`,
} as const;
