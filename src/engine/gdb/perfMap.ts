import { opCountOf, type CodePart, type MachineCode } from '../jit/machineCode';
import { nameOfPart, partsOf } from '../jit/parts';

/** Where perf looks for the names of code that a process made itself (perf's documentation: jit-interface.txt). */
export const perfMapPath = (pid: number): string => `/tmp/perf-${pid}.map`;

/** What perf calls a way in or out of the code: `langvm start`. */
export const perfEntryName = (part: CodePart): string => `langvm ${nameOfPart(part)}`;

/** Ops turned into text at a time. */
const opsPerPage = 4096;

/**
 * The map that gives machine code names in `perf report`: a line for every part of it, in pages, so that a program of any
 * size can be written. Numbers are hexadecimal.
 *
 *     7f0012345120 e fib 4: LOAD_CONST r1, c1
 *     address    size  name
 *
 * @param address of the first byte of the code in the process
 * @param opText what stands on the line of an op in the listing
 */
export function* perfMap(
  code: MachineCode,
  address: bigint,
  opText: (opIndex: number) => string,
): Generator<string> {
  const owners = code.functions.map(({ name, range }) => ({ name, ...range }));
  let owner = 0;
  const nameOf = (part: CodePart): string => {
    const { kind, opIndex, range } = part;
    if (kind === 'entry') return perfEntryName(part);
    while ((owners[owner]?.end ?? Infinity) <= range.start) owner++;
    const name = owners[owner]?.name ?? '';
    return kind === 'op' && opIndex !== undefined
      ? `${name} ${opIndex}: ${opText(opIndex)}`
      : `${name} ${nameOfPart(part)}`;
  };
  let covered = 0;
  for (let firstOp = 0; firstOp === 0 || firstOp < opCountOf(code); firstOp += opsPerPage) {
    let page = '';
    for (const part of partsOf(code, firstOp, opsPerPage)) {
      const { start, end } = part.range;
      // Pages overlap where one ends inside of a function.
      if (start < covered) continue;
      covered = end;
      page += `${(address + BigInt(start)).toString(16)} ${(end - start).toString(16)} ${nameOf(part)}\n`;
    }
    yield page;
  }
}
