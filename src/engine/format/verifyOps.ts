import { operationsOf } from '../isa/lookup';
import type { Operand } from '../isa/operations';
import type { FlawList } from './flawList';
import { flaws, type Flaw } from './flaws';
import { wordsPerOp, type FunctionDefinition, type Program } from './program';
import { slotIndexes } from './slots';

/** Whether every op exists and has operands that do, for functions that are known to share all ops among themselves. */
export function checkOps(program: Program, list: FlawList): void {
  const { words, version } = program;
  const operandsOf: (readonly Operand[] | undefined)[] = [];
  for (const { opcode, operands } of operationsOf(version)) {
    // An operand that can be any number needs no look, so that a million ops of version 1 take no time.
    operandsOf[opcode] = operands.filter(({ kind }) => kind !== 'immediate');
  }
  for (const definition of program.functions) {
    const end = definition.firstOp + definition.opCount;
    for (let opIndex = definition.firstOp; opIndex < end; opIndex++) {
      const opcode = words[opIndex * wordsPerOp] ?? 0;
      const operands = operandsOf[opcode];
      if (!operands) {
        if (!list.add(flaws.unavailableOperand(opIndex, opcode, version))) return;
        continue;
      }
      // All ops of version 1.
      if (operands.length === 0) continue;
      for (const operand of operands) {
        const value = words[opIndex * wordsPerOp + slotIndexes[operand.slot]] ?? 0;
        const flaw = flawOfOperand(program, definition, opIndex, operand, value);
        if (flaw && !list.add(flaw)) return;
      }
    }
  }
}

function flawOfOperand(
  program: Program,
  { firstOp, opCount, registerCount }: FunctionDefinition,
  opIndex: number,
  { kind, name }: Operand,
  value: number,
): Flaw | undefined {
  switch (kind) {
    case 'source':
    case 'destination':
      return value < registerCount
        ? undefined
        : flaws.registerOutOfRange(opIndex, name, value, registerCount);
    case 'target':
      return value >= firstOp && value < firstOp + opCount
        ? undefined
        : flaws.targetOutOfFunction(opIndex, name, value, firstOp, firstOp + opCount - 1);
    case 'constant':
      return flawOfIndex(opIndex, name, kind, value, program.constants.length);
    case 'function':
      return flawOfIndex(opIndex, name, kind, value, program.functions.length);
    case 'array':
      return flawOfIndex(opIndex, name, kind, value, program.arrays.length);
    case 'arguments':
      return flawOfArguments(program, opIndex, name, value, registerCount);
    case 'immediate':
      return undefined;
  }
}

const flawOfIndex = (
  opIndex: number,
  operand: string,
  kind: string,
  index: number,
  count: number,
): Flaw | undefined =>
  index < count ? undefined : flaws.indexOutOfRange(opIndex, operand, kind, index, count);

function flawOfArguments(
  { words, functions }: Program,
  opIndex: number,
  operand: string,
  first: number,
  registerCount: number,
): Flaw | undefined {
  const callee = functions[words[opIndex * wordsPerOp + slotIndexes.a] ?? 0];
  // A function that does not exist was named already.
  if (!callee || first + callee.parameterCount <= registerCount) return undefined;
  return flaws.argumentsOutOfRange(opIndex, operand, first, callee.parameterCount, registerCount);
}
