/** Which op stands on which line of the source that the client shows. Lines count from 1. */
export class LineMap {
  /** The lines that hold an op, ascending, and the first op of each. */
  private readonly lines: Uint32Array;
  private readonly firstOps: Uint32Array;

  /**
   * @param opCount how many ops there are
   * @param lineOfOp the line of each op
   */
  constructor(
    opCount: number,
    readonly lineOfOp: (opIndex: number) => number,
  ) {
    const order = Uint32Array.from({ length: opCount }, (_, opIndex) => opIndex);
    // Ops of a listing stand in order already, where sorting costs next to nothing.
    order.sort((one, other) => lineOfOp(one) - lineOfOp(other) || one - other);
    const firstOps = order.filter(
      (opIndex, at) => at === 0 || lineOfOp(order[at - 1] ?? 0) !== lineOfOp(opIndex),
    );
    this.firstOps = firstOps;
    this.lines = firstOps.map((opIndex) => lineOfOp(opIndex));
  }

  /** The first op on a line, or on the next line that has one; undefined behind the last. */
  firstOpFrom(line: number): { readonly opIndex: number; readonly line: number } | undefined {
    const at = this.indexFrom(line);
    const opIndex = this.firstOps[at];
    const found = this.lines[at];
    return opIndex === undefined || found === undefined ? undefined : { opIndex, line: found };
  }

  /** The lines with an op from one line to another, both included. */
  linesBetween(start: number, end: number): number[] {
    const found: number[] = [];
    for (let at = this.indexFrom(start); (this.lines[at] ?? Infinity) <= end; at++)
      found.push(this.lines[at] ?? 0);
    return found;
  }

  private indexFrom(line: number): number {
    let low = 0;
    let high = this.lines.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.lines[middle] ?? 0) < line) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
