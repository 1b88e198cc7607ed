import { type FunctionDefinition, type Program } from '../format/program';
import { CodeBuffer } from './codeBuffer';
import type { Handover } from './handovers';
import { call, jump, jumpIf, land32, type Condition } from './x86Control';

/** Why an op leaves the path of its function: what its stub tells the host. */
export type StubReason = 'divisionByZero' | 'cellOutOfRange' | 'outputFull' | 'paused' | 'callRefused';

/** A way out of a function, to be written behind its last op. */
export interface PendingStub {
  /** The op whose template jumps there. */
  readonly opIndex: number;
  readonly reason: StubReason;
  /** The op that comes next when the program goes on. */
  readonly nextOp: number;
  /** Where the distance of the jump is written. Unit: bytes from the start of the code. */
  readonly site: number;
}

/** Machine code on its way: the bytes so far, and the jumps whose targets are not there yet. */
export class Emission {
  readonly code: CodeBuffer;
  /** The op that is being written. */
  opIndex = 0;
  /** The register of the machine whose value the op before left in rax. */
  taken: number | undefined;
  /** What the op behind wants to find in rax: this one's result. */
  leaves: Handover | undefined;
  /** The function that is being written. */
  functionIndex = 0;
  /** Its ways out. */
  stubs: PendingStub[] = [];
  /** For each CALL the offset behind its call instruction, which is what a frame returns to; 0 for other ops. */
  readonly callReturns: Uint32Array;

  private readonly firstCells: number[] = [];
  private readonly jumpSites: number[] = [];
  private readonly jumpTargets: number[] = [];
  private readonly callSites: number[] = [];
  private readonly callTargets: number[] = [];

  /** @param capacity bytes to make room for at first */
  constructor(
    readonly program: Program,
    capacity: number,
  ) {
    this.code = new CodeBuffer(capacity);
    this.callReturns = new Uint32Array(program.opCount);
    let firstCell = 0;
    for (const { length } of program.arrays) {
      this.firstCells.push(firstCell);
      firstCell += length;
    }
  }

  /** @throws RangeError when there is none, which the verifier excludes */
  functionAt(index: number): FunctionDefinition {
    const found = this.program.functions[index];
    if (!found) throw new RangeError(`Op ${this.opIndex} names function ${index}, which does not exist.`);
    return found;
  }

  /** Length and first cell of an array. @throws RangeError when there is none, which the verifier excludes */
  arrayAt(index: number): { readonly length: number; readonly firstCell: number } {
    const array = this.program.arrays[index];
    const firstCell = this.firstCells[index];
    if (!array || firstCell === undefined)
      throw new RangeError(`Op ${this.opIndex} names array ${index}, which does not exist.`);
    return { length: array.length, firstCell };
  }

  /** JMP to an op. */
  jumpToOp(target: number): void {
    this.jumpSites.push(jump(this.code));
    this.jumpTargets.push(target);
  }

  /** Jcc to an op. */
  jumpToOpIf(condition: Condition, target: number): void {
    this.jumpSites.push(jumpIf(this.code, condition));
    this.jumpTargets.push(target);
  }

  /** `call` of a function. @returns the offset that it returns to, in bytes from the start of the code */
  callFunction(index: number): number {
    this.callSites.push(call(this.code));
    this.callTargets.push(index);
    return this.code.length;
  }

  /** Leaves the function. @param nextOp the op to go on with; if absent, the one that is being written */
  leave(reason: StubReason, nextOp = this.opIndex): void {
    this.stubs.push({ opIndex: this.opIndex, reason, nextOp, site: jump(this.code) });
  }

  /** The same under a condition. */
  leaveIf(condition: Condition, reason: StubReason, nextOp = this.opIndex): void {
    this.stubs.push({ opIndex: this.opIndex, reason, nextOp, site: jumpIf(this.code, condition) });
  }

  /**
   * Writes all distances, once everything has its place.
   * @param functionOffsets where the prologue of each function begins
   */
  resolve(opOffsets: Uint32Array, functionOffsets: Uint32Array): void {
    this.jumpSites.forEach((site, index) =>
      land32(this.code, site, opOffsets[this.jumpTargets[index] ?? 0] ?? 0),
    );
    this.callSites.forEach((site, index) =>
      land32(this.code, site, functionOffsets[this.callTargets[index] ?? 0] ?? 0),
    );
  }
}
