/** Which op stands on which line of a text that the client shows. Lines count from 1; line 0 is none. */
export class LineMap {
  /** The lines that hold an op, ascending, and where the ops of each begin in {@link ops}. */
  private readonly lines: number[] = [];
  private readonly starts: number[] = [];
  /** All ops that have a line, by line and then by index. */
  private readonly ops: Uint32Array;

  /**
   * @param opCount how many ops there are
   * @param lineOfOp the line of each op; 0 for one that stands on none
   */
  constructor(
    opCount: number,
    readonly lineOfOp: (opIndex: number) => number,
  ) {
    const order = Uint32Array.from({ length: opCount }, (_, opIndex) => opIndex);
    // Ops of a listing stand in order already, where sorting costs next to nothing.
    order.sort((one, other) => lineOfOp(one) - lineOfOp(other) || one - other);
    this.ops = order;
    order.forEach((opIndex, at) => {
      const line = lineOfOp(opIndex);
      if (line === 0 || line === this.lines.at(-1)) return;
      this.lines.push(line);
      this.starts.push(at);
    });
  }

  /** The first op on a line, or on the next line that has one; undefined behind the last. */
  firstOpFrom(line: number): { readonly opIndex: number; readonly line: number } | undefined {
    const at = this.indexFrom(line);
    const opIndex = this.ops[this.starts[at] ?? -1];
    const found = this.lines[at];
    return opIndex === undefined || found === undefined ? undefined : { opIndex, line: found };
  }

  /** The ops on a line, ascending. */
  opsOn(line: number): Uint32Array {
    const at = this.indexFrom(line);
    if (this.lines[at] !== line) return this.ops.subarray(0, 0);
    return this.ops.subarray(this.starts[at], this.starts[at + 1] ?? this.ops.length);
  }

  /**
   * The ops at which the program comes to a line: those that do not just go on from the op before. A loop has several
   * on its line when its condition stands behind its body.
   */
  entriesOf(line: number): number[] {
    return [...this.opsOn(line)].filter((opIndex, at, ops) => at === 0 || ops[at - 1] !== opIndex - 1);
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
