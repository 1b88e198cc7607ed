import { wordsPerOp, type Program } from '../format/program';
import { slotIndexes } from '../format/slots';
import { operationByOpcode } from '../isa/lookup';
import { firstWindow, frameHeaderWords, type MachinePosition } from './stack';

/**
 * The ops that can come next, without repetition: whoever can stop before all of them can run exactly one op. A trap
 * is none. For RETURN the op behind the caller's CALL, for CALL the first op of the called function; the op count where
 * the program can end; none when it has ended.
 * @param stack the used words
 */
export function successorsOf(
  program: Program,
  stack: BigInt64Array,
  { opIndex, window }: MachinePosition,
): number[] {
  const { words, opCount, version } = program;
  if (opIndex >= opCount) return [];
  const record = opIndex * wordsPerOp;
  const a = words[record + 1] ?? 0;
  const next = opIndex + 1;
  const operation = operationByOpcode(version, words[record] ?? 0);
  switch (operation?.name) {
    case 'RETURN':
      if (window === firstWindow) return [opCount];
      return [Number(stack[window - frameHeaderWords] ?? 0n) + 1];
    case 'JUMP':
      return [a];
    case 'CALL':
      return [program.functions[a]?.firstOp ?? opCount];
    default: {
      const slot = operation?.operands.find(({ kind }) => kind === 'target')?.slot;
      const target = slot === undefined ? next : (words[record + slotIndexes[slot]] ?? next);
      return target === next ? [next] : [next, target];
    }
  }
}

/**
 * Whether a run ended because a pause refused the CALL that it began at, which did not run then: one that ran leads to
 * another window. Other ops run before they look for a pause.
 */
export function isRefusedCall(
  { words, version }: Program,
  begin: MachinePosition,
  end: MachinePosition,
): boolean {
  const isCall = operationByOpcode(version, words[begin.opIndex * wordsPerOp] ?? 0)?.name === 'CALL';
  return isCall && begin.opIndex === end.opIndex && begin.window === end.window;
}
