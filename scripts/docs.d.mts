/** Types of docs.mjs, for the tests. */

/** Where the reference of the bytecode is. */
export const bytecodeDocument: string;

/** A document with what stands between its marks made anew. */
export function regenerated(text: string): string;
