import type { ProgramView } from './programView';

/** The texts that show a program. */
export type Role = 'source' | 'listing' | 'machineCode';

/** Which op each line (from 0) of the machine code document belongs to, stubs included; none for headings of functions. */
export type OpOfLine = readonly (number | undefined)[];

/** How many colours there are for lines that belong together; after the last the first comes again. */
export const colorCount = 6;

/** Lines of one text, as runs: from `first` to `last`, both included, counted from 0. */
export interface LineRun {
  readonly first: number;
  readonly last: number;
}

/**
 * What belongs to what: lines of the source, lines of the listing and lines of machine code, through the ops that they
 * have in common. Lines count from 0, as an editor's do.
 */
export class ProgramLinks {
  private readonly opsByListingLine: ReadonlyMap<number, readonly number[]>;
  private readonly opsBySourceLine: ReadonlyMap<number, readonly number[]>;
  private readonly linesByOp = new Map<number, number[]>();
  /** The place of each source line among those that have ops: neighbours get different colours. */
  private readonly colorBySourceLine = new Map<number, number>();
  private readonly coloredByRole = new Map<Role, readonly (readonly LineRun[])[]>();

  constructor(
    private readonly view: ProgramView,
    private readonly opOfLine: OpOfLine,
  ) {
    this.opsByListingLine = groupedBy(view.firstOp, view.listingLines);
    this.opsBySourceLine = groupedBy(view.firstOp, view.sourceLines);
    opOfLine.forEach((opIndex, line) => {
      if (opIndex === undefined) return;
      const lines = this.linesByOp.get(opIndex);
      if (lines) lines.push(line);
      else this.linesByOp.set(opIndex, [line]);
    });
    [...this.opsBySourceLine.keys()]
      .sort((one, other) => one - other)
      .forEach((line, place) => this.colorBySourceLine.set(line, place % colorCount));
  }

  /** The ops that some lines of a text are about. */
  opsOf(role: Role, first: number, last: number): ReadonlySet<number> {
    const found = new Set<number>();
    if (role === 'machineCode') {
      for (const opIndex of this.opOfLine.slice(first, last + 1)) {
        if (opIndex !== undefined) found.add(opIndex);
      }
      return found;
    }
    const byLine = role === 'listing' ? this.opsByListingLine : this.opsBySourceLine;
    // A selection of everything has more lines than the window has ops.
    for (const [line, ops] of byLine) {
      if (line < first || line > last) continue;
      for (const opIndex of ops) found.add(opIndex);
    }
    return found;
  }

  /**
   * The lines of a text that show some ops, as runs, in the order of the text.
   * @param except an op whose lines are left out, as they are marked otherwise
   */
  linesOf(role: Role, ops: Iterable<number>, except?: number): LineRun[] {
    const lines = new Set<number>();
    for (const opIndex of ops) for (const line of this.linesOfOp(role, opIndex)) lines.add(line);
    if (except !== undefined) for (const line of this.linesOfOp(role, except)) lines.delete(line);
    return runsOf(lines);
  }

  /** The runs of lines of a text that have each colour; the same lists each time. */
  colored(role: Role): readonly (readonly LineRun[])[] {
    let runs = this.coloredByRole.get(role);
    if (!runs) this.coloredByRole.set(role, (runs = this.color(role)));
    return runs;
  }

  private color(role: Role): LineRun[][] {
    const lines = Array.from({ length: colorCount }, () => new Set<number>());
    const end = this.view.firstOp + this.view.opTexts.length;
    for (let opIndex = this.view.firstOp; opIndex < end; opIndex++) {
      const color = this.colorOf(opIndex);
      if (color === undefined) continue;
      for (const line of this.linesOfOp(role, opIndex)) lines[color]?.add(line);
    }
    return lines.map(runsOf);
  }

  /** By its line of source; in a program without source each op has the colour after that of the op before it. */
  private colorOf(opIndex: number): number | undefined {
    const sourceLine = this.view.sourceLines[opIndex - this.view.firstOp] ?? 0;
    if (this.opsBySourceLine.size > 0) return this.colorBySourceLine.get(sourceLine - 1);
    return opIndex % colorCount;
  }

  private linesOfOp(role: Role, opIndex: number): readonly number[] {
    if (role === 'machineCode') return this.linesByOp.get(opIndex) ?? [];
    const lines = role === 'listing' ? this.view.listingLines : this.view.sourceLines;
    const line = lines[opIndex - this.view.firstOp] ?? 0;
    return line === 0 ? [] : [line - 1];
  }
}

/** The ops on each line (from 0); line 0 of the list (from 1) is none. */
function groupedBy(firstOp: number, lines: readonly number[]): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  lines.forEach((line, index) => {
    if (line === 0) return;
    const ops = groups.get(line - 1);
    if (ops) ops.push(firstOp + index);
    else groups.set(line - 1, [firstOp + index]);
  });
  return groups;
}

/** Lines as few runs as possible. */
function runsOf(lines: Iterable<number>): LineRun[] {
  const runs: { first: number; last: number }[] = [];
  for (const line of [...lines].sort((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run?.last === line - 1) run.last = line;
    else runs.push({ first: line, last: line });
  }
  return runs;
}
