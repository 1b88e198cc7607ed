import type { MachineFrame } from '../../engine/machine/stack';
import type { NativeStop } from '../../engine/native/nativeMachine';
import type { Machine } from './machine';

/** What the processor and the interpreter made of the same ops, where they did not agree. */
export interface Difference {
  /** What differs, for a person: `register 2`, `the result`. */
  readonly what: string;
  readonly native: bigint;
  readonly interpreted: bigint;
}

/**
 * Compares where a native run stopped with where the interpreter came on the same way.
 * @param cells the cells of the native side, or undefined where they were not fetched
 * @returns the first difference, or undefined where there is none
 */
export function differenceBetween(
  machine: Machine,
  native: NativeStop,
  cells: BigInt64Array | undefined,
): Difference | undefined {
  const { interpreter, position } = machine;
  const places: readonly (readonly [string, number, number])[] = [
    ['the next op', native.position.opIndex, position.opIndex],
    ['the frame', native.position.window, position.window],
  ];
  for (const [what, ours, theirs] of places) {
    if (ours !== theirs) return { what, native: BigInt(ours), interpreted: BigInt(theirs) };
  }
  if (native.result !== interpreter.result)
    return { what: 'the result', native: native.result, interpreted: interpreter.result };
  const word = firstDifference(native.stack, interpreter.stack);
  if (word !== undefined)
    return { what: registerAt(machine, word.index), native: word.left, interpreted: word.right };
  const cell = cells && firstDifference(cells, interpreter.cells);
  return cell && { what: `cell ${cell.index}`, native: cell.left, interpreted: cell.right };
}

function firstDifference(
  left: BigInt64Array,
  right: BigInt64Array,
): { index: number; left: bigint; right: bigint } | undefined {
  // A hundred times as quick as a look at every word, and nearly always all there is to do.
  if (Buffer.compare(bytesOf(left), bytesOf(right.subarray(0, left.length))) === 0) return undefined;
  for (let index = 0; index < left.length; index++) {
    const one = left[index] ?? 0n;
    const other = right[index] ?? 0n;
    if (one !== other) return { index, left: one, right: other };
  }
  return undefined;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: BigInt64Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

function registerAt({ frames, program }: Machine, word: number): string {
  const frame: MachineFrame | undefined = frames.find(({ window }) => word >= window);
  if (!frame) return `word ${word} of the stack`;
  const name = program.functions[frame.functionIndex]?.name ?? '';
  return `register ${word - frame.window} of ${name}`;
}
