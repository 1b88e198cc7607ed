/**
 * What a program may ask for, so that a small file cannot ask for much. The stack is here and not with the machine, since
 * the verifier refuses what could never get onto it.
 */

/** Words of stack that the machine has. Unit: words of 64 bits. */
export const stackWords = 262_144;

/** Words of the stack that a frame takes besides its registers. */
export const frameHeaderWords = 1;

/** Registers of one function of version 3. */
export const largestWindow = 65_536;

/** Registers of a program of version 2: its one frame has the stack to itself. */
export const largestOnlyWindow = stackWords - frameHeaderWords;

/** Cells of all arrays of a program together. */
export const largestCellCount = 2 ** 24;

/** Characters of the name of a function, an array or a variable. */
export const longestName = 255;

/** Bytes of the path of the source file. */
export const longestPath = 32_767;

/** Sections of a file of version 3. */
export const mostSections = 256;
