import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long a slice of work may keep the extension host busy. Unit: milliseconds. */
const sliceTime = 10;
/** Steps between two looks at the clock. */
const stepsPerLook = 2000;

/**
 * Does long work in slices, so that everything else in the extension host goes on in between.
 * @param advance does so many steps of the work; returns whether some are left
 * @param isWanted asked between slices
 * @returns whether the work was finished; false when it is not wanted any more
 */
export async function inSlices(
  advance: (steps: number) => boolean,
  isWanted: () => boolean,
): Promise<boolean> {
  while (isWanted()) {
    const end = performance.now() + sliceTime;
    do {
      if (!advance(stepsPerLook)) return true;
    } while (performance.now() < end);
    await nextTurn();
  }
  return false;
}
