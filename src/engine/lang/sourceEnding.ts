/** A source by its name, in whatever case: Windows and macOS take `X.LANG` and `x.lang` for one file. */
const ending = /\.lang$/i;

/** Whether a path is that of a source, to be compiled; what else there is, is bytecode. */
export const isSourcePath = (path: string): boolean => ending.test(path);

/** The path without the ending of a source. */
export const withoutSourceEnding = (path: string): string => path.replace(ending, '');
