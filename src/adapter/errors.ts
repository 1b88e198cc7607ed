import type { ProcessExit } from '../engine/native/errors';
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

/** So many mistakes of a program fit into a dialog; it is not the place to read them all. */
const mistakesShown = 3;

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Every error that a request can be answered with, said once. */
export const adapterErrors = {
  cannotRead: (file: string, isSource: boolean, error: unknown) =>
    new AdapterError(
      `Cannot open ${file}${isSource ? '' : ' bytecode'}: ${fileReason(error)}. Check "program" in the launch configuration.`,
    ),
  /** @param hasProblemsView whether the client is the editor that shows all of them in Problems */
  mistakes: (
    fileName: string,
    problems: readonly { readonly line: number; readonly column: number; readonly message: string }[],
    hasProblemsView: boolean,
  ) => {
    const shown = problems.slice(0, mistakesShown);
    const more = problems.length - shown.length;
    const seeAll = hasProblemsView ? 'See Problems.' : `langvm ${fileName} prints them all.`;
    return new AdapterError(
      [
        `${fileName} has ${problems.length === 1 ? 'a mistake' : 'mistakes'}:`,
        ...shown.map(({ line, column, message }) => `${line}:${column}: ${message}`),
        ...(more > 0 ? [`… and ${more} more. ${seeAll}`] : []),
      ].join('\n'),
    );
  },
  noProgram: () =>
    new AdapterError('The launch configuration names no "program". Add the path of a .bc or .lang file.'),
  badMode: (found: unknown) =>
    new AdapterError(`"mode" is ${JSON.stringify(found)}. It can be "interpreter" or "jit".`),
  badLevel: (found: unknown) =>
    new AdapterError(`"level" is ${JSON.stringify(found)}. It can be "source" or "bytecode".`),
  badSyntax: (found: unknown) =>
    new AdapterError(`"syntax" is ${JSON.stringify(found)}. It can be "att" or "intel".`),
  notRunning: () => new AdapterError('No program is loaded.'),
  alreadyLaunched: () =>
    new AdapterError('This session has its program already. Start another session for another program.'),
  programEnded: () => new AdapterError('The program has ended. Restart it to look at it again.'),
  notBegun: () =>
    new AdapterError('The program has not begun: it does when the client has sent configurationDone.'),
  stillRunning: () => new AdapterError('The program is running. Pause it first.'),
  gdbHasControl: () =>
    new AdapterError('gdb is attached to the machine code. Quit gdb first, or switch to the interpreter.'),
  gdbAttached: () => new AdapterError('gdb is attached already: look for its terminal, or quit it first.'),
  nothingForGdb: () =>
    new AdapterError(
      'There is no machine code for gdb to attach to. The Debug Console says why it cannot run.',
    ),
  noSuchFrame: (id: unknown) =>
    new AdapterError(`There is no frame ${String(id)} any more, or never was one.`),
  noSuchVariable: (name: string) => new AdapterError(`There is no variable '${name}'.`),
  noSuchRegister: (name: string) =>
    new AdapterError(
      `There is no register '$${name}'. There are $rip, $rax to $r15 and $eflags while machine instructions are stepped.`,
    ),
  noCpu: () =>
    new AdapterError(
      'The registers of the processor are known while machine instructions are stepped: in JIT mode, step by instruction.',
    ),
  noSuchFlag: (name: string, flags: readonly string[]) =>
    new AdapterError(`There is no flag '${name}'. There are ${flags.join(', ')}.`),
  ripReadOnly: () =>
    new AdapterError(
      "'rip' cannot be changed: an op can begin at its first instruction only. " +
        'Make another op the next one with Jump to Cursor in the source or listing, or set opIndex.',
    ),
  strayWindow: () =>
    new AdapterError(
      'rbx does not point to registers of the machine any more. The op begins anew, as it was before registers were changed.',
    ),
  readOnly: (name: string) => new AdapterError(`'${name}' cannot be changed.`),
  opIndexOutOfRange: (value: bigint, first: number, last: number, functionName: string) =>
    new AdapterError(`There is no op ${value} in ${functionName}: opIndex goes from ${first} to ${last}.`),
  otherFunction: (line: number, functionName: string, running: string) =>
    new AdapterError(
      `Line ${line} is in ${functionName}, and ${running} is running: only a line of ${running} can be the next one.`,
    ),
  noSuchOp: (value: bigint) => new AdapterError(`There is no op ${value}.`),
  notAnAddress: (text: string) => new AdapterError(`'${text}' is no address. Write it decimal or as 0x….`),
  noSuchAddress: (text: string, offset: number) =>
    new AdapterError(
      `There is no address ${text}${offset === 0 ? '' : ` with an offset of ${offset}`}: addresses go from 0 to 0xffffffffffffffff.`,
    ),
  badInteger: (name: string, found: unknown, least: number, most: number) =>
    new AdapterError(
      `"${name}" is ${JSON.stringify(found)}. It has to be an integer from ${least} to ${most}.`,
    ),
  notBase64: () => new AdapterError('"data" is no base64.'),
  notWritable: (what: string) =>
    new AdapterError(`${capitalized(what)} cannot be written: what runs would no longer be what is shown.`),
  noMemory: (address: string) => new AdapterError(`There is no memory of the program at ${address}.`),
  frameHeader: (address: string) =>
    new AdapterError(
      `The word at ${address} says where a function returns to: with another one the program would go on anywhere. ` +
        'Write to the registers on both sides of it.',
    ),
  machineCodeNotWritable: () =>
    new AdapterError(
      'Machine code cannot be written: what runs would no longer be what is shown. ' +
        `The setting ${machineCodeWritesSetting} lets you, in sessions that start afterwards.`,
    ),
  threadInMachineCode: () =>
    new AdapterError('The program stands between two machine instructions. Step by op or by line first.'),
  outsideMemory: (what: string) => new AdapterError(`The bytes reach over the end of ${what}.`),
  conditionAssigns: (condition: string) =>
    new AdapterError(`'${condition}' would change a variable. A condition compares with '==', '<' or '!='.`),
  notAnInteger: (text: string) => new AdapterError(`'${text}' is no integer. Write it decimal or as 0x….`),
  unknownSource: (reference: number) => new AdapterError(`There is no source ${reference} in this session.`),
  unknownRequest: (command: string) =>
    new AdapterError(`This adapter does not know the request '${command}'.`),
  missingArgument: (command: string, name: string, kind: string) =>
    new AdapterError(`The request '${command}' needs "${name}", which is ${kind}.`),
  badArguments: (command: string) => new AdapterError(`The arguments of '${command}' are not what it takes.`),
} as const;

