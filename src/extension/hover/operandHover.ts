import { functionIndexAt, type Program } from '../../engine/format/program';
import { parseInteger } from '../../engine/listing/integer';
import type { ListingSymbols } from '../../engine/listing/parse';
import { constantHover } from './constantHover';
import { integerHover } from './hoverText';
import { hoverMessages } from './messages';

/**
 * What an operand is, before what its op does. Markdown; undefined where there is nothing to add.
 * @param text the operand as it stands on the line
 * @param opIndex the op it belongs to
 */
export function operandHover(
  program: Program,
  symbols: ListingSymbols,
  text: string,
  opIndex: number,
): string | undefined {
  const value = parseInteger(text);
  if (value !== undefined) return integerHover(value);
  const constant = symbols.constants.find(({ name }) => name === text);
  const found = constant && program.constants[constant.index];
  if (constant && found) return constantHover(constant.index, found);
  const array = program.arrays.find(({ name }) => name === text);
  if (array) return hoverMessages.array(array.name, array.length);
  const register = /^r(\d+)$/.exec(text)?.[1];
  return register === undefined ? undefined : variableHover(program, Number(register), opIndex);
}

/** The variable of the source that lives in a register at an op. */
function variableHover(program: Program, register: number, opIndex: number): string | undefined {
  const functionIndex = functionIndexAt(program, opIndex);
  const variable = program.debug?.variables.find(
    (each) =>
      each.functionIndex === functionIndex &&
      each.register === register &&
      opIndex >= each.firstOp &&
      opIndex < each.endOp,
  );
  return variable && hoverMessages.variable(register, variable.name, variable.isParameter);
}
