import type { CodePartFacts } from '../../../engine/jit/describe';

/**
 * A window of a program's ops: the machine code of each, and where it stands in the texts that show the program. Made
 * by a running session of what it runs, or without one of the text in the editor. Plain data.
 */
export interface ProgramView {
  /** Path of the program. */
  readonly program: string;
  readonly opCount: number;
  /** Bytes of machine code in all. */
  readonly size: number;
  /** Address of the first byte, as 0x…, while a native host holds the code. */
  readonly address?: string | undefined;
  /** In the order of addresses. */
  readonly parts: readonly CodePartFacts[];
  /** Names of the program's functions, by their index; those that are not known are missing. */
  readonly functionNames: readonly string[];
  /** The first op of the window; the three lists below begin with it. */
  readonly firstOp: number;
  /** For each op what stands on its line in the listing. */
  readonly opTexts: readonly string[];
  /** For each op its line (from 1) in the listing. */
  readonly listingLines: readonly number[];
  /** For each op its line (from 1) in the source; 0 where it comes from none. */
  readonly sourceLines: readonly number[];
  /** Path of the source, where there is one. */
  readonly sourcePath?: string | undefined;
}

/** How many ops a window has at most: machine code of more would be no document to read. */
export const windowSize = 2000;

/** The first op of the window around an op. */
export const firstOfWindow = (opIndex: number): number => Math.max(0, opIndex - windowSize / 2);

/** Whether an op, or the end of the program behind the last, lies in the window. */
export const isInWindow = ({ firstOp, opTexts, opCount }: ProgramView, opIndex: number): boolean =>
  opIndex >= firstOp && (opIndex < firstOp + opTexts.length || opIndex >= opCount);
