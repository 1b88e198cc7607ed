import type { Trap } from '../../engine/machine/stop';

/** Which traps stop the program for the user to look at; the others end it. */
export class MetTraps {
  /** The trap that the program stands at, and the revision of the machine that it was met in. */
  private last: { readonly trap: Trap; readonly revision: number } | undefined;

  /** @param stops whether a trap stops the program at all */
  constructor(public stops: boolean) {}

  /** The first time the user may look, and mend what was wrong; met again unchanged, a trap ends the program. */
  stopsAt(trap: Trap, revision: number): boolean {
    const isMetAgain = this.last?.trap === trap && this.last.revision === revision;
    if (!this.stops || isMetAgain) return false;
    this.last = { trap, revision };
    return true;
  }
}
