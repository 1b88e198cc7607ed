import type { CodePart } from '../jit/machineCode';
import type { SymbolFacts } from './symbolFacts';

/**
 * Takes a row of the line table: from this offset on, the code belongs to that line.
 * @param offset bytes from the start of the code
 * @param isStatement whether a breakpoint on the line belongs here
 */
export type TakeRow = (offset: number, line: number, isStatement: boolean) => void;

/**
 * The lines of all code, in the order of addresses: a row for each prologue, op, epilogue and stub. Every op has a row
 * of its own even where its line is that of the op before, because jumps arrive at ops and gdb stops at rows. The ways
 * in and out of the code have no lines.
 */
export function forEachLine(facts: SymbolFacts, take: TakeRow): void {
  const { program, code, lineOfOp, lineOfFunction } = facts;
  const partsOf = groupByFunction(code.parts);
  program.functions.forEach(({ firstOp, opCount }, functionIndex) => {
    const head = lineOfFunction(functionIndex);
    const parts = partsOf.get(functionIndex) ?? [];
    for (const { kind, range } of parts) if (kind === 'prologue') take(range.start, head, true);
    let line = head;
    for (let opIndex = firstOp; opIndex < firstOp + opCount; opIndex++) {
      // An op that comes from no line goes with the one before.
      line = lineOfOp(opIndex) || line;
      take(code.opOffsets[opIndex] ?? 0, line, true);
    }
    for (const { kind, range, opIndex } of parts) {
      if (kind === 'epilogue') take(range.start, head, true);
      if (kind === 'stub') take(range.start, (opIndex === undefined ? 0 : lineOfOp(opIndex)) || head, false);
    }
  });
}

function groupByFunction(parts: readonly CodePart[]): ReadonlyMap<number, readonly CodePart[]> {
  const groups = new Map<number, CodePart[]>();
  for (const part of parts) {
    if (part.functionIndex === undefined) continue;
    const group = groups.get(part.functionIndex);
    if (group) group.push(part);
    else groups.set(part.functionIndex, [part]);
  }
  return groups;
}
