import type { FlawList } from './flawList';
import { flaws } from './flaws';
import { largestCellCount } from './limits';
import { checkNames } from './names';
import type { Program } from './program';

/** The names of the arrays, and how many cells they have together. */
export function checkArrays({ arrays }: Program, list: FlawList): void {
  checkNames('array', arrays, list);
  let cellCount = 0;
  for (const [index, { length }] of arrays.entries()) {
    cellCount += length;
    if (cellCount > largestCellCount) {
      list.add(flaws.tooManyCells(index, cellCount));
      return;
    }
  }
}
