import type { DebugVariable, FunctionDefinition } from '../format/program';
import { abbreviations, begin } from './abbreviations';
import type { ByteWriter } from './byteWriter';
import type { LocationLists } from './locationLists';
import { registerName, type SymbolFacts } from './symbolFacts';
import { scopesOf, type VariableScope } from './variableScopes';

/** Registers that are shown where nothing is known about variables: the first so many of a function. */
const mostRegisters = 256;

/**
 * Writes what gdb shows as arguments and locals of a function: its variables where the program tells of them, and its
 * registers otherwise.
 * @param int64 offset of the type in the section
 */
export function writeRegisters(
  writer: ByteWriter,
  facts: SymbolFacts,
  functionIndex: number,
  int64: number,
  lists: LocationLists,
): void {
  const { program, code, address } = facts;
  const definition = program.functions[functionIndex];
  if (!definition) return;
  const { firstOp, opCount } = definition;
  const all =
    program.debug?.variables.filter((variable) => variable.functionIndex === functionIndex) ??
    registersOf(definition, functionIndex);
  const isParameter = (variable: DebugVariable): boolean =>
    variable.isParameter && variable.register < definition.parameterCount;

  const write = (kind: 'variable' | 'parameter', { name, register }: DebugVariable): void => {
    begin(writer, abbreviations[kind]);
    writer.string(name); //                                    name
    writer.u32(int64); //                                      type
    writer.u32(lists.ofRegister(functionIndex, register)); //  location: offset in .debug_loc
  };
  const writeBlock = ({ variables, scopes, ...ops }: VariableScope): void => {
    const start = code.opOffsets[ops.firstOp] ?? 0;
    const end = code.opEnds[ops.endOp - 1] ?? start;
    begin(writer, abbreviations.lexicalBlock);
    writer.u64(address + BigInt(start)); //                    low_pc
    writer.u64(end - start); //                                high_pc, as a size
    for (const variable of variables) write('variable', variable);
    for (const scope of scopes) writeBlock(scope);
    writer.u8(0); //                                         end of the block's children
  };

  const parameters = all.filter(isParameter).sort((one, other) => one.register - other.register);
  for (const parameter of parameters) write('parameter', parameter);
  const others = all.filter((variable) => !isParameter(variable));
  const outermost = scopesOf(others, firstOp, firstOp + opCount);
  if (outermost.variables.length + outermost.scopes.length === 0) return;
  // Even what is known in all ops is not yet there in the prologue, which makes it 0.
  writeBlock(outermost);
}

/** Registers as variables, of a program that says nothing of its own. */
function registersOf(
  { firstOp, opCount, parameterCount, registerCount }: FunctionDefinition,
  functionIndex: number,
): DebugVariable[] {
  return Array.from({ length: Math.min(registerCount, mostRegisters) }, (_, register) => ({
    name: registerName(register),
    functionIndex,
    register,
    isParameter: register < parameterCount,
    firstOp,
    endOp: firstOp + opCount,
  }));
}
