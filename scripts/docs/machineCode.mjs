/** What the machine code has besides the ops, for docs/bytecode.md. */
import { programOfReturns } from '../../src/engine/format/program.ts';
import { compile } from '../../src/engine/jit/compile.ts';
import { describeParts } from '../../src/engine/jit/describe.ts';
import { printOp } from '../../src/engine/listing/print.ts';
import { instructionLines, otherParts } from './sample.mjs';

const block = (lines) => `\`\`\`\n${lines.join('\n')}\n\`\`\``;

/** The whole of a program of version 1. */
export function version1CodeSection() {
  const program = programOfReturns([35n, -7n]);
  const parts = describeParts(compile(program), 0, program.opCount, { syntax: 'att' });
  return block(
    parts.flatMap(({ name, opIndex, instructions }) => [
      opIndex === undefined ? name : printOp(program, opIndex),
      ...instructionLines(instructions),
    ]),
  );
}

/** Ways in and out, the prologue of a function, and one stub of each kind. */
export function machineCodeSection() {
  const shown = new Map(otherParts.map((part) => [part.name.replace(/ in op \d+$/, ''), part]));
  return [...shown]
    .map(([name, { instructions }]) => block([name, ...instructionLines(instructions)]))
    .join('\n\n');
}
