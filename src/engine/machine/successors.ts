import { wordsPerOp, type Program } from '../format/program';
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
  const [a = 0, b = 0] = [words[record + 1], words[record + 2]];
  const next = opIndex + 1;
  switch (operationByOpcode(version, words[record] ?? 0)?.name) {
    case 'RETURN':
      if (window === firstWindow) return [opCount];
      return [Number(stack[window - frameHeaderWords] ?? 0n) + 1];
    case 'JUMP':
      return [a];
    case 'JUMP_IF':
    case 'JUMP_UNLESS':
      return b === next ? [next] : [next, b];
    case 'CALL':
      return [program.functions[a]?.firstOp ?? opCount];
    default:
      return [next];
  }
}
