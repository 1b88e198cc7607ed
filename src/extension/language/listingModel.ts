import { compile } from '../../engine/jit/compile';
import type { MachineCode } from '../../engine/jit/machineCode';
import type { ParsedListing } from '../../engine/listing/parse';

/** All that is known of one version of a listing's text. Machine code is made when it is first asked for. */
export class ListingModel {
  private code: MachineCode | undefined;

  constructor(readonly parsed: ParsedListing) {}

  /** Only when the listing has no problems does it mean a program, and so does what is derived from it. */
  get isProgram(): boolean {
    return this.parsed.problems.length === 0;
  }

  get machineCode(): MachineCode {
    return (this.code ??= compile(this.parsed.program));
  }

  /** The op on a line (from 1), or undefined where none stands. */
  opOnLine(line: number): number | undefined {
    const opIndex = this.firstOpFrom(line);
    return this.parsed.opLines[opIndex] === line ? opIndex : undefined;
  }

  /** The first op on a line or below it; the op count when there is none. */
  firstOpFrom(line: number): number {
    const { opLines } = this.parsed;
    let low = 0;
    let high = opLines.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((opLines[middle] ?? 0) < line) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
