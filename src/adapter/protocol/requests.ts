import type { AssemblySyntax } from '../../engine/jit/disassemble';
import type { CodePartFacts } from '../../engine/jit/describe';
import type { Level, Mode } from './launch';

/** Requests and events of our own, beside those of the protocol. Names and shapes, said once for both ends. */
export const customRequests = {
  /** Machine code of a window of ops: {@link MachineCodeArguments} → {@link MachineCodeResponse}. */
  machineCode: 'langvm.machineCode',
  /** Switches the engine in the middle of a run: {@link SetModeArguments} → {@link SetModeResponse}. */
  setMode: 'langvm.setMode',
  /** Says what the user looks at, so that frames and steps follow: {@link SetLevelArguments} → nothing. */
  setLevel: 'langvm.setLevel',
  /** Shows integers hexadecimal or decimal: {@link SetHexArguments} → nothing. */
  setHex: 'langvm.setHex',
  /** Writes disassembly in another syntax: {@link SetSyntaxArguments} → nothing. */
  setSyntax: 'langvm.setSyntax',
  /** Makes the native host ready for gdb: {@link PrepareGdbArguments} → {@link PrepareGdbResponse}. */
  prepareGdb: 'langvm.prepareGdb',
  /** Lets one process attach to the native host: {@link AllowGdbArguments} → nothing. */
  allowGdb: 'langvm.allowGdb',
  /** Compares the machine code in memory with what was emitted: nothing → {@link VerifyMachineCodeResponse}. */
  verifyMachineCode: 'langvm.verifyMachineCode',
  /** The client has come to an event {@link customEvents.outputSent}: nothing → nothing. */
  outputShown: 'langvm.outputShown',
} as const;

export const customEvents = {
  /** The engine changed or the current op moved: {@link StateEvent}. */
  state: 'langvm.state',
  /** gdb attached, quit, or could not attach: {@link GdbEvent}. */
  gdb: 'langvm.gdb',
  /** Comes behind much output: the adapter waits for {@link customRequests.outputShown} before it sends more. */
  outputSent: 'langvm.outputSent',
} as const;

export interface MachineCodeArguments {
  readonly firstOp: number;
  readonly opCount: number;
  readonly syntax: AssemblySyntax;
}

export interface MachineCodeResponse {
  /** Path of the program that the session runs. */
  readonly program: string;
  readonly opCount: number;
  /** Bytes of machine code in all. */
  readonly size: number;
  /** Address of the first byte, as 0x…, while a native host holds the code. */
  readonly address?: string;
  /** The names of the program's functions. */
  readonly functionNames: readonly string[];
  readonly parts: readonly CodePartFacts[];
  /** For each op of the window what stands on its line in the listing. */
  readonly opTexts: readonly string[];
  /** For each op of the window its line (from 1) in the listing. */
  readonly listingLines: readonly number[];
  /** For each op of the window its line (from 1) in the source; 0 where it comes from none. */
  readonly sourceLines: readonly number[];
  /** Path of the source, where it is there. */
  readonly sourcePath?: string;
}

export interface SetModeArguments {
  readonly mode: Mode;
}

export interface SetModeResponse {
  /** The engine that runs now: not what was asked for where native code cannot run. */
  readonly mode: Mode;
}

export interface SetLevelArguments {
  readonly level: Level;
}

export interface SetHexArguments {
  /** Absent: the other way round than now. */
  readonly hex?: boolean;
}

export interface SetSyntaxArguments {
  readonly syntax: AssemblySyntax;
}

export interface PrepareGdbArguments {
  /** The gdb that the user chose in the settings; absent or empty for the first on the PATH. */
  readonly gdbPath?: string;
}

export interface PrepareGdbResponse {
  /** Process id of the native host, which gdb attaches to. */
  readonly pid: number;
  /** File of gdb commands to `source`. */
  readonly script: string;
  /** Path of the gdb that was found. */
  readonly gdb: string;
  /** A launch configuration for another extension that drives gdb: C/C++ by Microsoft. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

export interface AllowGdbArguments {
  /** Process id of gdb, or of a process that it will be started from. */
  readonly pid: number;
  /** gdb comes when the user starts it, if ever: nobody complains when it does not come at once. */
  readonly later?: boolean;
}

export interface VerifyMachineCodeResponse {
  readonly isAsEmitted: boolean;
  /** What was compared, or what differs, as a sentence for the user. */
  readonly text: string;
}

export interface StateEvent {
  readonly mode: Mode;
  readonly level: Level;
  /** The op that comes next; the op count at the end. */
  readonly opIndex: number;
  /** Its line (from 1) in the listing; 0 at the end. */
  readonly listingLine: number;
  /** Where a thread stands between two machine instructions: offset of the next one, in bytes from the start of the code. */
  readonly codeOffset?: number;
}

export interface GdbEvent {
  readonly state: 'attached' | 'detached' | 'failed';
  /** What to tell the user, with the remedy; only when it failed. */
  readonly message?: string;
}
