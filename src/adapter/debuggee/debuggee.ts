import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Program } from '../../engine/format/program';
import type { MachineCode } from '../../engine/jit/machineCode';
import type { LineMap } from './lineMap';

/** What is debugged: the program, its machine code, and the source that the client shows of it. */
export interface Debuggee {
  readonly program: Program;
  readonly code: MachineCode;
  /** Path of the `.bc` or `.lang` file. */
  readonly filePath: string;
  /** `listing`: the source is the printed listing of a binary file, which is no file of its own. */
  readonly sourceKind: 'listing' | 'file';
  readonly source: DebugProtocol.Source;
  readonly lines: LineMap;
  /** Column (from 1) of an op on its line. */
  readonly columnOfOp: (opIndex: number) => number;
}
