import { longestName } from './limits';

/**
 * The word that a mistyped one most likely means, or undefined when none comes near. Names of one or two letters differ
 * from one another by as little, so that for them only the case of the letters may be wrong.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  // No name is longer, and comparing takes the square of its length.
  if (word.length > longestName) return undefined;
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.floor(word.length / 3) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance && bestDistance > 0) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/**
 * How many letters must be inserted, removed, replaced or swapped with their neighbour.
 * @param limit where it is certain that there are so many, that is the answer: most words are nothing alike
 */
function editDistance(one: string, other: string, limit: number): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  let leastBefore = 0;
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const changed = (previous[column - 1] ?? 0) + (isSame ? 0 : 1);
      const swapped = isSwapped ? (beforePrevious[column - 2] ?? Infinity) + 1 : Infinity;
      const distance = Math.min(
        changed,
        swapped,
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
      );
      current.push(distance);
      least = Math.min(least, distance);
    }
    // A swap leaves a row out.
    if (Math.min(least, leastBefore + 1) >= limit) return limit;
    leastBefore = least;
    beforePrevious = previous;
    previous = current;
  }
  return previous[other.length] ?? 0;
}
