import { nearest } from '../format/nearest';

/** So many unknown names of one source are compared with all that there are: nobody reads guesses about thousands of them. */
const mostGuesses = 50;

/** Finds what the unknown names of one source may have been meant as, without taking longer the more of them there are. */
export class Guesses {
  private readonly known = new Map<ReadonlyMap<string, unknown>, Map<string, string | undefined>>();
  private count = 0;

  /** The name among the candidates that an unknown one most likely means. */
  meant(name: string, candidates: ReadonlyMap<string, unknown>): string | undefined {
    let names = this.known.get(candidates);
    if (!names) this.known.set(candidates, (names = new Map<string, string | undefined>()));
    if (!names.has(name) && this.count < mostGuesses) {
      this.count++;
      names.set(name, nearest(name, candidates.keys()));
    }
    return names.get(name);
  }
}
