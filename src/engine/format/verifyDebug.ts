import type { FlawList } from './flawList';
import { flaws, type Flaw } from './flaws';
import { longestPath } from './limits';
import { isName } from './names';
import type { DebugInformation, DebugVariable, Program } from './program';

/** Whether debug information is about this program: it is what a debugger shows, so that it may not point outside. */
export function checkDebugInformation(program: Program, debug: DebugInformation, list: FlawList): void {
  const { lines, columns, sourcePath, variables } = debug;
  for (const { length } of [lines, columns]) {
    if (length !== program.opCount) {
      list.add(flaws.linesOfOtherCount(length, program.opCount));
      return;
    }
  }
  const pathLength = new TextEncoder().encode(sourcePath).length;
  if (pathLength > longestPath) list.add(flaws.pathTooLong(pathLength));
  for (const [index, variable] of variables.entries()) {
    const flaw = flawOfVariable(program, index, variable);
    if (flaw && !list.add(flaw)) return;
  }
}

function flawOfVariable({ functions }: Program, index: number, variable: DebugVariable): Flaw | undefined {
  const { name, functionIndex, register, isParameter, firstOp, endOp } = variable;
  const owner = functions[functionIndex];
  if (!isName(name)) return flaws.badName('variable', index, name);
  if (!owner) return flaws.variableOfNoFunction(index, functionIndex, functions.length);
  if (register >= owner.registerCount)
    return flaws.variableOfNoRegister(index, register, owner.registerCount);
  if (isParameter && register >= owner.parameterCount) {
    return flaws.parameterOfNoArgument(index, register, owner.parameterCount);
  }
  const ownerEnd = owner.firstOp + owner.opCount;
  if (firstOp < owner.firstOp || endOp < firstOp || endOp > ownerEnd) {
    return flaws.variableOfOtherOps(index, firstOp, endOp, owner.firstOp, ownerEnd);
  }
  return undefined;
}
