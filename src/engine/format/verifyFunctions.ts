import { operations } from '../isa/operations';
import type { FlawList } from './flawList';
import { flaws } from './flaws';
import { largestOnlyWindow, largestWindow } from './limits';
import { checkNames } from './names';
import { wordsPerOp, type FunctionDefinition, type Program } from './program';

/**
 * Whether the functions share all ops among themselves, one after the other, and each can run at all.
 * @returns the first of both: which function each op belongs to is then certain
 */
export function checkFunctions(program: Program, list: FlawList): boolean {
  return program.version === 3 ? checkSeveralFunctions(program, list) : checkOneFunction(program, list);
}

/** Versions 1 and 2: one function, which may be empty. */
function checkOneFunction({ version, functions, opCount }: Program, list: FlawList): boolean {
  const [only, ...more] = functions;
  if (
    !only ||
    more.length > 0 ||
    only.firstOp !== 0 ||
    only.opCount !== opCount ||
    only.parameterCount !== 0
  ) {
    list.add(flaws.oneFunction(version, functions.length));
    return false;
  }
  if (only.registerCount > largestOnlyWindow) {
    list.add(flaws.windowLargerThanStack(0, only.registerCount));
  }
  return true;
}

function checkSeveralFunctions(program: Program, list: FlawList): boolean {
  const { functions, opCount } = program;
  if (functions.length === 0) {
    list.add(flaws.noFunction());
    return false;
  }
  let nextOp = 0;
  for (const [index, definition] of functions.entries()) {
    if (definition.firstOp !== nextOp) {
      list.add(flaws.notTiled(index, definition.firstOp, nextOp));
      return false;
    }
    nextOp += definition.opCount;
    if (nextOp > opCount) {
      list.add(flaws.tooFewOps(index, nextOp, opCount));
      return false;
    }
    checkFunction(program, index, definition, list);
  }
  if (nextOp !== opCount) list.add(flaws.opsBehindLast(functions.length - 1, nextOp, opCount));
  checkNames('function', functions, list);
  return nextOp === opCount;
}

function checkFunction(
  program: Program,
  index: number,
  definition: FunctionDefinition,
  list: FlawList,
): void {
  const { firstOp, opCount, parameterCount, registerCount } = definition;
  if (opCount === 0) list.add(flaws.emptyFunction(index));
  else if (!endsFunction(program, firstOp + opCount - 1)) list.add(flaws.fallsOffEnd(firstOp + opCount - 1));
  if (index === 0 && parameterCount > 0) list.add(flaws.entryHasParameters(index, parameterCount));
  if (registerCount > largestWindow) list.add(flaws.tooManyRegisters(index, registerCount));
  if (parameterCount > registerCount) {
    list.add(flaws.moreParametersThanRegisters(index, parameterCount, registerCount));
  }
}

function endsFunction({ words }: Program, opIndex: number): boolean {
  const opcode = words[opIndex * wordsPerOp];
  return opcode === operations.RETURN.opcode || opcode === operations.JUMP.opcode;
}
