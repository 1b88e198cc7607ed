/** What the machine code has besides the ops, for docs/bytecode.md. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { programOfReturns } from '../../src/engine/format/program.ts';
import { compileLang } from '../../src/engine/lang/compile.ts';
import { compile } from '../../src/engine/jit/compile.ts';
import { control } from '../../src/engine/jit/controlBlock.ts';
import { describeParts } from '../../src/engine/jit/describe.ts';
import { stopCodes } from '../../src/engine/machine/stop.ts';
import { printOp } from '../../src/engine/listing/print.ts';
import { root } from '../root.mjs';
import { block, table } from './markdown.mjs';
import { instructionLines, otherParts } from './sample.mjs';

/** A line of source whose ops hand their values over, and one that has the same ops on lines of their own. */
export function handoverSection() {
  const source = (body) => `function scale(x, y) { ${body} }\nreturn scale(1, 2);\n`;
  const program = compileLang(source('return (x + y) * 3;'), 'scale.lang');
  const withoutLines = { ...program, debug: undefined };
  const shown = (version) => {
    const { firstOp, opCount } = version.functions[1];
    const parts = describeParts(compile(version), firstOp, opCount, { syntax: 'att' });
    return parts
      .filter(({ kind }) => kind === 'op')
      .flatMap(({ opIndex, instructions }) => [printOp(version, opIndex), ...instructionLines(instructions)]);
  };
  return [
    'With debug information, one line:',
    block(shown(program)),
    'Without:',
    block(shown(withoutLines)),
  ].join('\n\n');
}

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

/** The words between code and host: each as the comment in its table says. */
export function controlBlockTable() {
  const source = readFileSync(path.join(root, 'src', 'engine', 'jit', 'controlBlock.ts'), 'utf8');
  return table(
    ['offset', 'word', 'what it is'],
    Object.entries(control).map(([name, offset]) => {
      const comment = new RegExp(`/\\*\\* (.*) \\*/\\s+${name}:`).exec(source)?.[1];
      if (comment === undefined) throw new Error(`The word '${name}' of the control block has no comment.`);
      return [`0x${offset.toString(16)}`, wordsOf(name), comment];
    }),
  );
}

/** Why code comes back. */
export const stopCodeTable = () =>
  table(
    ['stop code', 'why'],
    Object.entries(stopCodes).map(([name, code]) => [`${code}`, wordsOf(name)]),
  );

/** `stackLimit` as a person writes it. */
const wordsOf = (name) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Ways in and out, the prologue of a function, and one stub of each kind. */
export function machineCodeSection() {
  const shown = new Map(otherParts.map((part) => [part.name.replace(/ in op \d+$/, ''), part]));
  return [...shown]
    .map(([name, { instructions }]) => block([name, ...instructionLines(instructions)]))
    .join('\n\n');
}
