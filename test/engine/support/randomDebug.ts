import type { DebugInformation, DebugVariable, Program } from '../../../src/engine/format/program';
import { rarely, type Choose } from './choices';

/** Debug information that fits a program: lines, columns and names that a compiler could have written. */
export function randomDebugInformation(
  choose: Choose,
  { functions, opCount }: Pick<Program, 'functions' | 'opCount'>,
): DebugInformation {
  const lines = new Uint32Array(opCount);
  const columns = new Uint32Array(opCount);
  // From a line for every op to lines of many ops, within which machine code keeps values in rax.
  const opsOfLine = 1 + choose(8);
  let line = 1;
  for (let opIndex = 0; opIndex < opCount; opIndex++) {
    if (rarely(choose, opsOfLine)) line += 1 + choose(3);
    // An op that comes from no line: what the compiler adds of its own.
    if (rarely(choose, 12)) continue;
    lines[opIndex] = line;
    columns[opIndex] = 1 + choose(80);
  }
  const variables: DebugVariable[] = [];
  functions.forEach(({ firstOp, opCount: count, parameterCount, registerCount }, functionIndex) => {
    const named = Math.min(registerCount, choose(5));
    for (let register = 0; register < named; register++) {
      const isParameter = register < parameterCount;
      const start = isParameter ? 0 : choose(count);
      variables.push({
        name: `v${register}`,
        functionIndex,
        register,
        isParameter,
        firstOp: firstOp + start,
        endOp: isParameter ? firstOp + count : firstOp + start + 1 + choose(count - start),
      });
    }
  });
  return { sourcePath: 'random program.lang', lines, columns, variables };
}
