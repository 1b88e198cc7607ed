/** Types of perf.mjs, for the tests. */

/** The event to record. */
export const perfEvent: string;

/** Whether perf can record here, and objdump is there, without which it cannot annotate. */
export function canMeasure(): boolean;
