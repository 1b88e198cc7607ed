import type { Flaw } from './flaws';

/** Gathers flaws up to a limit: a broken file of a million ops has one reader, who wants the first few. */
export class FlawList {
  readonly flaws: Flaw[] = [];

  /** @param counts whether a flaw is to be gathered at all */
  constructor(
    private readonly limit: number,
    private readonly counts: (flaw: Flaw) => boolean,
  ) {}

  get hasRoom(): boolean {
    return this.flaws.length < this.limit;
  }

  /** @returns whether there is room for more */
  add(flaw: Flaw): boolean {
    if (this.hasRoom && this.counts(flaw)) this.flaws.push(flaw);
    return this.hasRoom;
  }
}
