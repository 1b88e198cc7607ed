import { functionIndexAt, type Program } from '../format/program';
import { entryLine } from './header';

/**
 * Which line of a printed listing is whose. Functions of version 3 have a line of their own above their ops and, but for
 * the first, a blank one above that.
 */
const linesPerFunction = 2;

/** The line (from 1) of an op in a printed listing. */
export function printedLineOfOp(program: Program, opIndex: number): number {
  const functionIndex = program.version === 3 ? functionIndexAt(program, opIndex) : 0;
  return entryLine + 1 + opIndex + functionIndex * linesPerFunction;
}

/** The line (from 1) that names a function in a printed listing. */
export function printedLineOfFunction({ functions }: Program, functionIndex: number): number {
  return entryLine + (functions[functionIndex]?.firstOp ?? 0) + functionIndex * linesPerFunction;
}
