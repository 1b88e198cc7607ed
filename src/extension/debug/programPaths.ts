import { isSourcePath } from '../../engine/lang/sourceEnding';

/** Whether a path is that of a file of bytecode; a `.lang` file is a source, and its listing no file. */
export const isBytecodePath = (path: string): boolean => !isSourcePath(path);
