import type { Flaw } from './flaws';

/** Gathers flaws up to a limit: a broken file of a million ops has one reader, who wants the first few. */
export class FlawList {
  readonly flaws: Flaw[] = [];

  constructor(private readonly limit: number) {}

  get isEmpty(): boolean {
    return this.flaws.length === 0;
  }

  /** @returns whether there is room for more */
  add(flaw: Flaw): boolean {
    if (this.flaws.length < this.limit) this.flaws.push(flaw);
    return this.flaws.length < this.limit;
  }
}
