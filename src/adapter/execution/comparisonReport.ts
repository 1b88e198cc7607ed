import { sessionMessages } from '../errors';
import type { ExecutionListener } from './executionListener';
import type { Comparison } from './jitEngine';
import type { Machine } from './machine';

/** Tells the user whether processor and interpreter agree. */
export class ComparisonReport {
  private last: Comparison | undefined;

  constructor(
    private readonly machine: Machine,
    private readonly listener: Pick<ExecutionListener, 'message'>,
  ) {}

  /** Takes what came of a comparison; a difference is said at once. */
  take(comparison: Comparison): void {
    this.last = comparison;
    if (comparison.kind !== 'different') return;
    const { opIndex, program } = this.machine;
    const place = opIndex < program.opCount ? `before op ${opIndex}` : 'at the end';
    const { what, native, interpreted } = comparison.difference;
    this.listener.message('important', sessionMessages.enginesDiffer(what, native, interpreted, place));
  }

  /** Says what the processor returned at the end of a run, and whether that was compared. */
  ended(): void {
    const { last, machine } = this;
    if (!last || last.kind === 'different') return;
    const { result } = machine;
    const text =
      last.kind === 'same'
        ? sessionMessages.nativeResult(result, result)
        : sessionMessages.nativeResultAlone(result);
    this.listener.message('console', text);
  }
}
