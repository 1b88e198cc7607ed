import { opCountOf, rangeOfOp, type CodePart, type MachineCode, type PartKind } from './machineCode';

/** An op as a part of the code. @throws RangeError when there is no such op */
export const opPart = (code: MachineCode, opIndex: number): CodePart => ({
  kind: 'op',
  name: 'op',
  opIndex,
  range: rangeOfOp(code, opIndex),
});

/** What a part is, for a person: `op 12`, `prologue`, `division by zero in op 12`. */
export function nameOfPart({ kind, name, opIndex }: CodePart): string {
  if (opIndex === undefined) return name;
  return kind === 'op' ? `op ${opIndex}` : `${name} in op ${opIndex}`;
}

/** What begins at an offset, as a label: a function, an op, a stub, or a way in or out. */
export function labelOf(code: MachineCode, offset: number): string | undefined {
  const part = partAt(code, offset);
  if (part?.range.start !== offset) return undefined;
  if (part.kind !== 'prologue') return nameOfPart(part);
  return code.functions[part.functionIndex ?? 0]?.name;
}

/** What the byte at an offset belongs to, or undefined outside the code. */
export function partAt(code: MachineCode, offset: number): CodePart | undefined {
  if (offset < 0 || offset >= code.bytes.length) return undefined;
  const opIndex = lastNotAbove(opCountOf(code), offset, (index) => code.opOffsets[index] ?? 0);
  if (opIndex >= 0 && offset < (code.opEnds[opIndex] ?? 0)) return opPart(code, opIndex);
  return code.parts[indexOfPart(code, offset)];
}

/** All parts of a window of ops, see `describeParts`. */
export function partsOf(code: MachineCode, firstOp: number, opCount: number): CodePart[] {
  const all = opCountOf(code);
  const end = Math.min(firstOp + opCount, all);
  const parts: CodePart[] = [];
  const start = code.opOffsets[firstOp] ?? code.opEnds[all - 1] ?? code.parts.at(-1)?.range.start ?? 0;
  const before = partsBefore(code, start);
  parts.push(...before);
  let next = indexOfPart(code, start - 1) + 1;
  let offset = start;
  const takePartsHere = (): void => {
    for (let part = code.parts[next]; part?.range.start === offset; part = code.parts[++next]) {
      parts.push(part);
      offset = part.range.end;
    }
  };
  for (let opIndex = firstOp; opIndex < end; opIndex++) {
    takePartsHere();
    const op = opPart(code, opIndex);
    parts.push(op);
    offset = op.range.end;
  }
  for (
    let part = code.parts[next];
    part && part.range.start === offset && isBehind(part);
    part = code.parts[++next]
  ) {
    parts.push(part);
    offset = part.range.end;
  }
  return parts;
}

/** The ways in and the prologue that end where an op begins. */
function partsBefore(code: MachineCode, start: number): CodePart[] {
  const before: CodePart[] = [];
  let offset = start;
  for (let index = indexOfPart(code, start - 1); ; index--) {
    const part = code.parts[index];
    if (part?.range.end !== offset || isBehind(part)) return before;
    before.unshift(part);
    offset = part.range.start;
  }
}

const behind: readonly PartKind[] = ['epilogue', 'stub'];
const isBehind = ({ kind }: CodePart): boolean => behind.includes(kind);

/** Index in {@link MachineCode.parts} of the last part that begins at or before an offset; -1 where none does. */
const indexOfPart = ({ parts }: MachineCode, offset: number): number =>
  lastNotAbove(parts.length, offset, (index) => parts[index]?.range.start ?? 0);

/** The last index whose value, ascending, is at most the limit; -1 when there is none. */
function lastNotAbove(count: number, limit: number, valueAt: (index: number) => number): number {
  let low = -1;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (valueAt(middle) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