/** What is said of a breakpoint that does not stand where it was asked for, or whose condition is no good. */
export const breakpointMessages = {
  otherFile: () => 'This file is not part of the program that is being debugged.',
  noOpFrom: () => 'There is no op on this line or below it.',
  movedToLine: (line: number) => `Line ${line} has no op: moved to the next one.`,
  conditionFailed: (condition: string, reason: string) =>
    `The condition '${condition}' of a breakpoint failed: ${reason}`,
  movedToInstruction: () => 'This address lies inside of an instruction: moved to where that begins.',
  registersRefused: (reason: string) =>
    `A condition or a log message asks for a register of the processor. ${reason}`,
  registersInJitMode: () =>
    'Those are known in JIT mode only: switch to it, then set the breakpoint once more.',
  noInstruction: () => 'No op has its instructions at this address.',
  noOp: (part: string) => `'${part}' is a way in or out of the code: the program cannot be stopped there.`,
  movedFromPrologue: () =>
    'The program cannot be stopped in a prologue: moved to the first op of the function.',
  movedToOp: (reason: string) => `${reason} Moved to the first instruction of the op.`,
} as const;

/** Why the processor refuses an instruction, by the signal. */
const refusals: Readonly<Record<string, string>> = {
  SIGSEGV: 'touches memory that is not its own',
  SIGBUS: 'touches memory that is not there',
  SIGFPE: 'divides by zero, or its quotient does not fit',
  SIGILL: 'is none that it knows',
};

/** Messages in the Debug Console that are no errors. */
export const sessionMessages = {
  sourceChanged: (source: string, bytecode: string) =>
    `${source} is newer than ${bytecode} and does not compile to it any more, so the listing of ${bytecode} is shown: ` +
    `lines of ${source} would be wrong. Compile ${source} again, or debug ${source} itself.`,
  switchedToJit: (size: number, address: string) =>
    `JIT mode: ${size} bytes of machine code at ${address} in the native host.`,
  switchedToInterpreter: () => 'Interpreter mode.',
  nativeUnavailable: (reason: string) => `${reason} The program goes on in the interpreter.`,
  sessionEnded: () => 'The session has ended.',
  notTrusted: () => 'Native code does not run in a workspace that you do not trust.',
  nativeResult: (native: bigint, interpreted: bigint) =>
    `The processor returned ${native}; the interpreter says ${interpreted}.`,
  nativeResultAlone: (native: bigint) =>
    `The processor returned ${native}. The interpreter did not follow the run to its end.`,
  enginesDiffer: (what: string, native: bigint, interpreted: bigint, place: string) =>
    `The engines disagree ${place} about ${what}: the processor has ${native}, the interpreter ${interpreted}. ` +
    'This is a defect of the JIT or of the interpreter. Please report it together with the program.',
  /** @param printsAgain whether the session goes back behind something that was printed */
  hostGone: ({ code, signal }: ProcessExit, printsAgain: boolean) =>
    `The native host ended unexpectedly (${signal ?? `exit code ${code ?? 'unknown'}`}). ` +
    (printsAgain
      ? 'The session goes back to the last place that it knows of: what was printed since then will be printed again. '
      : '') +
    'The session goes on in the interpreter; switch to JIT again to start a new native host.',
  instructionsUnavailable: (reason: string) =>
    `${reason} Steps by instruction go by op, and breakpoints inside of an op stop where it begins.`,
  tracerGone: (how: string) =>
    `The tracer that stepped machine instructions ended unexpectedly (${how}). The program stands at the beginning of ` +
    'the op; the next step by instruction starts a new tracer.',
  /** @param stands whether the thread still stands at the instruction */
  instructionRefused: (signal: string, stands: boolean) =>
    stands
      ? `The processor refused this instruction: it ${refusals[signal] ?? 'cannot be executed'} (${signal}). ` +
        'It did nothing. Mend the registers that it uses, and go on.'
      : `The processor refused an instruction of the function that was called (${signal}). The session stands where the step began.`,
  fewBreakpoints: (count: number) =>
    `While a step by instruction goes over a call or out of a function, the first ${count} breakpoints stop it, and no others: ` +
    'the processor can watch no more.',
  gdbConfiguration: (program: string) => `gdb: machine code of ${program}`,
  gdbLeft: () => 'gdb has left; the session goes on.',
  gdbLosesProcess: () =>
    'The process that gdb is attached to ends with its session. Quit that gdb; “Attach gdb to Machine Code” starts another.',
  gdbSeesSession: () =>
    'gdb came while the session had the machine code: it looks at the run of the session, and has none of its own.',
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
