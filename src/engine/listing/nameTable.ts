/** What a name of a listing stands for, and where it was given. */
export interface NamedPlace {
  readonly index: number;
  /** From 1. */
  readonly line: number;
  /** Position of the name in its line, from 0. */
  readonly start: number;
}

/** The names of one kind. */
export class NameTable {
  private readonly places = new Map<string, NamedPlace>();
  private namesInOrder: readonly string[] | undefined;

  /** Gives a name. @returns what it stands for already, in which case it keeps that meaning */
  define(name: string, place: NamedPlace): NamedPlace | undefined {
    const known = this.places.get(name);
    if (known) return known;
    this.places.set(name, place);
    this.namesInOrder = undefined;
    return undefined;
  }

  get(name: string): NamedPlace | undefined {
    return this.places.get(name);
  }

  /** All names, in the order in which they were given: one list for all problems that go with it. */
  get names(): readonly string[] {
    return (this.namesInOrder ??= [...this.places.keys()]);
  }

  get entries(): IterableIterator<[string, NamedPlace]> {
    return this.places.entries();
  }
}
