/** The largest int64. */
export const largestValue = 2n ** 63n - 1n;

/** What the smallest int64 is without its sign: an integer behind a minus may be that large. */
export const largestMagnitude = 2n ** 63n;

/** The largest pattern of 64 bits, which is how a debugger shows -1 in hexadecimal. */
export const largestPattern = 2n ** 64n - 1n;
