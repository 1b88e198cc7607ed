import { functionIndexAt, type Program } from '../../engine/format/program';
import { parseRegister } from '../../engine/listing/directiveReader';
import { parseInteger } from '../../engine/listing/integer';
import type { ListingSymbol } from '../../engine/listing/parse';
import { constantHover } from './constantHover';
import { integerHover } from './hoverText';
import { hoverMessages } from './messages';

/**
 * What an operand is, before what its op does. Markdown; undefined where there is nothing to add.
 * @param text the operand as it stands on the line
 * @param symbol what it names, if it is the name of something
 * @param opIndex the op it belongs to
 */
export function operandHover(
  program: Program,
  text: string,
  symbol: ListingSymbol | undefined,
  opIndex: number,
): string | undefined {
  if (symbol) return symbolHover(program, symbol);
  const value = parseInteger(text);
  if (value !== undefined) return integerHover(value);
  const register = parseRegister(text);
  return register === undefined ? undefined : variableHover(program, register, opIndex);
}

function symbolHover(
  { constants, arrays }: Program,
  { kind, name, index }: ListingSymbol,
): string | undefined {
  const constant = constants[index];
  const array = arrays[index];
  if (kind === 'constant' && constant) return constantHover(name, constant);
  return kind === 'array' && array ? hoverMessages.array(name, array.length) : undefined;
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
