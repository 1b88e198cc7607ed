import type { DebugVariable, FunctionDefinition, Program } from '../format/program';
import { constantValueText } from './constantText';
import { constantName, labelOfOp } from './printOp';

/** Behind the last op of a function, where no label can stand. */
export const endOfFunction = 'end';

/** The tables at the end of a listing of version 2 or 3, where they move no op from its line. */
export function printTables({ version, functions, constants, arrays, debug }: Program): string[] {
  return [
    ...(version === 2 ? [`.registers ${functions[0]?.registerCount ?? 0}`] : []),
    ...constants.map((constant, index) => {
      const { type, padding } = constant;
      const kept = padding === 0 ? '' : ` padding=0x${padding.toString(16)}`;
      return `.constant ${constantName(index)} ${type} ${constantValueText(constant)}${kept}`;
    }),
    ...arrays.map(({ name, length }) => `.array ${name} ${length}`),
    ...(debug ? [`.source ${quoted(debug.sourcePath)}`] : []),
    ...(debug?.variables ?? []).map((variable) => variableLine(functions, variable)),
  ];
}

function variableLine(functions: Program['functions'], variable: DebugVariable): string {
  const { name, functionIndex, register, isParameter } = variable;
  const directive = isParameter ? '.parameter' : '.variable';
  const owner = functions[functionIndex];
  return `${directive} ${owner?.name ?? ''} ${name} r${register}${rangeOf(owner, variable)}`;
}

/** The ops for which a variable is known, as labels; nothing where they are those of the whole function. */
function rangeOf(owner: FunctionDefinition | undefined, variable: DebugVariable): string {
  const { firstOp, endOp } = variable;
  const first = owner?.firstOp ?? 0;
  const end = first + (owner?.opCount ?? 0);
  if (firstOp === first && endOp === end) return '';
  const label = (opIndex: number): string => (opIndex === end ? endOfFunction : labelOfOp(opIndex));
  return ` ${firstOp === first ? '' : label(firstOp)}..${endOp === end ? '' : label(endOp)}`;
}

/** A path in quotes, on one line, as JSON writes strings. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
