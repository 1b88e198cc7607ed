import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Program } from '../../engine/format/program';
import type { MachineCode } from '../../engine/jit/machineCode';
import type { Level } from '../protocol/launch';
import type { LineMap } from './lineMap';

/** One way to look at the program's ops: a text that the client shows, and where in it each op stands. */
export interface SourceView {
  readonly level: Level;
  readonly source: DebugProtocol.Source;
  /** Path of the file that the text is or comes from, to recognize the source by when a client names it. */
  readonly filePath: string;
  readonly lines: LineMap;
  /** Column (from 1) of an op on its line. */
  readonly columnOfOp: (opIndex: number) => number;
}

/** A source that is not that of the program any more, and so is not shown. */
export interface ChangedSource {
  readonly filePath: string;
  /** Says so to the user, and what to do. */
  readonly message: string;
}

/** What is debugged: the program, its machine code, and the texts that the client shows of it. */
export interface Debuggee {
  readonly program: Program;
  readonly code: MachineCode;
  /** Path of the `.bc` or `.lang` file. */
  readonly filePath: string;
  /** `printed`: the listing is no file of its own, but made from the program. */
  readonly listingKind: 'printed' | 'file';
  readonly listing: SourceView;
  /** The source that the program was compiled from, where it is there and has not changed. */
  readonly sourceCode: SourceView | undefined;
  readonly changedSource: ChangedSource | undefined;
  /** Line (from 1) of a function's head in the listing. */
  readonly listingLineOfFunction: (functionIndex: number) => number;
}

/** What the client shows at a level: a program whose source is gone has its listing only. */
export const viewAt = ({ listing, sourceCode }: Debuggee, level: Level): SourceView =>
  level === 'source' && sourceCode ? sourceCode : listing;

/** The texts of a program, the one of its source first. */
export const viewsOf = ({ listing, sourceCode }: Debuggee): readonly SourceView[] =>
  sourceCode ? [sourceCode, listing] : [listing];
