import type { Program } from './program';

/**
 * The same program, with another name for the file that it was compiled from.
 * @param sourcePath as the file of bytecode is to hold it; empty where there is no file
 */
export function withSourcePath(program: Program, sourcePath: string): Program {
  return program.debug ? { ...program, debug: { ...program.debug, sourcePath } } : program;
}
