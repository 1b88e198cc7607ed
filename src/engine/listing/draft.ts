import {
  noBytes,
  wholeProgram,
  type ArrayDefinition,
  type Constant,
  type FunctionDefinition,
  type Program,
} from '../format/program';
import type { FormatVersion } from '../isa/operations';
import type { LinePart } from './line';
import { listingMessages } from './messages';
import { NameTable } from './nameTable';
import { OpBuffer } from './opBuffer';
import { PlaceBuffer } from './placeBuffer';
import { reportLimit, type ListingProblem, type ListingProblemCode } from './problems';

/** A function while its ops are read. */
export interface DraftFunction extends Omit<FunctionDefinition, 'opCount'> {
  /** Of the listing, from 1. */
  readonly line: number;
  /** Position of the name in its line, from 0. */
  readonly nameStart: number;
  readonly labels: NameTable;
  /** Whether its line has no mistake: a count that could not be read is 0. */
  readonly isHeadKnown: boolean;
}

/** A label that stands before its op, on the same line or above. */
export interface WaitingLabel {
  readonly line: number;
  readonly part: LinePart;
}

/** A variable, whose function and range are still words. */
export interface DraftVariable {
  readonly line: number;
  readonly owner: LinePart;
  readonly name: string;
  readonly register: number;
  readonly isParameter: boolean;
  readonly range: LinePart | undefined;
}

/** The program that a listing of version 2 or 3 says, as far as it is read. Names are looked up when all are known. */
export class Draft {
  readonly ops = new OpBuffer();
  readonly places = new PlaceBuffer();
  readonly functionNames = new NameTable();
  readonly constantNames = new NameTable();
  readonly arrayNames = new NameTable();
  readonly functions: DraftFunction[] = [];
  readonly constants: Constant[] = [];
  readonly arrays: ArrayDefinition[] = [];
  /** The line of each array. */
  readonly arrayLines: number[] = [];
  readonly variables: DraftVariable[] = [];
  /** The lines of directives that may stand once. */
  readonly once = new Map<string, number>();
  /** Labels whose op is still to come. */
  waitingLabels: WaitingLabel[] = [];
  registerCount: number | undefined;
  sourcePath: string | undefined;

  constructor(
    readonly version: Exclude<FormatVersion, 1>,
    /** The line of `.version`, for what is about the whole. */
    readonly versionLine: number,
    private readonly versionPart: LinePart,
    private readonly problems: ListingProblem[],
  ) {}

  report(
    line: number,
    { start, text }: LinePart,
    code: ListingProblemCode,
    message: string,
    known?: readonly string[],
  ): void {
    // Names are looked up at the end, where a broken listing may have a million that are unknown.
    if (this.problems.length >= reportLimit) return;
    const column = start + 1;
    const endColumn = column + Math.max(1, text.length);
    this.problems.push({ code, line, column, endColumn, message, ...(known ? { known } : {}) });
  }

  /** Gives a name to an index, or says that it is given already. */
  define(table: NameTable, kind: string, line: number, part: LinePart, index: number): void {
    const known = table.define(part.text, { index, line, start: part.start });
    if (known) {
      this.report(line, part, 'duplicate', listingMessages.duplicate(kind, part.text, known.line));
    }
  }

  /** Says that the labels before a function's end have no op. */
  refuseWaitingLabels(): void {
    for (const { line, part } of this.waitingLabels) {
      this.report(line, part, 'misplaced', listingMessages.labelWithoutOp(part.text));
    }
    this.waitingLabels = [];
  }

  /** Says that a listing of version 2 does not say how many registers there are. */
  requireRegisters(): void {
    if (this.version !== 2 || this.once.has('.registers')) return;
    this.report(this.versionLine, this.versionPart, 'missingOperand', listingMessages.noRegisters());
  }

  get hasDebugInformation(): boolean {
    return this.sourcePath !== undefined || this.variables.length > 0 || !this.places.isEmpty;
  }

  /** Ops above the first function are refused where they stand, and count as its own. */
  private firstOpOf(functionIndex: number): number {
    return functionIndex === 0 ? 0 : (this.functions[functionIndex]?.firstOp ?? this.ops.opCount);
  }

  /** Everything but what belongs to names that are looked up: constants of literals and variables. */
  program(): Program {
    const { opCount } = this.ops;
    const functions =
      this.version === 2
        ? [wholeProgram(opCount, this.registerCount ?? 0)]
        : this.functions.map(({ name, parameterCount, registerCount }, index) => {
            const firstOp = this.firstOpOf(index);
            return {
              name,
              firstOp,
              opCount: this.firstOpOf(index + 1) - firstOp,
              parameterCount,
              registerCount,
            };
          });
    return {
      version: this.version,
      words: this.ops.words(),
      opCount,
      functions,
      constants: this.constants,
      arrays: this.arrays,
      trailing: noBytes,
      unknownSections: [],
    };
  }
}
