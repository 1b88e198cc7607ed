/** Where the parts of a program stand in the file that was read, in bytes: what an error about one of them names. */
export interface FileLayout {
  /** The first op. */
  readonly ops: number;
  /** The table of functions; in version 2 the register count, which is all that it says of its function. */
  readonly functions: number;
  readonly constants: number;
  readonly arrays: number;
  /** The table of lines with the path of the source. */
  readonly lines: number;
  readonly variables: number;
}

/** For the parts that a file does not have: its beginning. */
export const emptyLayout: FileLayout = {
  ops: 0,
  functions: 0,
  constants: 0,
  arrays: 0,
  lines: 0,
  variables: 0,
};
